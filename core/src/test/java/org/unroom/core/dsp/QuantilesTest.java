package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.SeededNoise;

class QuantilesTest {
  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
    double[] odd = {3, -1, 8};
    assertThat(Quantiles.median(odd)).isEqualTo(3);
    assertThat(odd).containsExactly(3, -1, 8);
    assertThat(Quantiles.median(4, 1, 3, 9)).isEqualTo(3.5);
    assertThat(Quantiles.median(7)).isEqualTo(7);
  }

  /** The same as sorting, with and without equal values. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 101})
  void everyRankIsThatAfterSorting(int n) {
    float[] noise = SeededNoise.gaussian(n, n);
    for (double step : new double[] {1e-9, 0.5, 100}) {
      double[] values = new double[n];
      Arrays.setAll(values, i -> step * Math.rint(noise[i] / step));
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      for (int rank = 0; rank < n; rank++) {
        assertThat(Quantiles.ofRank(values.clone(), rank) == sorted[rank]).isTrue();
      }
    }
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(Quantiles::median).isInstanceOf(IllegalArgumentException.class);
  }
}
