package org.unroom.core.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.SeededNoise;

class HermitianSolverTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 17, 40})
  void solvesAsElimination(int n) {
    double[][][] a = gram(n, n + 5, 1);
    double[][] b = {noise(n, 2), noise(n, 3)};
    double[][] x = solve(a, b, 0);
    double[][] expected = eliminate(a, b);
    for (int i = 0; i < n; i++) {
      // the matrices' condition is below 1e5
      assertThat(x[0][i]).as("real %d", i).isCloseTo(expected[0][i], within(1e-9));
      assertThat(x[1][i]).as("imaginary %d", i).isCloseTo(expected[1][i], within(1e-9));
    }
  }

  @Test
  void solvesForSeveralRightSidesWithOneFactorisation() {
    double[][][] a = gram(5, 9, 4);
    HermitianSolver solver = filled(a);
    assertThat(solver.factor()).isTrue();
    for (int side = 0; side < 3; side++) {
      double[][] b = {noise(5, 10 + side), noise(5, 20 + side)};
      double[][] x = {b[0].clone(), b[1].clone()};
      solver.solve(x[0], x[1]);
      assertThat(distance(times(a, x), b)).isLessThan(1e-10);
    }
  }

  @Test
  void readsTheLowerTriangleOnly() {
    double[][][] a = gram(6, 9, 5);
    double[][] b = {noise(6, 6), noise(6, 7)};
    HermitianSolver solver = filled(a);
    for (int i = 0; i < 6; i++) {
      for (int j = i + 1; j < 6; j++) {
        solver.re()[i][j] = Double.NaN;
        solver.im()[i][j] = Double.NaN;
      }
    }
    assertThat(solver.factor()).isTrue();
    double[][] x = {b[0].clone(), b[1].clone()};
    solver.solve(x[0], x[1]);
    assertThat(distance(times(a, x), b)).isLessThan(1e-10);
  }

  /** Hilbert's matrix of 8 rows, condition 1.5e10, times phases that keep it Hermitian. */
  @Test
  void illConditionedIsStillSolvedToASmallResidual() {
    double[][][] a = hilbert(8);
    double[][] b = {noise(8, 8), noise(8, 9)};
    // backward stable: the residual is small whatever the condition, against |A| |x|
    double[][] x = solve(a, b, 0);
    assertThat(distance(times(a, x), b)).isLessThan(1e-14 * norm(x));
  }

  @Test
  void ridgeIsAShareOfTheMeanDiagonal() {
    double[][][] a = hilbert(8);
    double mean = 0;
    for (int i = 0; i < 8; i++) {
      mean += a[0][i][i] / 8;
    }
    double[][] b = {noise(8, 8), noise(8, 9)};
    double[][] x = solve(a, b, 1e-3);
    for (int i = 0; i < 8; i++) {
      a[0][i][i] += 1e-3 * mean;
    }
    double[][] expected = eliminate(a, b);
    assertThat(distance(x, expected)).isLessThan(1e-9 * norm(expected));
  }

  @Test
  void singularIsRefusedWithoutRidgeAndSolvedWithIt() {
    double[][][] ones = new double[2][3][3];
    for (double[] row : ones[0]) {
      java.util.Arrays.fill(row, 1);
    }
    assertThat(filled(ones).factor()).isFalse();
    double[][] x = solve(ones, new double[][] {{1, 1, 1}, {0, 0, 0}}, 1e-3);
    for (int i = 0; i < 3; i++) {
      assertThat(x[0][i]).isCloseTo(1 / 3.001, within(1e-12));
      assertThat(x[1][i]).isZero();
    }
  }

  @Test
  void refusesSilenceIndefiniteMatricesAndWhatIsNotFinite() {
    double[][][] a = new double[2][2][2];
    HermitianSolver silence = filled(a);
    silence.load(1e-3);
    assertThat(silence.factor()).isFalse();
    a[0] = new double[][] {{1, 2}, {2, 1}};
    assertThat(filled(a).factor()).isFalse();
    for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      a[0] = new double[][] {{odd, 0}, {0, 1}};
      assertThat(filled(a).factor()).as("%s", odd).isFalse();
    }
  }

  @Test
  void needsAnUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermitianSolver(0))
        .withMessageContaining("n=0");
    assertThat(new HermitianSolver(3).size()).isEqualTo(3);
  }

  private static double[][] solve(double[][][] a, double[][] b, double ridge) {
    HermitianSolver solver = filled(a);
    solver.load(ridge);
    assertThat(solver.factor()).isTrue();
    double[][] x = {b[0].clone(), b[1].clone()};
    solver.solve(x[0], x[1]);
    return x;
  }

  private static HermitianSolver filled(double[][][] a) {
    int n = a[0].length;
    HermitianSolver solver = new HermitianSolver(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        solver.re()[i][j] = a[0][i][j];
        solver.im()[i][j] = a[1][i][j];
      }
    }
    return solver;
  }

  /** B B^H of n rows, B with {@code rank} columns of noise. */
  private static double[][][] gram(int n, int rank, long seed) {
    double[][][] a = new double[2][n][n];
    for (int k = 0; k < rank; k++) {
      double[] re = noise(n, 100 * seed + k);
      double[] im = noise(n, 1000 * seed + k);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[0][i][j] += re[i] * re[j] + im[i] * im[j];
          a[1][i][j] += im[i] * re[j] - re[i] * im[j];
        }
      }
    }
    return a;
  }

  private static double[][][] hilbert(int n) {
    double[][][] a = new double[2][n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[0][i][j] = Math.cos(i - j) / (i + j + 1);
        a[1][i][j] = Math.sin(i - j) / (i + j + 1);
      }
    }
    return a;
  }

  private static double[] noise(int n, long seed) {
    float[] noise = SeededNoise.gaussian(n, seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = noise[i];
    }
    return x;
  }

  /** Gauss and Jordan with row pivots, on the equivalent real system of twice the size. */
  private static double[][] eliminate(double[][][] a, double[][] b) {
    int n = b[0].length;
    double[][] m = new double[2 * n][2 * n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        m[i][j] = a[0][i][j];
        m[i][n + j] = -a[1][i][j];
        m[n + i][j] = a[1][i][j];
        m[n + i][n + j] = a[0][i][j];
      }
      m[i][2 * n] = b[0][i];
      m[n + i][2 * n] = b[1][i];
    }
    for (int c = 0; c < 2 * n; c++) {
      int pivot = c;
      for (int i = c; i < 2 * n; i++) {
        pivot = Math.abs(m[i][c]) > Math.abs(m[pivot][c]) ? i : pivot;
      }
      double[] row = m[pivot];
      m[pivot] = m[c];
      m[c] = row;
      for (int i = 0; i < 2 * n; i++) {
        double factor = m[i][c] / row[c];
        for (int j = c; i != c && j <= 2 * n; j++) {
          m[i][j] -= factor * row[j];
        }
      }
    }
    double[][] x = new double[2][n];
    for (int i = 0; i < 2 * n; i++) {
      x[i / n][i % n] = m[i][2 * n] / m[i][i];
    }
    return x;
  }

  private static double[][] times(double[][][] a, double[][] x) {
    int n = x[0].length;
    double[][] y = new double[2][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        y[0][i] += a[0][i][j] * x[0][j] - a[1][i][j] * x[1][j];
        y[1][i] += a[0][i][j] * x[1][j] + a[1][i][j] * x[0][j];
      }
    }
    return y;
  }

  private static double distance(double[][] a, double[][] b) {
    double sum = 0;
    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < a[part].length; i++) {
        sum += Math.pow(a[part][i] - b[part][i], 2);
      }
    }
    return Math.sqrt(sum);
  }

  private static double norm(double[][] a) {
    return distance(a, new double[2][a[0].length]);
  }
}
