package org.unroom.core.loss;

/**
 * How badly a model's powers V explain measured powers E when the spectrum is Student-t distributed
 * with nu degrees of freedom: outliers cost the logarithm of their size and not their size,
 *
 * <pre>
 *   L = sum over i of (1 + nu/2) ln( (1 + 2 r / nu) / (1 + 2 / nu) ) - ln r,      r = E[i] / V[i]
 *   dL/dV[i] = nu (1 - r) / ( (nu + 2 r) V[i] )
 * </pre>
 *
 * at least 0, and 0 only where V = E (K. Yoshii, K. Itoyama, M. Goto, "Student's t nonnegative
 * matrix factorization and positive semidefinite tensor factorization for single-channel audio
 * source separation", ICASSP 2016, eq. 6). For large nu it is the Itakura-Saito divergence.
 *
 * @param degreesOfFreedom nu, above 0; 3 forgives what a model of few numbers cannot follow
 */
public record StudentDivergence(double degreesOfFreedom) {
  /** Checks the range. */
  public StudentDivergence {
    if (!(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException(
          "degreesOfFreedom=%s must be above 0".formatted(degreesOfFreedom));
    }
  }

  /** The divergence, summed over {@code [from, to)}; measured and model above 0. */
  public double value(float[] measured, float[] model, int from, int to) {
    double nu = degreesOfFreedom;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double r = (double) measured[i] / model[i];
      sum += (1 + nu / 2) * Math.log((nu + 2 * r) / (nu + 2)) - Math.log(r);
    }
    return sum;
  }

  /** Writes {@code weight * dL/dV} into {@code gradient}, over {@code [from, to)}. */
  public void gradient(
      float[] measured, float[] model, int from, int to, double weight, float[] gradient) {
    float nu = (float) degreesOfFreedom;
    float scale = (float) weight * nu;
    for (int i = from; i < to; i++) {
      float difference = model[i] - measured[i];
      gradient[i] = scale * difference / ((nu * model[i] + 2 * measured[i]) * model[i]);
    }
  }
}
