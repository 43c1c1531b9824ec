package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class ComplexRowTest {
  private static final double FLOAT_SUM = 2e-6;

  /** Rows are worked on in blocks of 512, taps in pairs. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "1, 2, 0",
    "2, 1, 3",
    "17, 4, 0",
    "100, 5, 2",
    "511, 3, 1",
    "512, 2, 0",
    "513, 7, 4",
    "1025, 40, 2",
    "1030, 600, 0",
    "5, 9, 0",
    "20, 3, 600"
  })
  void addsTheConvolution(int length, int taps, int delay) {
    ComplexRow h = noise(taps, 1);
    ComplexRow x = noise(length, 2);
    ComplexRow y = noise(length, 3);
    float[] re = y.re.clone();
    float[] im = y.im.clone();
    for (int t = 0; t < length; t++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int l = 0; l < taps && l + delay <= t; l++) {
        int at = t - delay - l;
        sumRe += (double) h.re[l] * x.re[at] - (double) h.im[l] * x.im[at];
        sumIm += (double) h.re[l] * x.im[at] + (double) h.im[l] * x.re[at];
      }
      re[t] += (float) sumRe;
      im[t] += (float) sumIm;
    }
    y.addConvolved(h, x, delay, new ComplexRow.Scratch());
    NaiveTwin.assertClose("real", y.re, re, FLOAT_SUM);
    NaiveTwin.assertClose("imaginary", y.im, im, FLOAT_SUM);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 2",
    "2, 3",
    "17, 4",
    "100, 5",
    "511, 3",
    "512, 2",
    "513, 7",
    "1030, 600",
    "5, 9"
  })
  void setsTheCorrelation(int length, int taps) {
    ComplexRow h = noise(taps, 4);
    ComplexRow x = noise(length, 5);
    float[] re = new float[length];
    float[] im = new float[length];
    for (int t = 0; t < length; t++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int l = 0; l < taps && t + l < length; l++) {
        sumRe += (double) h.re[l] * x.re[t + l] + (double) h.im[l] * x.im[t + l];
        sumIm += (double) h.re[l] * x.im[t + l] - (double) h.im[l] * x.re[t + l];
      }
      re[t] = (float) sumRe;
      im[t] = (float) sumIm;
    }
    ComplexRow y = noise(length, 6);
    y.setCorrelated(h, x, new ComplexRow.Scratch());
    NaiveTwin.assertClose("real", y.re, re, FLOAT_SUM);
    NaiveTwin.assertClose("imaginary", y.im, im, FLOAT_SUM);
  }

  @ParameterizedTest
  @CsvSource({"30, 4", "600, 7", "1025, 40"})
  void correlationIsTheAdjointOfConvolution(int length, int taps) {
    ComplexRow h = noise(taps, 7);
    ComplexRow x = noise(length, 8);
    ComplexRow y = noise(length, 9);
    ComplexRow.Scratch scratch = new ComplexRow.Scratch();
    ComplexRow hx = new ComplexRow(length);
    hx.addConvolved(h, x, 0, scratch);
    ComplexRow hy = new ComplexRow(length);
    hy.setCorrelated(h, y, scratch);
    double scale = Math.sqrt(hx.energy() * y.energy());
    assertThat(hx.realDot(y)).isCloseTo(x.realDot(hy), within(FLOAT_SUM * scale));
  }

  @Test
  void sumsAndCopies() {
    ComplexRow x = new ComplexRow(new float[] {3, 0}, new float[] {4, -1});
    ComplexRow y = new ComplexRow(new float[] {1, 2}, new float[] {0, 5});
    assertThat(x.energy()).isEqualTo(26);
    assertThat(x.realDot(y)).isEqualTo(-2);
    y.addScaled(2, x);
    assertThat(y.re).containsExactly(7, 2);
    assertThat(y.im).containsExactly(8, 3);
    y.set(x);
    x.clear();
    assertThat(x.energy()).isZero();
    assertThat(y.energy()).isEqualTo(26);
    assertThat(y.length()).isEqualTo(2);
  }

  private static ComplexRow noise(int length, long seed) {
    return new ComplexRow(
        SeededNoise.gaussian(length, 2 * seed), SeededNoise.gaussian(length, 2 * seed + 1));
  }
}
