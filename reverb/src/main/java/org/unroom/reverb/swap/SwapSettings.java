package org.unroom.reverb.swap;

/**
 * How a sound is put into a room.
 *
 * @param wet share of the room in the mix, 0 (none of it) to 1 (the room as it is); the direct
 *     sound stays the same
 * @param predelaySeconds added between the direct sound and what follows it, 0..1
 * @param tail what becomes of the reverberation behind the end
 */
public record SwapSettings(double wet, double predelaySeconds, Tail tail) {
  /** The room as it is, ringing out. */
  public static final SwapSettings NATURAL = new SwapSettings(1, 0, Tail.KEEP);

  /** Checks the ranges. */
  public SwapSettings {
    if (!(wet >= 0 && wet <= 1)) {
      throw new IllegalArgumentException("wet=%s must be between 0 and 1".formatted(wet));
    }
    if (!(predelaySeconds >= 0 && predelaySeconds <= 1)) {
      throw new IllegalArgumentException(
          "predelaySeconds=%s must be between 0 and 1".formatted(predelaySeconds));
    }
  }
}
