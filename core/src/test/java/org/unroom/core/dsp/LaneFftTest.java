package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class LaneFftTest {
  private static final int LANES = 5;

  /** Single precision, eight stages at most. */
  private static final double SINGLE = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8, 12, 16, 48, 64, 192, 256})
  void agreesWithTheLiteralSumAndComesBack(int n) {
    LaneFft fft = new LaneFft(n);
    float[][] re = rows(n, 1);
    float[][] im = rows(n, 2);
    float[][] wasRe = rows(n, 1);
    float[][] wasIm = rows(n, 2);
    fft.forward(re, im);
    for (int k = 0; k < n; k++) {
      NaiveTwin.assertClose(
          "Re bin " + k, re[fft.row(k)], literal(wasRe, wasIm, k, true), 10 * SINGLE);
      NaiveTwin.assertClose(
          "Im bin " + k, im[fft.row(k)], literal(wasRe, wasIm, k, false), 10 * SINGLE);
    }
    fft.inverse(re, im);
    for (int i = 0; i < n; i++) {
      for (int lane = 0; lane < LANES; lane++) {
        re[i][lane] /= n;
        im[i][lane] /= n;
      }
      NaiveTwin.assertClose("Re sample " + i, re[i], wasRe[i], SINGLE);
      NaiveTwin.assertClose("Im sample " + i, im[i], wasIm[i], SINGLE);
    }
  }

  private static float[][] rows(int n, long seed) {
    float[][] rows = new float[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = SeededNoise.gaussian(LANES, 100L * i + seed);
    }
    return rows;
  }

  private static float[] literal(float[][] re, float[][] im, int k, boolean real) {
    float[] bin = new float[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      double sum = 0;
      for (int i = 0; i < re.length; i++) {
        double angle = -2 * Math.PI * i * k / re.length;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        sum += real ? re[i][lane] * c - im[i][lane] * s : re[i][lane] * s + im[i][lane] * c;
      }
      bin[lane] = (float) sum;
    }
    return bin;
  }

  @Test
  void saysWhatLengthsItTakes() {
    assertThat(LaneFft.fits(6144)).isTrue();
    assertThat(LaneFft.fits(9)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LaneFft(100))
        .withMessage("n=100 must be a power of two or three times one; use 128");
  }
}
