package org.unroom.core.diff;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.AdjointCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class FirTapsTest {
  private static final double FLOAT_SUM = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 300})
  void isTheConvolution(int taps) {
    float[] c = SeededNoise.gaussian(taps, 7);
    NaiveTwin.check(x -> forward(x, c), x -> literal(x, c), FLOAT_SUM);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 300})
  void hasAnAdjointInTheSignal(int taps) {
    float[] c = SeededNoise.gaussian(taps, 7);
    AdjointCheck.check(
        257,
        257,
        x -> forward(x, c),
        gy -> {
          float[] gx = new float[gy.length];
          FirTaps.adjointOfSignal(gy, c, gx);
          return gx;
        },
        FLOAT_SUM);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 200})
  void hasAnAdjointInTheTaps(int taps) {
    float[] x = SeededNoise.gaussian(257, 7);
    AdjointCheck.check(
        taps,
        257,
        c -> forward(x, c),
        gy -> {
          float[] gc = new float[taps];
          FirTaps.adjointOfTaps(gy, x, gc);
          return gc;
        },
        FLOAT_SUM);
  }

  /** Rows are worked on in blocks of 512. */
  @ParameterizedTest
  @CsvSource({"511, 2", "512, 3", "513, 2", "1024, 600", "1025, 513", "1537, 1100", "3, 9"})
  void isTheConvolutionAroundTheEdgesOfBlocks(int length, int taps) {
    float[] c = SeededNoise.gaussian(taps, 7);
    float[] x = SeededNoise.gaussian(length, 8);
    NaiveTwin.assertClose("convolution", forward(x, c), literal(x, c), FLOAT_SUM);
    AdjointCheck.check(
        length,
        length,
        s -> forward(s, c),
        gy -> {
          float[] gx = new float[gy.length];
          FirTaps.adjointOfSignal(gy, c, gx);
          return gx;
        },
        FLOAT_SUM);
    AdjointCheck.check(
        taps,
        length,
        h -> forward(x, h),
        gy -> {
          float[] gc = new float[taps];
          FirTaps.adjointOfTaps(gy, x, gc);
          return gc;
        },
        FLOAT_SUM);
  }

  @Test
  void addsToWhatIsThere() {
    float[] x = SeededNoise.gaussian(20, 1);
    float[] c = {1, 0.5f};
    float[] y = SeededNoise.gaussian(20, 2);
    float[] expected = literal(x, c);
    float[] gc = {10, 20};
    float[] gcAlone = new float[2];
    FirTaps.adjointOfTaps(y, x, gcAlone);
    FirTaps.adjointOfTaps(y, x, gc);
    for (int t = 0; t < 20; t++) {
      expected[t] += y[t];
    }
    FirTaps.forward(x, c, y);
    NaiveTwin.assertClose("sum", y, expected, FLOAT_SUM);
    NaiveTwin.assertClose("gradients", gc, new float[] {10 + gcAlone[0], 20 + gcAlone[1]}, 1e-6);
  }

  private static float[] forward(float[] x, float[] c) {
    float[] y = new float[x.length];
    FirTaps.forward(x, c, y);
    return y;
  }

  private static float[] literal(float[] x, float[] c) {
    float[] y = new float[x.length];
    for (int t = 0; t < y.length; t++) {
      double sum = 0;
      for (int k = 0; k < c.length && k <= t; k++) {
        sum += (double) c[k] * x[t - k];
      }
      y[t] = (float) sum;
    }
    return y;
  }
}
