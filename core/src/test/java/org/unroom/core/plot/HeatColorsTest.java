package org.unroom.core.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class HeatColorsTest {
  /** Relative luminance, WCAG 2.2. */
  private static double luminance(Color color) {
    float[] rgb = color.getRGBColorComponents(null);
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < weights.length; i++) {
      double linear = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
      sum += weights[i] * linear;
    }
    return sum;
  }

  @Test
  void aHigherLevelIsNeverDarker() {
    for (int i = 8; i < HeatColors.COUNT; i++) {
      assertThat(luminance(HeatColors.of(i)))
          .as("colour %d", i)
          .isGreaterThanOrEqualTo(luminance(HeatColors.of(i - 8)));
    }
    assertThat(luminance(HeatColors.of(0))).isLessThan(0.01);
    assertThat(luminance(HeatColors.of(255))).isGreaterThan(0.8);
  }
}
