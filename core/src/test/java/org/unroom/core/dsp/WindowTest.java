package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.Golden;

class WindowTest {
  private static final Golden NUMPY = new Golden("numpy 2.x hanning, hamming, kaiser", 1e-12);

  @Test
  void conventionsDifferAtTheEnds() {
    assertThat(Window.HANN.periodic(4))
        .containsExactly(new double[] {0, 0.5, 1, 0.5}, within(1e-15));
    assertThat(Window.HANN.symmetric(5))
        .containsExactly(new double[] {0, 0.5, 1, 0.5, 0}, within(1e-15));
    assertThat(Window.HANN.withoutEnds(3))
        .containsExactly(new double[] {0.5, 1, 0.5}, within(1e-15));
    assertThat(Window.HAMMING.symmetric(3))
        .containsExactly(new double[] {0.08, 1, 0.08}, within(1e-15));
    assertThat(Window.HANN.symmetric(1)).containsExactly(1);
  }

  @Test
  void kaiserIsNumPys() {
    double[] w = Kaiser.symmetric(7, 10);
    NUMPY.check("kaiser(7,10)[0]", w[0], 0.000355149374724);
    NUMPY.check("kaiser(7,10)[1]", w[1], 0.091209534282289);
    NUMPY.check("kaiser(7,10)[2]", w[2], 0.581810162428082);
    NUMPY.check("kaiser(7,10)[3]", w[3], 1);
    assertThat(Kaiser.symmetric(1, 5)).containsExactly(1);
  }

  @Test
  void kaiserRulesAreTheTextbooks() {
    assertThat(Kaiser.beta(60)).isCloseTo(5.65326, within(1e-5));
    assertThat(Kaiser.beta(40)).isCloseTo(3.39532, within(1e-5));
    assertThat(Kaiser.beta(10)).isZero();
    // Oppenheim & Schafer's example: 60 dB over 0.2 pi needs order 37.
    assertThat(Kaiser.halfLength(60, 0.2 * Math.PI)).isEqualTo(19);
  }

  @Test
  void refusesNoSamples() {
    assertThatThrownBy(() -> Window.HANN.periodic(0)).hasMessageContaining("n=0");
    assertThatThrownBy(() -> Kaiser.symmetric(0, 1)).hasMessageContaining("n=0");
  }
}
