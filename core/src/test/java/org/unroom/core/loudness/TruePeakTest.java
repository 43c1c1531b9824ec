package org.unroom.core.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruePeakTest {
  private static float[] sine(int length, double cycles, double phase) {
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      // raised and lowered slowly, for a sudden start has peaks of its own
      double fade = Math.pow(Math.sin(Math.PI * n / (length - 1)), 2);
      x[n] = (float) (fade * Math.sin(2 * Math.PI * cycles * n + phase));
    }
    return x;
  }

  private static double peakDbtp(float[] x, int rate, int block) {
    TruePeak meter = new TruePeak(rate, 1);
    for (int n = 0; n < x.length; n += block) {
      meter.write(new float[][] {x}, n, Math.min(block, x.length - n));
    }
    return meter.peakDbtp();
  }

  /** EBU Tech 3341, cases 15 to 19: +0.2 and −0.4 dB; a tone at rate/4 falls between samples. */
  @ParameterizedTest
  @CsvSource({"0.25, 45", "0.25, 0", "0.16666666666666666, 60", "0.125, 67.5", "0.02, 10"})
  void tonesBetweenSamplesReadTheirAmplitude(double cycles, double degrees) {
    float[] x = sine(9_601, cycles, Math.toRadians(degrees));
    for (int rate : new int[] {8_000, 44_056, 48_000, 96_000}) {
      assertThat(peakDbtp(x, rate, 1000)).as("%d Hz", rate).isBetween(-0.4, 0.2);
    }
  }

  @Test
  void samplesThemselvesReadBelowThePeak() {
    float[] x = sine(9_601, 0.25, Math.PI / 4);
    float highest = 0;
    for (float s : x) {
      highest = Math.max(highest, Math.abs(s));
    }
    assertThat(20 * Math.log10(highest)).isCloseTo(-3.01, within(0.01));
    assertThat(peakDbtp(x, 192_000, 500)).isCloseTo(-3.01, within(0.01));
  }

  @Test
  void blocksOfAnySizeGiveTheSameNumber() {
    float[] x = sine(5_000, 0.23, 0.3);
    assertThat(peakDbtp(x, 48_000, 1)).isEqualTo(peakDbtp(x, 48_000, 5_000));
  }

  @Test
  void lastSampleCounts() {
    float[] x = new float[1044 * 2];
    x[x.length - 1] = 0.5f;
    assertThat(peakDbtp(x, 48_000, 100)).isCloseTo(-6.02, within(0.01));
    assertThat(peakDbtp(new float[0], 48_000, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
