package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class CrossCorrelationTest {
  @ParameterizedTest
  @CsvSource({"100,0", "777,13", "1,5", "0,2"})
  void isTheDefinitionForSignalsOfDifferentLengths(int otherLength, int maxLag) {
    float[] y = SeededNoise.gaussian(otherLength, 9);
    NaiveTwin.check(x -> CrossCorrelation.atLags(x, y, maxLag), x -> literal(x, y, maxLag), 1e-5);
  }

  @Test
  void isTheDefinitionOverManyBlocks() {
    float[] x = SeededNoise.gaussian(50_001, 1);
    float[] y = SeededNoise.gaussian(49_000, 1);
    NaiveTwin.assertClose("blocks", CrossCorrelation.atLags(x, y, 20), literal(x, y, 20), 1e-5);
  }

  @Test
  void peaksWhereTheSecondSignalLags() {
    float[] x = {0, 1, 0, 0, 0, 0};
    float[] y = {0, 0, 0, 1, 0, 0};
    float[] c = CrossCorrelation.atLags(x, y, 3);
    assertThat(c[3 + 2]).isGreaterThan(0.99f);
  }

  @Test
  void refusesNegativeLags() {
    assertThatThrownBy(() -> CrossCorrelation.atLags(new float[1], new float[1], -1))
        .hasMessageContaining("maxLag=-1");
  }

  private static float[] literal(float[] x, float[] y, int maxLag) {
    float[] c = new float[2 * maxLag + 1];
    for (int lag = -maxLag; lag <= maxLag; lag++) {
      double sum = 0;
      for (int n = 0; n < x.length; n++) {
        sum += n + lag >= 0 && n + lag < y.length ? x[n] * (double) y[n + lag] : 0;
      }
      c[maxLag + lag] = (float) sum;
    }
    return c;
  }
}
