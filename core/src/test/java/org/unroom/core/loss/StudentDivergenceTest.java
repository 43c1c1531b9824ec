package org.unroom.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.SeededNoise;

class StudentDivergenceTest {
  private static final StudentDivergence DIVERGENCE = new StudentDivergence(3);

  @Test
  void isZeroOnlyWhereModelAndMeasurementAgree() {
    float[] e = powers(50, 1);
    assertThat(DIVERGENCE.value(e, e, 0, 50)).isCloseTo(0, within(1e-9));
    assertThat(DIVERGENCE.value(e, powers(50, 2), 0, 50)).isPositive();
    // r = 6: 2.5 ln 3 - ln 6
    assertThat(DIVERGENCE.value(new float[] {6}, new float[] {1}, 0, 1))
        .isCloseTo(2.5 * Math.log(3) - Math.log(6), within(1e-9));
  }

  @Test
  void outliersCostTheirLogarithm() {
    double one = DIVERGENCE.value(new float[] {1e4f}, new float[] {1}, 0, 1);
    double ten = DIVERGENCE.value(new float[] {1e5f}, new float[] {1}, 0, 1);
    assertThat(ten - one).isCloseTo(1.5 * Math.log(10), within(1e-3));
  }

  @Test
  void isItakuraSaitoForManyDegreesOfFreedom() {
    float[] e = powers(40, 3);
    float[] v = powers(40, 4);
    assertThat(new StudentDivergence(1e7).value(e, v, 0, 40))
        .isCloseTo(new ItakuraSaito(1e-12).value(e, v), within(1e-3));
  }

  @Test
  void hasItsGradientAndKeepsToItsRange() {
    float[] e = powers(60, 1);
    GradientCheck.check(
        powers(60, 2),
        v -> 2 * DIVERGENCE.value(e, v, 10, 50),
        v -> {
          float[] g = new float[v.length];
          DIVERGENCE.gradient(e, v, 10, 50, 2, g);
          return g;
        },
        // central differences at relative steps of 1e-3: errors of second order
        2e-4);
  }

  private static float[] powers(int n, long seed) {
    float[] x = SeededNoise.gaussian(n, seed);
    for (int i = 0; i < n; i++) {
      x[i] = 0.05f + x[i] * x[i];
    }
    return x;
  }
}
