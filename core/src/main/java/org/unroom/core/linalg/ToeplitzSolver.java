package org.unroom.core.linalg;

/**
 * Solves {@code T x = y} for a symmetric, positive definite Toeplitz matrix, {@code T[i][j] = t[|i
 * - j|]}, by Levinson's recursion in double precision: 4 n^2 operations and 3 n numbers instead of
 * n^3 / 3 and n^2 (G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed., algorithm 4.7.2).
 */
public final class ToeplitzSolver {
  private ToeplitzSolver() {}

  /**
   * The solution.
   *
   * @param t first row of the matrix, t[0] above 0; beyond its end the matrix is zero
   * @param y right side, n numbers; not changed
   * @throws ArithmeticException if the matrix is not positive definite
   */
  public static double[] solve(double[] t, double[] y) {
    int n = y.length;
    double[] x = new double[n];
    if (n == 0) {
      return x;
    }
    double[] predictor = new double[n]; // of the rows so far: sum over j of t[i - j] p[j] = -t[i+1]
    double error = t[0];
    for (int k = 0; k < n; k++) {
      if (!(error > 0)) {
        throw new ArithmeticException("row %d: the matrix is not positive definite".formatted(k));
      }
      int reach = Math.min(k, t.length - 1);
      double missing = y[k];
      for (int l = 1; l <= reach; l++) {
        missing -= t[l] * x[k - l];
      }
      double step = missing / error;
      for (int j = 0; j < k; j++) {
        x[j] += step * predictor[k - 1 - j];
      }
      x[k] = step;
      if (k + 1 < n) {
        double next = k + 1 < t.length ? t[k + 1] : 0;
        for (int l = 1; l <= reach; l++) {
          next += t[l] * predictor[k - l];
        }
        double reflection = -next / error;
        reflect(predictor, k, reflection);
        error *= 1 - reflection * reflection;
      }
    }
    return x;
  }

  /** {@code p[j] += r p[k-1-j]}, j = 0..k-1, and p[k] = r. */
  private static void reflect(double[] p, int k, double r) {
    for (int i = 0, j = k - 1; i <= j; i++, j--) {
      double low = p[i];
      double high = p[j];
      p[i] = low + r * high;
      p[j] = high + r * low;
    }
    p[k] = r;
  }
}
