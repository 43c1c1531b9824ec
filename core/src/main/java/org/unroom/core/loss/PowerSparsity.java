package org.unroom.core.loss;

/**
 * A prior that likes few strong frames better than many weak ones,
 *
 * <pre>
 *   L = sum over t of (x[t] + d)^(1/4),   dL/dx[t] = (1/4) (x[t] + d)^(-3/4)
 * </pre>
 *
 * for powers x: the l_p norm of amplitudes with p = 1/2, to the power p. The floor d keeps the
 * gradient finite at silence.
 *
 * @param floor d in units of power, above 0
 */
public record PowerSparsity(double floor) {
  private static final float EXPONENT = 0.25f;

  /** Checks the range. */
  public PowerSparsity {
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor=%s must be above 0".formatted(floor));
    }
  }

  /** The prior, summed over the frames. */
  public double value(float[] x) {
    double sum = 0;
    for (float power : x) {
      sum += Math.sqrt(Math.sqrt(power + floor));
    }
    return sum;
  }

  /** Adds {@code weight * dL/dx} to {@code gradient}. */
  public void addGradient(float[] x, double weight, float[] gradient) {
    float w = (float) weight * EXPONENT;
    float d = (float) floor;
    for (int t = 0; t < x.length; t++) {
      float root = (float) Math.sqrt(x[t] + d);
      gradient[t] += w / (root * (float) Math.sqrt(root));
    }
  }
}
