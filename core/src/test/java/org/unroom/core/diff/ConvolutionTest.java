package org.unroom.core.diff;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.AdjointCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class ConvolutionTest {
  /** Single precision through an FFT. */
  private static final double SINGLE = 2e-6;

  @Test
  void agreesWithTheLiteralSum() {
    for (int taps : new int[] {1, 5, 64, 300}) {
      float[] h = SeededNoise.gaussian(taps, taps);
      NaiveTwin.check(
          x -> {
            float[] y = new float[x.length];
            new Convolution(x.length, taps).forward(x, h, y);
            return y;
          },
          x -> literal(x, h),
          SINGLE);
    }
  }

  private static float[] literal(float[] x, float[] h) {
    float[] y = new float[x.length];
    for (int n = 0; n < x.length; n++) {
      double sum = 0;
      for (int k = 0; k < h.length && k <= n; k++) {
        sum += (double) h[k] * x[n - k];
      }
      y[n] = (float) sum;
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 20", "500, 64"})
  void hasBothAdjoints(int length, int taps) {
    Convolution convolution = new Convolution(length, taps);
    float[] fixedX = SeededNoise.gaussian(length, 8);
    float[] fixedH = SeededNoise.gaussian(taps, 9);
    AdjointCheck.check(
        length,
        length,
        x -> {
          float[] y = new float[length];
          convolution.forward(x, fixedH, y);
          return y;
        },
        g -> {
          float[] gx = new float[length];
          convolution.adjoint(g, gx, new float[0]);
          return gx;
        },
        SINGLE);
    AdjointCheck.check(
        taps,
        length,
        h -> {
          float[] y = new float[length];
          convolution.forward(fixedX, h, y);
          return y;
        },
        g -> {
          float[] gh = new float[taps];
          convolution.adjoint(g, new float[0], gh);
          return gh;
        },
        SINGLE);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Convolution(0, 5));
  }
}
