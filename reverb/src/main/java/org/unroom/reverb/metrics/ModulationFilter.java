package org.unroom.reverb.metrics;

/**
 * One of the eight second-order band-pass filters of SRMR on envelopes sampled at 400 Hz,
 *
 * <pre>
 *   H(z) = B (1 - z^-2) / ((1 + B + W^2) + (2 W^2 - 2) z^-1 + (1 - B + W^2) z^-2)
 *   W = tan(pi fc / 400),  B = W / Q,  Q = 2,  fc = 4 * 32^(k/7) Hz,  k = 0..7
 * </pre>
 *
 * the bilinear transform of a resonator, gain 1 at fc. Starts at rest. Source: T. H. Falk, C.
 * Zheng, W.-Y. Chan, IEEE Trans. ASLP 18 (7), 2010, sec. III-C, with the coefficients of SRMRpy.
 */
final class ModulationFilter {
  /** Number of modulation bands. */
  static final int BANDS = 8;

  private static final double RATE_HZ = 400;
  private static final double LOWEST_HZ = 4;
  private static final double HIGHEST_HZ = 128;
  private static final double Q = 2;
  private static final int FEWEST_BANDS = 5;

  private final double b0;
  private final double a1;
  private final double a2;

  private ModulationFilter(double centreHz) {
    double w = Math.tan(Math.PI * centreHz / RATE_HZ);
    double bandwidth = w / Q;
    double a0 = 1 + bandwidth + w * w;
    this.b0 = bandwidth / a0;
    this.a1 = (2 * w * w - 2) / a0;
    this.a2 = (1 - bandwidth + w * w) / a0;
  }

  /** The filter of band k, 0..7. */
  static ModulationFilter band(int k) {
    return new ModulationFilter(centreHz(k));
  }

  /**
   * How many bands count (K*), 5..8: those whose lower −3 dB edge lies below the acoustic
   * bandwidth.
   */
  static int lastBand(double bandwidthHz) {
    int last = FEWEST_BANDS;
    for (int k = FEWEST_BANDS; k < BANDS; k++) {
      last = bandwidthHz > lowerEdgeHz(k) ? k + 1 : last;
    }
    return last;
  }

  private static double lowerEdgeHz(int k) {
    return centreHz(k) * (1 - 1 / (2 * Q));
  }

  private static double centreHz(int k) {
    return LOWEST_HZ * Math.pow(HIGHEST_HZ / LOWEST_HZ, k / (BANDS - 1.0));
  }

  /** The filtered signal, as long as x. */
  double[] filter(double[] x) {
    double[] y = new double[x.length];
    double s1 = 0;
    double s2 = 0;
    for (int n = 0; n < x.length; n++) {
      y[n] = b0 * x[n] + s1;
      s1 = s2 - a1 * y[n];
      s2 = -b0 * x[n] - a2 * y[n];
    }
    return y;
  }
}
