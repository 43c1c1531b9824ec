package org.unroom.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.SeededNoise;

class CholeskySolverTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 33, 100})
  void theMatrixTimesTheSolutionIsTheRightSide(int n) {
    double[][] full = positiveDefinite(n);
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      lower[i] = Arrays.copyOf(full[i], i + 1);
    }
    float[] right = SeededNoise.gaussian(n, 5);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = right[i];
    }
    assertThat(CholeskySolver.solve(lower, x)).isTrue();
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += full[i][j] * x[j];
      }
      assertThat(sum).isCloseTo(right[i], within(1e-9));
    }
  }

  @Test
  void tellsWhatIsNotPositiveDefinite() {
    double[][] lower = {{1}, {2, 1}};
    assertThat(CholeskySolver.solve(lower, new double[] {1, 1})).isFalse();
    assertThat(CholeskySolver.solve(new double[][] {{Double.NaN}}, new double[] {1})).isFalse();
  }

  /** G G^T + I of seeded noise G. */
  private static double[][] positiveDefinite(int n) {
    float[] g = SeededNoise.gaussian(n * n, n);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          a[i][j] += g[i * n + k] * g[j * n + k];
        }
      }
    }
    return a;
  }
}
