package org.unroom.core.loss;

/**
 * The Itakura–Saito divergence of measured powers E from a model's powers V, with a floor d that
 * says below which power differences do not count,
 *
 * <pre>
 *   L = sum over t of R - ln R - 1,   R = (E[t] + d) / (V[t] + d)
 *   dL/dV[t] = (V[t] - E[t]) / (V[t] + d)^2
 * </pre>
 *
 * It is the negative log-likelihood of a periodogram E whose expectation is V, up to constants (C.
 * Févotte, N. Bertin, J.-L. Durrieu, "Nonnegative matrix factorization with the Itakura-Saito
 * divergence", Neural Computation 21 (3), 2009, eq. 2): a factor of two costs the same in a loud
 * frame and in the tail of a decay. At least 0, and 0 only where V = E. The gradient needs no
 * logarithm.
 *
 * @param floor d in units of power, above 0
 */
public record ItakuraSaito(double floor) {
  /** Checks the range. */
  public ItakuraSaito {
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor=%s must be above 0".formatted(floor));
    }
  }

  /** The divergence, summed over the frames. */
  public double value(float[] measured, float[] model) {
    double sum = 0;
    for (int t = 0; t < measured.length; t++) {
      double r = (measured[t] + floor) / (model[t] + floor);
      sum += r - Math.log(r) - 1;
    }
    return sum;
  }

  /** Writes {@code weight * dL/dV} into {@code gradient}. */
  public void gradient(float[] measured, float[] model, double weight, float[] gradient) {
    float w = (float) weight;
    float d = (float) floor;
    for (int t = 0; t < gradient.length; t++) {
      float inverse = 1 / (model[t] + d);
      gradient[t] = w * (model[t] - measured[t]) * inverse * inverse;
    }
  }
}
