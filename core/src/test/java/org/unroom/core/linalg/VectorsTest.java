package org.unroom.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class VectorsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1000})
  void dotIsTheSum(int n) {
    float[] a = SeededNoise.gaussian(n, 1);
    float[] b = SeededNoise.gaussian(n, 2);
    // stretches of 256 in single precision, on eight sums each
    assertThat(Vectors.dot(a, b)).isCloseTo(literalDot(a, 0, b, 0, n), within(1e-6 * (n + 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 600})
  void dotOfPartsIsTheSumOverThem(int n) {
    float[] a = SeededNoise.gaussian(n + 13, 3);
    float[] b = SeededNoise.gaussian(n + 5, 4);
    assertThat(Vectors.dot(a, 13, b, 5, n))
        .isCloseTo(literalDot(a, 13, b, 5, n), within(1e-6 * (n + 1)));
  }

  @Test
  void dotDoesNotLoseSmallNumbersBesideLargeSums() {
    int n = 1 << 20;
    float[] a = new float[n];
    Arrays.fill(a, 0.1f);
    double expected = n * (double) 0.1f * 0.1f;
    // one running sum in single precision is off by a per cent here
    assertThat(Vectors.dot(a, a)).isCloseTo(expected, within(1e-5 * expected));
  }

  @Test
  void dotOfANegativeCountIsEmpty() {
    assertThat(Vectors.dot(new float[] {1}, 0, new float[] {1}, 0, -3)).isZero();
  }

  @Test
  void addsAWeightedVector() {
    NaiveTwin.check(
        x -> {
          float[] y = SeededNoise.gaussian(x.length, 77);
          Vectors.addScaled(-0.7f, x, y);
          return y;
        },
        x -> {
          float[] y = SeededNoise.gaussian(x.length, 77);
          for (int n = 0; n < y.length; n++) {
            y[n] = (float) ((double) y[n] + (double) -0.7f * x[n]);
          }
          return y;
        },
        1e-6);
  }

  @Test
  void copiesWithZerosWhereThereIsNothing() {
    float[] x = SeededNoise.gaussian(9, 5);
    for (int from = -15; from <= 15; from++) {
      for (int count = 0; count <= 20; count++) {
        float[] into = new float[22];
        Arrays.fill(into, 7);
        Vectors.copyRange(x, from, count, into);
        for (int n = 0; n < into.length; n++) {
          int at = from + n;
          float expected = n >= count ? 7 : at < 0 || at >= x.length ? 0 : x[at];
          assertThat(into[n]).as("from %d count %d at %d", from, count, n).isEqualTo(expected);
        }
      }
    }
  }

  private static double literalDot(float[] a, int fromA, float[] b, int fromB, int count) {
    double sum = 0;
    for (int n = 0; n < count; n++) {
      sum += (double) a[fromA + n] * b[fromB + n];
    }
    return sum;
  }
}
