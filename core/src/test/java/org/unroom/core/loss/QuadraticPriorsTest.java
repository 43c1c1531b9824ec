package org.unroom.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.SeededNoise;

class QuadraticPriorsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "2, 1", "2, 5"})
  void differencesHaveTheirGradient(int order, int stride) {
    SquaredDifferences prior = new SquaredDifferences(order, stride);
    GradientCheck.check(
        SeededNoise.gaussian(40, 1),
        prior::value,
        x -> {
          float[] g = new float[x.length];
          prior.addGradient(x, 1, g);
          return g;
        },
        1e-4);
  }

  @Test
  void straightLinesHaveNoCurvatureAndConstantsNoSlope() {
    float[] line = {1, 3, 5, 7, 9};
    assertThat(new SquaredDifferences(2, 1).value(line)).isZero();
    assertThat(new SquaredDifferences(1, 1).value(line)).isEqualTo(4);
    assertThat(new SquaredDifferences(1, 2).value(line)).isEqualTo(16);
    assertThat(new SquaredDifferences(1, 1).value(new float[] {5, 5, 5})).isZero();
    assertThat(new SquaredDifferences(2, 3).value(line)).isZero();
  }

  @Test
  void distanceHasItsGradient() {
    SquaredDistance prior = new SquaredDistance(SeededNoise.gaussian(30, 2));
    assertThat(prior.value(SeededNoise.gaussian(30, 2))).isZero();
    assertThat(new SquaredDistance(new float[] {1, 2}).value(new float[] {4, 2}))
        .isCloseTo(4.5, within(1e-9));
    GradientCheck.check(
        SeededNoise.gaussian(30, 3),
        prior::value,
        x -> {
          float[] g = new float[x.length];
          prior.addGradient(x, 1, g);
          return g;
        },
        1e-4);
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SquaredDifferences(3, 0))
        .withMessage("order=3 must be 1 or 2, stride=0 at least 1");
  }
}
