package org.unroom.reverb.dereverb;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of dry sound is looked for in a recording. */
public enum SoundModel {
  /** What the recording's own pitch says. */
  AUTO,
  /** Speech, and other sound that moves. */
  VOICE,
  /** One instrument or one singer: a tone with its harmonics, or percussion. */
  INSTRUMENT,
  /** Several tones at once, or plucked ones: treated only where nothing is held. */
  MIX;

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The model called {@code label}. */
  public static Optional<SoundModel> called(String label) {
    return Arrays.stream(values()).filter(m -> m.label().equals(label)).findFirst();
  }
}
