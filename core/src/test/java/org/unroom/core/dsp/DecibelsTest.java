package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecibelsTest {
  @Test
  void powerAndAmplitudeDifferByTwo() {
    assertThat(Decibels.ofPower(100)).isCloseTo(20, within(1e-12));
    assertThat(Decibels.ofAmplitude(100)).isCloseTo(40, within(1e-12));
    assertThat(Decibels.toPower(-3)).isCloseTo(0.501187, within(1e-6));
    assertThat(Decibels.toAmplitude(-6)).isCloseTo(0.501187, within(1e-6));
  }

  @Test
  void nothingIsMinusInfinity() {
    assertThat(Decibels.ofPower(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Decibels.toAmplitude(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Decibels.ofPower(-1)).isNaN();
  }
}
