package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Padding;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.AdjointCheck;

class HarmonicLinesTest {
  private static final int BINS = 129;
  private static final double BIN_HZ = 62.5;

  @Test
  void lobeIsThatOfTheHannWindow() {
    assertThat(HarmonicLines.lobe(0)).isCloseTo(1, within(1e-12));
    assertThat(HarmonicLines.lobe(1)).isEqualTo(0.25);
    assertThat(HarmonicLines.lobe(0.999)).isCloseTo(0.25, within(1e-3));
    assertThat(HarmonicLines.lobe(-2)).isCloseTo(0, within(1e-12));
    // 1.4 dB below the top half a bin away
    assertThat(10 * Math.log10(HarmonicLines.lobe(0.5))).isCloseTo(-1.42, within(0.01));
  }

  @Test
  void isThePowerSpectrumOfASteadyTone() {
    double f0Hz = 700;
    float[] x = new float[16000];
    for (int n = 0; n < x.length; n++) {
      x[n] =
          (float)
              (Math.sin(2 * Math.PI * f0Hz * n / 16000)
                  + 0.5 * Math.sin(4 * Math.PI * f0Hz * n / 16000));
    }
    ComplexSpectrogram y;
    try (Workers one = new Workers(1)) {
      y = new Stft(256, 64, Padding.FULL).forward(x, one);
    }
    float[] s = new float[BINS];
    float full = 64 * 64; // a quarter of the frame, squared
    lines(2, (float) f0Hz, (float) f0Hz).forward(0, new float[] {full, full / 4}, s);
    for (int f = 0; f < BINS; f++) {
      float power = y.re(f)[120] * y.re(f)[120] + y.im(f)[120] * y.im(f)[120];
      assertThat(s[f]).as("bin %d", f).isCloseTo(power, within(0.005f * full));
    }
  }

  @Test
  void hasItsAdjoint() {
    HarmonicLines lines = lines(40, 230, 233);
    AdjointCheck.check(
        40,
        BINS,
        p -> {
          float[] s = new float[BINS];
          lines.forward(1, p, s);
          return s;
        },
        gs -> {
          float[] gp = new float[40];
          lines.adjoint(1, gs, gp);
          return gp;
        },
        1e-6);
  }

  @Test
  void glidesAreSmearedAndLeapsAreNot() {
    float[] p = {0, 0, 0, 0, 0, 0, 0, 1};
    float[] steady = new float[BINS];
    float[] gliding = new float[BINS];
    float[] leaping = new float[BINS];
    lines(8, 500, 500).forward(0, p, steady);
    lines(8, 500, 512).forward(0, p, gliding);
    lines(8, 500, 700).forward(0, p, leaping);
    assertThat(largest(gliding)).isLessThan(0.8f * largest(steady));
    assertThat(sum(gliding)).isCloseTo(sum(steady), within(1e-2));
    assertThat(leaping).isEqualTo(steady);
  }

  @Test
  void partialsBeyondTheSpectrumAreLeftOut() {
    float[] s = new float[BINS];
    lines(3, 5000, 5000).forward(0, new float[] {0, 1, 1}, s);
    assertThat(s).containsOnly(0f);
  }

  private static HarmonicLines lines(int count, float... f0Hz) {
    return new HarmonicLines(f0Hz, count, BINS, BIN_HZ, 4);
  }

  private static float largest(float[] x) {
    float[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[x.length - 1];
  }

  private static double sum(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v;
    }
    return sum;
  }
}
