package org.unroom.batch.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be saved of a recording. The order is that of outputs, and of what {@code -o} names: the
 * first kind that is saved.
 */
public enum OutputKind {
  /** The recording in another room. */
  SWAPPED,
  /** The recording without its damage, as long as the recording and in its format. */
  REPAIRED,
  /** The recording with less room, as long as the recording and in its format. */
  DRY,
  /** The room as an impulse response, a WAV of 32-bit floats. */
  IR,
  /** What was taken out: recording minus the dry or repaired one, sample for sample. */
  REMOVED,
  /** The dry sound as the fitted model plays it, not made of the recording. */
  RESYNTH,
  /** The part of the recording that was worked on, as it was, beside what became of it. */
  BEFORE,
  /** A page about all of it, which is no sound. */
  REPORT;

  /** Whether it is the recording itself, treated, which {@code -o} can name beside other kinds. */
  public boolean isTreatedRecording() {
    return this == SWAPPED || this == REPAIRED || this == DRY;
  }

  /** The word for it in options and file names. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind called {@code label}. */
  public static Optional<OutputKind> called(String label) {
    return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
  }
}
