package org.unroom.core.repair;

/**
 * Smooths values of unequal certainty by the model of a locally linear trend,
 *
 * <pre>
 *   y[k] = s[k] + e[k],   s[k+1] = s[k] + d[k],   d[k+1] = d[k] + w[k]
 *   var e[k] = v[k],   var w[k] = q
 * </pre>
 *
 * forward with the filter of R. E. Kalman, backward with the smoother of Rauch, Tung and Striebel
 * (A. C. Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989, sec.
 * 2.3.6, 3.2 and 3.6.2). Where values are certain s follows them, where not it goes on as it went.
 * The real and the imaginary part of complex values share variances and gains.
 */
final class SmoothTrend {
  /** Variances of the first value and slope, of which next to nothing is known. */
  static final double UNKNOWN = 1e3;

  static final double UNKNOWN_SLOPE = 1;

  private final int n;
  private final double[][] level; // [part][k]
  private final double[][] slope;
  private final double[][] cov; // filtered p00, p01, p11
  private final double[] variance;
  private double logLikelihood;

  /** Plans for n values of one part (real) or two (complex). */
  SmoothTrend(int n, int parts) {
    this.n = n;
    this.level = new double[parts][n];
    this.slope = new double[parts][n];
    this.cov = new double[3][n];
    this.variance = new double[n];
  }

  /**
   * Smooths.
   *
   * @param y values, {@code [part][k]}, about as large as 1
   * @param v variance of each, over the parts together
   * @param q how much the slope may change from one to the next
   */
  void smooth(double[][] y, double[] v, double q) {
    filter(y, v, q);
    double p00 = cov[0][n - 1];
    double p01 = cov[1][n - 1];
    double p11 = cov[2][n - 1];
    variance[n - 1] = p00;
    for (int k = n - 2; k >= 0; k--) {
      double a = cov[0][k];
      double b = cov[1][k];
      double c = cov[2][k];
      // predicted covariance and the gain G = P F' / predicted
      double r00 = a + 2 * b + c;
      double r01 = b + c;
      double r11 = c + q;
      double det = r00 * r11 - r01 * r01;
      double g00 = ((a + b) * r11 - b * r01) / det;
      double g01 = (b * r00 - (a + b) * r01) / det;
      double g10 = ((b + c) * r11 - c * r01) / det;
      double g11 = (c * r00 - (b + c) * r01) / det;
      for (int part = 0; part < level.length; part++) {
        double dLevel = level[part][k + 1] - level[part][k] - slope[part][k];
        double dSlope = slope[part][k + 1] - slope[part][k];
        level[part][k] += g00 * dLevel + g01 * dSlope;
        slope[part][k] += g10 * dLevel + g11 * dSlope;
      }
      double d00 = p00 - r00;
      double d01 = p01 - r01;
      double d11 = p11 - r11;
      double u00 = g00 * d00 + g01 * d01;
      double u01 = g00 * d01 + g01 * d11;
      double u10 = g10 * d00 + g11 * d01;
      double u11 = g10 * d01 + g11 * d11;
      p00 = a + u00 * g00 + u01 * g01;
      p01 = b + u00 * g10 + u01 * g11;
      p11 = c + u10 * g10 + u11 * g11;
      variance[k] = p00;
    }
  }

  private void filter(double[][] y, double[] v, double q) {
    double p00 = UNKNOWN;
    double p01 = 0;
    double p11 = UNKNOWN_SLOPE;
    double[] s = new double[level.length];
    double[] d = new double[level.length];
    logLikelihood = 0;
    for (int k = 0; k < n; k++) {
      double f = p00 + v[k];
      double g0 = p00 / f;
      double g1 = p01 / f;
      double apart = 0;
      for (int part = 0; part < level.length; part++) {
        double e = y[part][k] - s[part];
        apart += e * e;
        level[part][k] = s[part] + g0 * e;
        slope[part][k] = d[part] + g1 * e;
        s[part] = level[part][k] + slope[part][k];
        d[part] = slope[part][k];
      }
      // v is the variance of the parts together
      logLikelihood -= 0.5 * level.length * (Math.log(f) + apart / f);
      double a = (1 - g0) * p00;
      double b = (1 - g0) * p01;
      double c = p11 - g1 * p01;
      cov[0][k] = a;
      cov[1][k] = b;
      cov[2][k] = c;
      p00 = a + 2 * b + c;
      p01 = b + c;
      p11 = c + q;
    }
  }

  /** Log likelihood of the values of the last call, but for a constant. */
  double logLikelihood(double[][] y, double[] v, double q) {
    filter(y, v, q);
    return logLikelihood;
  }

  /** The one of several changes of slope that makes the values likeliest. */
  double likeliest(double[][] y, double[] v, double[] changes) {
    double best = changes[0];
    double most = Double.NEGATIVE_INFINITY;
    for (double q : changes) {
      double likelihood = logLikelihood(y, v, q);
      best = likelihood > most ? q : best;
      most = Math.max(most, likelihood);
    }
    return best;
  }

  /** The smoothed values of a part. */
  double[] level(int part) {
    return level[part];
  }

  /** Variance of the smoothed values, over the parts together. */
  double[] variance() {
    return variance;
  }
}
