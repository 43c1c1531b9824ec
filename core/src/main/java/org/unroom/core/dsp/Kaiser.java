package org.unroom.core.dsp;

/**
 * The Kaiser window and its design rules,
 *
 * <pre>
 *   w[i] = I0(beta sqrt(1 - (2 i / (n-1) - 1)^2)) / I0(beta),   i = 0..n-1
 *   beta = 0.1102 (A - 8.7)                          for A &gt; 50 dB
 *        = 0.5842 (A - 21)^0.4 + 0.07886 (A - 21)    for 21 &lt;= A &lt;= 50 dB
 *   n - 1 = (A - 7.95) / (2.285 dw)
 * </pre>
 *
 * with A the stop-band attenuation in dB and dw the width of the transition in radians a sample.
 * Source: A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal Processing", 2nd ed., eq. 7.59,
 * 7.62 and 7.63 (after J. F. Kaiser, 1974).
 */
public final class Kaiser {
  private static final double SERIES_END = 1e-18;

  private Kaiser() {}

  /** The symmetric window of n samples (at least 1); a single sample is 1. */
  public static double[] symmetric(int n, double beta) {
    if (n < 1) {
      throw new IllegalArgumentException("window length n=%d must be at least 1".formatted(n));
    }
    double[] w = new double[n];
    double half = (n - 1) / 2.0;
    double peak = besselI0(beta);
    for (int i = 0; i < n; i++) {
      double u = half == 0 ? 0 : (i - half) / half;
      w[i] = besselI0(beta * Math.sqrt(Math.max(0, 1 - u * u))) / peak;
    }
    return w;
  }

  /** Shape for a stop band {@code attenuationDb} below the pass band; 0 (rectangular) below 21. */
  public static double beta(double attenuationDb) {
    if (attenuationDb > 50) {
      return 0.1102 * (attenuationDb - 8.7);
    }
    double above = attenuationDb - 21;
    return above < 0 ? 0 : 0.5842 * Math.pow(above, 0.4) + 0.07886 * above;
  }

  /** Samples each side of the middle for a transition of {@code width} radians a sample. */
  public static int halfLength(double attenuationDb, double width) {
    return (int) Math.ceil((attenuationDb - 7.95) / (2.285 * width) / 2);
  }

  /** I0(x) = sum over m of ((x/2)^m / m!)^2, all terms that count in double precision. */
  private static double besselI0(double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int m = 1; term > SERIES_END * sum; m++) {
      term *= quarter / ((double) m * m);
      sum += term;
    }
    return sum;
  }
}
