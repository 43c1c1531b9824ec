package org.unroom.reverb.acoustics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BandFilterTest {
  private static final int RATE = 48000;
  private static final Bands.Band KILOHERTZ = Bands.OCTAVE.below(RATE).get(4);

  private static double gainDb(double hz) {
    float[] tone = new float[RATE];
    for (int n = 0; n < tone.length; n++) {
      tone[n] = (float) Math.sin(2 * Math.PI * hz * n / RATE);
    }
    BandFilter filter = new BandFilter(KILOHERTZ, RATE);
    double[] y = filter.filtered(tone, 0, tone.length);
    double sum = 0;
    for (int n = RATE / 4; n < 3 * RATE / 4; n++) {
      sum += y[filter.pad() + n] * y[filter.pad() + n];
    }
    return 10 * Math.log10(sum / (RATE / 4.0));
  }

  @Test
  void gainIsOneInTheMiddleAndHalfThePowerAtTheEdges() {
    assertThat(gainDb(1000)).isCloseTo(0, within(0.01));
    assertThat(gainDb(KILOHERTZ.lowHz())).isCloseTo(-3.01, within(0.02));
    assertThat(gainDb(KILOHERTZ.highHz())).isCloseTo(-3.01, within(0.02));
    // class 1 of IEC 61260-1 asks for 16 dB and more an octave from the centre
    assertThat(gainDb(500)).isLessThan(-16);
    assertThat(gainDb(2000)).isLessThan(-16);
    assertThat(gainDb(4000)).isLessThan(-40);
  }

  @Test
  void ringingLiesBeforeTheSound() {
    float[] impulse = new float[400];
    impulse[100] = 1;
    BandFilter filter = new BandFilter(KILOHERTZ, RATE);
    double[] y = filter.filtered(impulse, 0, impulse.length);
    double before = 0;
    for (int n = 0; n <= filter.pad() + 100; n++) {
      before += y[n] * y[n];
    }
    double all = filter.energy(impulse, 0, impulse.length);
    assertThat(before).isCloseTo(all, within(1e-12 * all));
    double gone = 0;
    for (int n = 0; n < 100; n++) {
      gone += y[n] * y[n];
    }
    assertThat(gone).isLessThan(1e-6 * all);
  }
}
