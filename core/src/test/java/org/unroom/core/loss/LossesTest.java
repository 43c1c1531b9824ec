package org.unroom.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.SeededNoise;

/** Every loss has the value that its doc says and the gradient of that value. */
class LossesTest {
  /** Central differences at relative steps of 1e-3: errors of second order, some 1e-5. */
  private static final double DIFFERENCES = 2e-4;

  private static final ItakuraSaito DIVERGENCE = new ItakuraSaito(1e-6);
  private static final PowerSparsity SPARSITY = new PowerSparsity(1e-5);

  @Test
  void divergenceIsZeroOnlyWhereModelAndMeasurementAgree() {
    float[] e = powers(50, 1);
    assertThat(DIVERGENCE.value(e, e)).isCloseTo(0, within(1e-9));
    assertThat(DIVERGENCE.value(e, powers(50, 2))).isPositive();
    // R = 2: 2 - ln 2 - 1
    double two = new ItakuraSaito(1e-12).value(new float[] {2}, new float[] {1});
    assertThat(two).isCloseTo(1 - Math.log(2), within(1e-9));
  }

  @Test
  void divergenceHasItsGradient() {
    float[] e = powers(60, 1);
    GradientCheck.check(
        powers(60, 2),
        v -> DIVERGENCE.value(e, v),
        v -> {
          float[] g = new float[v.length];
          DIVERGENCE.gradient(e, v, 1, g);
          return g;
        },
        DIFFERENCES);
  }

  @Test
  void sparsityPrefersFewStrongFrames() {
    assertThat(SPARSITY.value(new float[] {4, 0, 0, 0}))
        .isLessThan(SPARSITY.value(new float[] {1, 1, 1, 1}));
    assertThat(SPARSITY.value(new float[] {16})).isCloseTo(2, within(1e-5));
  }

  @Test
  void sparsityHasItsGradient() {
    GradientCheck.check(
        powers(60, 3),
        SPARSITY::value,
        x -> {
          float[] g = new float[x.length];
          SPARSITY.addGradient(x, 1, g);
          return g;
        },
        DIFFERENCES);
  }

  @Test
  void smoothnessLikesStraightLinesInTheLogarithm() {
    assertThat(LogSmoothness.value(new float[] {1, 2, 4, 8})).isCloseTo(0, within(1e-12));
    assertThat(LogSmoothness.value(new float[] {1, (float) Math.E, 1})).isCloseTo(4, within(1e-6));
    assertThat(LogSmoothness.value(new float[] {1, 5})).isZero();
  }

  @Test
  void smoothnessHasItsGradient() {
    GradientCheck.check(
        powers(12, 4),
        LogSmoothness::value,
        x -> {
          float[] g = new float[x.length];
          LogSmoothness.addGradient(x, 1, g);
          return g;
        },
        DIFFERENCES);
  }

  @Test
  void floorsAreAboveZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ItakuraSaito(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new PowerSparsity(-1));
  }

  /** Positive numbers over four decades. */
  private static float[] powers(int n, long seed) {
    float[] x = SeededNoise.gaussian(n, seed);
    for (int i = 0; i < n; i++) {
      x[i] = (float) Math.exp(2 * x[i]);
    }
    return x;
  }
}
