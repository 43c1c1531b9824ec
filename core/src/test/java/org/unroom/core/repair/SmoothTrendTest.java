package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.linalg.CholeskySolver;
import org.unroom.core.testkit.SeededNoise;

class SmoothTrendTest {
  /** The same as least squares over all at once: errors, bends, the first value and slope. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8, 33})
  void equalsPenalisedLeastSquares(int n) {
    double[][] y = {toDouble(SeededNoise.gaussian(n, 1)), toDouble(SeededNoise.gaussian(n, 2))};
    double[] v = new double[n];
    for (int k = 0; k < n; k++) {
      v[k] = 0.1 + k % 3;
    }
    double q = 0.01;
    SmoothTrend trend = new SmoothTrend(n, 2);
    trend.smooth(y, v, q);
    for (int part = 0; part < 2; part++) {
      double[] expected = leastSquares(y[part], v, q);
      for (int k = 0; k < n; k++) {
        assertThat(trend.level(part)[k]).isCloseTo(expected[k], within(1e-9));
      }
    }
  }

  private static double[] leastSquares(double[] y, double[] v, double q) {
    int n = y.length;
    double[][] a = new double[n][];
    double[] b = new double[n];
    for (int k = 0; k < n; k++) {
      a[k] = new double[k + 1];
      a[k][k] = 1 / v[k];
      b[k] = y[k] / v[k];
    }
    a[0][0] += 1 / SmoothTrend.UNKNOWN + 1 / SmoothTrend.UNKNOWN_SLOPE;
    a[1][0] -= 1 / SmoothTrend.UNKNOWN_SLOPE;
    a[1][1] += 1 / SmoothTrend.UNKNOWN_SLOPE;
    double[] bend = {1, -2, 1};
    for (int k = 0; k + 2 < n; k++) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j <= i; j++) {
          a[k + i][k + j] += bend[i] * bend[j] / q;
        }
      }
    }
    assertThat(CholeskySolver.solve(a, b)).isTrue();
    return b;
  }

  @Test
  void whatIsUnknownGoesOnAsItWent() {
    double[][] y = new double[1][60];
    double[] v = new double[60];
    for (int k = 0; k < 60; k++) {
      boolean known = k < 20 || k >= 40;
      y[0][k] = known ? 1 + 0.01 * k : 1000;
      v[k] = known ? 1e-6 : 1e12;
    }
    SmoothTrend trend = new SmoothTrend(60, 1);
    trend.smooth(y, v, 1e-9);
    for (int k = 0; k < 60; k++) {
      assertThat(trend.level(0)[k]).isCloseTo(1 + 0.01 * k, within(1e-3));
    }
    assertThat(trend.variance()[30]).isGreaterThan(trend.variance()[10]);
  }

  @Test
  void theLikeliestChangeIsTheTrueOne() {
    int n = 4000;
    float[] error = SeededNoise.gaussian(n, 5);
    float[] bend = SeededNoise.gaussian(n, 6);
    double[][] y = new double[1][n];
    double[] v = new double[n];
    double level = 0;
    double slope = 0;
    for (int k = 0; k < n; k++) {
      y[0][k] = level + 0.1 * error[k];
      v[k] = 0.01;
      level += slope;
      slope += 1e-3 * bend[k];
    }
    double[] changes = {1e-10, 1e-8, 1e-6, 1e-4, 1e-2};
    assertThat(new SmoothTrend(n, 1).likeliest(y, v, changes)).isEqualTo(1e-6);
  }

  private static double[] toDouble(float[] x) {
    return Stretch.toDouble(x, 0, x.length);
  }
}
