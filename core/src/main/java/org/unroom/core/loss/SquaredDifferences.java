package org.unroom.core.loss;

/**
 * A prior that likes numbers that change little from one to the next, or whose change does,
 *
 * <pre>
 *   order 1    L = mean over i of (x[i] - x[i - s])^2
 *   order 2    L = mean over i of (x[i] - 2 x[i - s] + x[i - 2 s])^2
 * </pre>
 *
 * for numbers that lie s apart in one array; 0 where there are too few.
 *
 * @param order 1 or 2
 * @param stride s, at least 1
 */
public record SquaredDifferences(int order, int stride) {
  /** Checks the ranges. */
  public SquaredDifferences {
    if (order < 1 || order > 2 || stride < 1) {
      throw new IllegalArgumentException(
          "order=%d must be 1 or 2, stride=%d at least 1".formatted(order, stride));
    }
  }

  /** The prior. */
  public double value(float[] x) {
    double sum = 0;
    for (int i = order * stride; i < x.length; i++) {
      double d = difference(x, i);
      sum += d * d;
    }
    return sum / count(x);
  }

  /** Adds {@code weight * dL/dx} to {@code gradient}. */
  public void addGradient(float[] x, double weight, float[] gradient) {
    double scale = 2 * weight / count(x);
    for (int i = order * stride; i < x.length; i++) {
      float g = (float) (scale * difference(x, i));
      gradient[i] += g;
      gradient[i - stride] -= order * g;
      if (order == 2) {
        gradient[i - 2 * stride] += g;
      }
    }
  }

  private int count(float[] x) {
    return Math.max(1, x.length - order * stride);
  }

  private double difference(float[] x, int i) {
    double d = (double) x[i] - x[i - stride];
    return order == 1 ? d : d - ((double) x[i - stride] - x[i - 2 * stride]);
  }
}
