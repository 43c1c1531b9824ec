package org.unroom.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.SeededNoise;

class ToeplitzSolverTest {
  /**
   * Row by row, the matrix times the solution is the right side; also where the matrix is banded.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2", "7, 3", "40, 9", "41, 60", "200, 32"})
  void solvesWhatTheMatrixSays(int n, int firstRow) {
    double[] t = autocorrelation(SeededNoise.gaussian(80, n), firstRow);
    float[] y = SeededNoise.gaussian(n, 7);
    double[] right = new double[n];
    for (int i = 0; i < n; i++) {
      right[i] = y[i];
    }
    double[] x = ToeplitzSolver.solve(t, right);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.abs(i - j) < t.length ? t[Math.abs(i - j)] * x[j] : 0;
      }
      assertThat(sum).as("row %d of %d", i, n).isCloseTo(y[i], within(1e-9));
    }
  }

  @Test
  void noRowsHaveNoSolutionToFind() {
    assertThat(ToeplitzSolver.solve(new double[] {1}, new double[0])).isEmpty();
  }

  @Test
  void refusesWhatIsNotPositiveDefinite() {
    assertThatThrownBy(() -> ToeplitzSolver.solve(new double[] {1, 1}, new double[] {1, 2, 3}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not positive definite");
  }

  /** Of a finite sequence, so every band matrix of it is positive definite when lags fade. */
  private static double[] autocorrelation(float[] x, int lags) {
    double[] t = new double[lags];
    for (int l = 0; l < lags; l++) {
      for (int n = 0; n + l < x.length; n++) {
        t[l] += x[n] * x[n + l] * (1 - l / (double) lags);
      }
    }
    return t;
  }
}
