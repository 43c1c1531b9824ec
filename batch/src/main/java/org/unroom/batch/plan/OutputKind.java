package org.unroom.batch.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be saved of a recording. */
public enum OutputKind {
  /** The recording with less room, as long as the recording and in its format. */
  DRY,
  /** The room as an impulse response, a WAV of 32-bit floats. */
  IR,
  /** What was taken out: recording minus dry, sample for sample. */
  REMOVED;

  /** The word for it in options and file names. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind called {@code label}. */
  public static Optional<OutputKind> called(String label) {
    return Arrays.stream(values()).filter(k -> k.label().equals(label)).findFirst();
  }
}
