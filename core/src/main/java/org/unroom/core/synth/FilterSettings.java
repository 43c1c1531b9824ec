package org.unroom.core.synth;

/**
 * How frame-wise filters are made.
 *
 * @param hop samples from one frame to the next, at least 1; 64 = 4 ms at 16 kHz
 * @param window length of the Hann window on the impulse response in samples, at least 1; longer
 *     than 2 (bands - 1) means all of it
 * @param scale of the magnitudes
 * @param bias added before the scale
 */
public record FilterSettings(int hop, int window, ControlScale scale, double bias) {
  private static final int STANDARD_WINDOW = 257;
  private static final double QUIET_BIAS = -5;

  /** Checks the ranges. */
  public FilterSettings {
    if (hop < 1 || window < 1) {
      throw new IllegalArgumentException(
          "hop=%d and window=%d must be at least 1 sample".formatted(hop, window));
    }
  }

  /** The reference's noise branch: window 257, exp-sigmoid of x - 5, which starts at -94 dB. */
  public static FilterSettings noise(int hop) {
    return new FilterSettings(hop, STANDARD_WINDOW, ControlScale.EXP_SIGMOID, QUIET_BIAS);
  }
}
