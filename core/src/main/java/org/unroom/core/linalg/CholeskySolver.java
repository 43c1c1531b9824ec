package org.unroom.core.linalg;

/**
 * Solves {@code A x = y} for a real, symmetric, positive definite matrix by {@code A = L L^T}, row
 * by row in double precision (G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed., sec.
 * 4.2.5): what {@link HermitianSolver} is for complex ones.
 */
public final class CholeskySolver {
  private CholeskySolver() {}

  /**
   * Replaces {@code y} by the solution and the matrix by its factor.
   *
   * @param a lower triangle {@code a[i][j]}, j = 0..i
   * @param y right side, as long as a
   * @return whether the matrix is positive definite; if not, y is no solution
   */
  public static boolean solve(double[][] a, double[] y) {
    for (int i = 0; i < y.length; i++) {
      double[] row = a[i];
      for (int j = 0; j < i; j++) {
        row[j] = (row[j] - dot(row, a[j], j)) / a[j][j];
      }
      double pivot = row[i] - dot(row, row, i);
      if (!(pivot > 0) || Double.isInfinite(pivot)) {
        return false;
      }
      row[i] = Math.sqrt(pivot);
      y[i] = (y[i] - dot(row, y, i)) / row[i];
    }
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] /= a[i][i];
      for (int k = 0; k < i; k++) {
        y[k] -= a[i][k] * y[i];
      }
    }
    return true;
  }

  private static double dot(double[] a, double[] b, int count) {
    double even = 0;
    double odd = 0;
    int k = 0;
    for (; k + 1 < count; k += 2) {
      even += a[k] * b[k];
      odd += a[k + 1] * b[k + 1];
    }
    return k < count ? even + odd + a[k] * b[k] : even + odd;
  }
}
