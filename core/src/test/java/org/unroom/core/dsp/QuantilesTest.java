package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
    double[] odd = {3, -1, 8};
    assertThat(Quantiles.median(odd)).isEqualTo(3);
    assertThat(odd).containsExactly(3, -1, 8);
    assertThat(Quantiles.median(4, 1, 3, 9)).isEqualTo(3.5);
    assertThat(Quantiles.median(7)).isEqualTo(7);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(Quantiles::median).isInstanceOf(IllegalArgumentException.class);
  }
}
