package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;

/**
 * Holds a linear operation A against what is said to be its adjoint, by the definition of one:
 * {@code <A x, y> = <x, A' y>} for any x and y. Both sides are summed in double precision over
 * seeded Gaussian x and y.
 */
public final class AdjointCheck {
  private static final long SEED = 20;

  private AdjointCheck() {}

  /**
   * Compares both sides.
   *
   * @param inputs how many numbers A takes
   * @param outputs how many it gives
   * @param forward A, which may overwrite nothing of what it is given
   * @param adjoint A'
   * @param tolerance largest difference allowed, as a share of |A x| |y|
   */
  public static void check(
      int inputs,
      int outputs,
      UnaryOperator<float[]> forward,
      UnaryOperator<float[]> adjoint,
      double tolerance) {
    float[] x = SeededNoise.gaussian(inputs, SEED);
    float[] y = SeededNoise.gaussian(outputs, SEED + 1);
    float[] ax = forward.apply(x.clone());
    float[] aty = adjoint.apply(y.clone());
    assertThat(ax).as("A x").hasSize(outputs);
    assertThat(aty).as("A' y").hasSize(inputs);
    double scale = Math.sqrt(dot(ax, ax) * dot(y, y));
    assertThat(scale).as("|A x| |y|, which says something only above 0").isPositive();
    assertThat(Math.abs(dot(ax, y) - dot(x, aty)) / scale)
        .as("<A x, y> against <x, A' y>")
        .isLessThanOrEqualTo(tolerance);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += (double) a[n] * b[n];
    }
    return sum;
  }
}
