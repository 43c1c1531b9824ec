package org.unroom.core.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlScaleTest {
  @ParameterizedTest
  @EnumSource
  void slopesAreThoseOfTheValues(ControlScale scale) {
    double step = 1e-5;
    for (double x = -6; x <= 4; x += 0.5) {
      double difference = (scale.of(x + step) - scale.of(x - step)) / (2 * step);
      assertThat(scale.slope(x, scale.of(x)))
          .as("%s at %s", scale, x)
          .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
    }
  }
}
