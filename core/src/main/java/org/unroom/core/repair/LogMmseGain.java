package org.unroom.core.repair;

/**
 * The gain that estimates the logarithm of a spectral amplitude best in the least-squares sense: Y.
 * Ephraim, D. Malah, "Speech enhancement using a minimum mean-square error log-spectral amplitude
 * estimator", IEEE Trans. ASSP 33 (2), 1985, eq. 20, with the a-priori ratio by their
 * decision-directed rule (1984, eq. 51), whose smoothing over time keeps single bins from flaring
 * up as musical noise (O. Cappé, 1994), and a second step that makes up for its being a frame late:
 * C. Plapous, C. Marro, P. Scalart, "Improved signal-to-noise ratio estimation for speech
 * enhancement", IEEE Trans. Audio Speech Lang. Process. 14 (6), 2006, eq. 13,
 *
 * <pre>
 *   g       = |Y|^2 / s
 *   xi1     = c |A before|^2 / s + (1 - c) max(g - 1, 0),   xi2 = G(xi1, g)^2 g
 *   G(x, g) = x / (1 + x) exp(E1(v) / 2),   v = x / (1 + x) g
 *   A       = G(xi2, g) Y,   the gain at least the floor
 * </pre>
 */
final class LogMmseGain {
  private static final double PAPER_HOP_SECONDS = 0.008;
  private static final double PAPER_SMOOTHING = 0.98;
  private static final double MOST = 1e6;

  private final double smoothing;
  private final double floor;
  private final double leastRatio;
  private final double[] before;

  /**
   * For one channel.
   *
   * @param bins number of bins
   * @param floor least gain, 0..1: noise that stays, evenly, where nothing else is
   * @param hopSeconds time between frames
   */
  LogMmseGain(int bins, double floor, double hopSeconds) {
    this.floor = floor;
    this.leastRatio = floor * floor;
    this.before = new double[bins];
    this.smoothing = Math.pow(PAPER_SMOOTHING, hopSeconds / PAPER_HOP_SECONDS);
  }

  /** Gains of the next frame from its power and the noise's. */
  void next(float[] power, float[] noise, float[] gain) {
    for (int f = 0; f < gain.length; f++) {
      double s = Math.max(noise[f], Float.MIN_NORMAL);
      double post = Math.min(power[f] / s, MOST);
      double decided = smoothing * before[f] / s + (1 - smoothing) * Math.max(post - 1, 0);
      double first = gain(decided, post);
      double g = gain(first * first * post, post);
      gain[f] = (float) Math.max(floor, g);
      before[f] = (double) gain[f] * gain[f] * power[f];
    }
  }

  private double gain(double prior, double post) {
    double xi = Math.max(leastRatio, Math.min(prior, MOST));
    double wiener = xi / (1 + xi);
    double v = Math.max(1e-8, wiener * post);
    return Math.min(1, wiener * Math.exp(0.5 * exponentialIntegral(v)));
  }

  /**
   * E1(v), v above 0, to 2e-7 and better: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical
   * Functions", eq. 5.1.53 and 5.1.56.
   */
  static double exponentialIntegral(double v) {
    if (v <= 1) {
      double series =
          -0.57721566
              + v
                  * (0.99999193
                      + v * (-0.24991055 + v * (0.05519968 + v * (-0.00976004 + v * 0.00107857))));
      return series - Math.log(v);
    }
    double above = 0.2677737343 + v * (8.6347608925 + v * (18.0590169730 + v * (8.5733287401 + v)));
    double below =
        3.9584969228 + v * (21.0996530827 + v * (25.6329561486 + v * (9.5733223454 + v)));
    return Math.exp(-v) / v * above / below;
  }
}
