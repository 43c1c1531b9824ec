package org.unroom.core.loss;

/** A prior that likes numbers near given ones, {@code L = mean over i of (x[i] - x0[i])^2}. */
public final class SquaredDistance {
  private final float[] origin;

  /** From {@code origin}, copied. */
  public SquaredDistance(float[] origin) {
    this.origin = origin.clone();
  }

  /** The prior; as many numbers as the origin has. */
  public double value(float[] x) {
    double sum = 0;
    for (int i = 0; i < origin.length; i++) {
      double d = (double) x[i] - origin[i];
      sum += d * d;
    }
    return sum / origin.length;
  }

  /** Adds {@code weight * dL/dx} to {@code gradient}. */
  public void addGradient(float[] x, double weight, float[] gradient) {
    float scale = (float) (2 * weight / origin.length);
    for (int i = 0; i < origin.length; i++) {
      gradient[i] += scale * (x[i] - origin[i]);
    }
  }
}
