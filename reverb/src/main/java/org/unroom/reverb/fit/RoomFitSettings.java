package org.unroom.reverb.fit;

/**
 * How a {@link RoomFit} runs.
 *
 * @param steps of the optimizer, at least 1
 * @param decay whether decay times are learned
 */
public record RoomFitSettings(int steps, Decay decay) {
  /** What happens to the decay times. */
  public enum Decay {
    /** They are learned with the rest. */
    LEARNED,
    /** They stay as given. */
    FIXED
  }

  /** Checks the range. */
  public RoomFitSettings {
    if (steps < 1) {
      throw new IllegalArgumentException("steps=%d must be at least 1".formatted(steps));
    }
  }
}
