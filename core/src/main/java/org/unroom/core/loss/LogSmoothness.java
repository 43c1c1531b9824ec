package org.unroom.core.loss;

/**
 * A prior that likes positive numbers whose logarithm runs straight from band to band,
 *
 * <pre>
 *   L = mean over b of (ln x[b - 1] - 2 ln x[b] + ln x[b + 1])^2
 * </pre>
 *
 * over the bands that have both neighbours; 0 for fewer than three bands.
 */
public final class LogSmoothness {
  private LogSmoothness() {}

  /** The prior. */
  public static double value(float[] x) {
    double sum = 0;
    for (int b = 1; b + 1 < x.length; b++) {
      double d = secondDifference(x, b);
      sum += d * d;
    }
    return x.length < 3 ? 0 : sum / (x.length - 2);
  }

  /** Adds {@code weight * dL/dx} to {@code gradient}. */
  public static void addGradient(float[] x, double weight, float[] gradient) {
    for (int b = 1; b + 1 < x.length; b++) {
      double g = 2 * weight * secondDifference(x, b) / (x.length - 2);
      gradient[b - 1] += (float) (g / x[b - 1]);
      gradient[b] -= (float) (2 * g / x[b]);
      gradient[b + 1] += (float) (g / x[b + 1]);
    }
  }

  private static double secondDifference(float[] x, int b) {
    return Math.log((double) x[b - 1] * x[b + 1] / ((double) x[b] * x[b]));
  }
}
