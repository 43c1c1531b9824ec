package org.unroom.core.repair;

/**
 * What lies below 20 Hz is not heard: wind, handling, warped records, mains of amplifiers. It is
 * seldom steady, so the floor of {@link SteadyNoise} tells little of it, and in a recording with
 * noise all of it counts as noise. Through the window it also reaches the bins above. With k the
 * last bin whose middle lies below 20 Hz and W the window's spectrum, no tone below puts more into
 * bin f than
 *
 * <pre>
 *   |X[f]|^2 &lt;= r[f] |X[k]|^2,   r[f] = W(f - b)^2 / W(k - b)^2,   b = 20 Hz in bins
 *   W(x) = cos(pi x) / (1 - 4 x^2)   (square root of Hann)
 * </pre>
 *
 * which the noise of the two bins above k is raised to. Of a bass at 41 Hz, whose power in bin k is
 * far smaller, that takes at most one decibel in one bin.
 */
final class Subsonic {
  private static final double LOWEST_HEARD_HZ = 20;
  private static final int BINS_ABOVE = 2;

  /** The two halves of a real tone beat in the lowest bins; this is longer than a beat. */
  private static final double SMOOTHING_SECONDS = 0.1;

  /** Noise above this many times the power observed leaves no doubt. */
  private static final float WITHOUT_DOUBT = 1e3f;

  private final int last;
  private final double[] reach;
  private final double forget;
  private double power;

  /**
   * For one channel.
   *
   * @param binHz frequency between bins
   * @param hopSeconds time between frames
   */
  Subsonic(double binHz, double hopSeconds) {
    double b = LOWEST_HEARD_HZ / binHz;
    this.last = (int) b;
    this.reach = new double[BINS_ABOVE];
    for (int j = 0; j < BINS_ABOVE; j++) {
      reach[j] = Math.pow(window(last + 1 + j - b) / window(last - b), 2);
    }
    this.forget = Math.exp(-hopSeconds / SMOOTHING_SECONDS);
  }

  /** Raises the noise power of the frame that comes next. */
  void raise(float[] observed, float[] noise) {
    power = forget * power + (1 - forget) * observed[last];
    for (int f = 0; f <= last; f++) {
      noise[f] = Math.max(noise[f], WITHOUT_DOUBT * observed[f]);
    }
    for (int j = 0; j < BINS_ABOVE; j++) {
      noise[last + 1 + j] = (float) Math.max(noise[last + 1 + j], reach[j] * power);
    }
  }

  private static double window(double x) {
    double apart = 1 - 4 * x * x;
    return Math.abs(apart) < 1e-9 ? Math.PI / 4 : Math.cos(Math.PI * x) / apart;
  }
}
