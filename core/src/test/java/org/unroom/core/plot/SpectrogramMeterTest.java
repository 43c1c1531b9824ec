package org.unroom.core.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectrogramMeterTest {
  private static final int RATE = 16_000;

  private static float[] sine(double hz, int samples) {
    float[] x = new float[samples];
    for (int n = 0; n < samples; n++) {
      x[n] = (float) Math.sin(2 * Math.PI * hz * n / RATE);
    }
    return x;
  }

  private static LogSpectrogram measured(float[][] x, int rate, int... blocks) {
    SpectrogramMeter meter = new SpectrogramMeter(rate, x.length, x[0].length);
    int at = 0;
    for (int block : blocks) {
      meter.write(x, at, block);
      at += block;
    }
    meter.write(x, at, x[0].length - at);
    return meter.result();
  }

  private static double rowHz(LogSpectrogram s, double row) {
    return s.lowestHz() * Math.pow(s.highestHz() / s.lowestHz(), row / s.levelDb()[0].length);
  }

  @Test
  void aFullScaleSineReadsZeroDecibelsAtItsFrequencyAndNothingFarFromIt() {
    LogSpectrogram s = measured(new float[][] {sine(1000, 2 * RATE)}, RATE);
    float[] middle = s.levelDb()[s.levelDb().length / 2];
    int loudest = 0;
    for (int row = 0; row < middle.length; row++) {
      loudest = middle[row] > middle[loudest] ? row : loudest;
      if (rowHz(s, row) > 1100 || rowHz(s, row + 1) < 900) {
        assertThat(middle[row]).as("%.0f Hz", rowHz(s, row)).isLessThan(-60);
      }
    }
    // 1,000 Hz is bin 64 of 1,024 exactly: the row's centre is at most half a row off it
    assertThat(rowHz(s, loudest + 0.5)).isCloseTo(1000, within(25.0));
    assertThat(middle[loudest]).isCloseTo(0, within(1f));
  }

  @Test
  void soundLiesInTheColumnOfItsTime() {
    float[] x = sine(1000, 4 * RATE);
    java.util.Arrays.fill(x, 0, 2 * RATE, 0);
    LogSpectrogram s = measured(new float[][] {x}, RATE);
    int columns = s.levelDb().length;
    int row = (int) (s.levelDb()[0].length * Math.log(1000 / 40.0) / Math.log(8000 / 40.0));
    assertThat(s.seconds()).isEqualTo(4);
    assertThat(s.levelDb()[(int) (0.48 * columns)][row]).isLessThan(-90);
    assertThat(s.levelDb()[(int) (0.52 * columns)][row]).isGreaterThan(-2);
  }

  @Test
  void blocksMakeNoDifference() {
    float[][] x = {sine(440, 30_011), sine(900, 30_011)};
    assertThat(measured(x, RATE, 1, 1023, 5, 20_000).levelDb())
        .isDeepEqualTo(measured(x, RATE).levelDb());
  }

  @Test
  void powersOfChannelsAreAveragedAndSilenceIsMinusInfinity() {
    float[] x = sine(1000, RATE);
    LogSpectrogram one = measured(new float[][] {x}, RATE);
    LogSpectrogram half = measured(new float[][] {x, new float[RATE]}, RATE);
    int column = one.levelDb().length / 2;
    int row = (int) (one.levelDb()[0].length * Math.log(25) / Math.log(200));
    assertThat(half.levelDb()[column][row])
        .isCloseTo(one.levelDb()[column][row] - 3.01f, within(0.01f));
    assertThat(measured(new float[1][RATE], RATE).highestDb()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void anHourNeedsNoMoreColumnsThanAMinuteAndASampleHasOne() {
    SpectrogramMeter hour = new SpectrogramMeter(8000, 1, 8000L * 3600);
    float[][] block = {sine(500, 8000)};
    for (int second = 0; second < 3600; second++) {
      hour.write(block, 0, 8000);
    }
    assertThat(hour.result().levelDb()).hasDimensions(1000, 240);
    assertThat(measured(new float[][] {{0.5f}}, 192_000).levelDb()).hasDimensions(1, 240);
  }

  @Test
  void nothingHasNoSpectrogram() {
    assertThatThrownBy(() -> new SpectrogramMeter(RATE, 1, 0)).hasMessageContaining("length=0");
  }
}
