package org.unroom.core.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WaveformMeterTest {
  @Test
  void eachStretchHoldsItsExtremesOverAllChannels() {
    WaveformMeter meter = new WaveformMeter(1000, 10_000);
    float[][] x = new float[2][10_000];
    x[0][5003] = 0.7f;
    x[1][5007] = -0.9f;
    meter.write(x, 0, 4000);
    meter.write(x, 4000, 6000);
    assertThat(meter.columns()).isEqualTo(1000);
    assertThat(meter.highest(500)).isEqualTo(0.7f);
    assertThat(meter.lowest(500)).isEqualTo(-0.9f);
    assertThat(meter.highest(499)).isZero();
    assertThat(meter.seconds(500)).isCloseTo(5.005, within(1e-9));
  }

  @Test
  void theLoudestStretchIsFoundWhereverItLies() {
    for (int at : new int[] {0, 31_000, 57_000}) {
      WaveformMeter meter = new WaveformMeter(1000, 60_000);
      float[][] x = new float[1][60_000];
      java.util.Arrays.fill(x[0], 0.01f);
      java.util.Arrays.fill(x[0], at, at + 3000, 0.5f);
      meter.write(x, 0, 60_000);
      assertThat(meter.loudest(3000)).isCloseTo(at, within(120L));
    }
  }

  @Test
  void silenceAndShortSoundBeginAtTheirBeginning() {
    WaveformMeter silent = new WaveformMeter(1000, 60_000);
    silent.write(new float[1][60_000], 0, 60_000);
    assertThat(silent.loudest(3000)).isZero();
    WaveformMeter one = new WaveformMeter(48_000, 1);
    one.write(new float[][] {{0.25f}}, 0, 1);
    assertThat(one.loudest(48_000)).isZero();
    assertThat(one.highest(0)).isEqualTo(0.25f);
  }
}
