package org.unroom.core.repair;

/**
 * The drift of the mains: what all lines of the hum turn by from one frame to the next, each by its
 * multiple,
 *
 * <pre>
 *   turn[k] = sum over h of g_h[k] arg(z_h[k+1] conj z_h[k]) / h  /  sum over h of g_h[k]
 *   g_h[k]  = h^2 |c_h|^2 / (v_h[k] + v_h[k+1])
 * </pre>
 *
 * the weights of least variance for errors of variance v (the quarter of the time with the least
 * power tells |c_h|^2), smoothed by the {@link SmoothTrend} that makes it likeliest.
 */
final class HumDrift {
  /** Variances, in squared radians, of the change of slope from frame to frame that are tried. */
  private static final double[] CHANGES = {1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8};

  private static final double TINY = 1e-20;

  private HumDrift() {}

  /**
   * Lets the phase follow.
   *
   * @param frames demodulated with {@code cycles}
   * @param v variance of what is not hum, {@code [channel][h - 1][k]}
   * @param lines that are looked at, from the first on
   * @param cycles phase of the fundamental at the frames; changed
   */
  static void follow(HumFrames frames, double[][][] v, int lines, double[] cycles) {
    int n = cycles.length - 1;
    double[][] turn = new double[1][n];
    double[] variance = new double[n];
    for (int c = 0; c < v.length; c++) {
      for (int h = 0; h < lines; h++) {
        add(frames, c, h, v[c][h], turn[0], variance);
      }
    }
    for (int k = 0; k < n; k++) {
      variance[k] = 1 / (variance[k] + TINY);
      turn[0][k] *= variance[k];
    }
    SmoothTrend trend = new SmoothTrend(n, 1);
    trend.smooth(turn, variance, trend.likeliest(turn, variance, CHANGES));
    double radians = 0;
    for (int k = 0; k < n; k++) {
      radians += trend.level(0)[k];
      cycles[k + 1] += radians / (2 * Math.PI);
    }
  }

  private static void add(
      HumFrames frames, int c, int h, double[] v, double[] turn, double[] known) {
    double[] re = frames.re[c][h];
    double[] im = frames.im[c][h];
    double low = HumFrames.low(frames.powers(c, h));
    int multiple = h + 1;
    for (int k = 0; k + 1 < re.length; k++) {
      double real = re[k + 1] * re[k] + im[k + 1] * im[k];
      double imaginary = im[k + 1] * re[k] - re[k + 1] * im[k];
      double weight = multiple * multiple * low / (v[k] + v[k + 1]);
      turn[k] += weight * Math.atan2(imaginary, real) / multiple;
      known[k] += weight;
    }
  }
}
