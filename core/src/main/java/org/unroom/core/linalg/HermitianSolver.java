package org.unroom.core.linalg;

/**
 * Solves {@code A x = b} for a Hermitian, positive definite matrix A of n rows by the Cholesky
 * factorisation {@code A = L L^H} in double precision (G. H. Golub, C. F. Van Loan, "Matrix
 * Computations", 4th ed., sec. 4.2.5, outer product form, which the JVM runs in lanes). Only the
 * lower triangle of A is read, {@code re[i][j]} and {@code im[i][j]} for i &gt;= j. One object for
 * each thread; it allocates nothing after it was made.
 */
public final class HermitianSolver {
  private final int n;
  private final double[][] re;
  private final double[][] im;
  private final double[] columnRe;
  private final double[] columnIm;

  /** Plans for n unknowns, at least 1. */
  public HermitianSolver(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n=%d must be at least 1".formatted(n));
    }
    this.n = n;
    this.re = new double[n][n];
    this.im = new double[n][n];
    this.columnRe = new double[n];
    this.columnIm = new double[n];
  }

  /** Number of unknowns. */
  public int size() {
    return n;
  }

  /** Real parts of A to fill in, {@code [i][j]}; {@link #factor} replaces them. */
  public double[][] re() {
    return re;
  }

  /** Imaginary parts of A to fill in, {@code [i][j]}. */
  public double[][] im() {
    return im;
  }

  /**
   * Adds a share of the mean diagonal to the diagonal.
   *
   * @param ridge the share, at least 0
   */
  public void load(double ridge) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += re[i][i];
    }
    for (int i = 0; i < n; i++) {
      re[i][i] += ridge * trace / n;
    }
  }

  /**
   * Factors the matrix that was filled in.
   *
   * @return whether it is positive definite; if not, nothing can be solved
   */
  public boolean factor() {
    for (int j = 0; j < n; j++) {
      double pivot = re[j][j];
      if (!(pivot > 0) || Double.isInfinite(pivot)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      re[j][j] = root;
      im[j][j] = 0;
      for (int i = j + 1; i < n; i++) {
        re[i][j] /= root;
        im[i][j] /= root;
        columnRe[i] = re[i][j];
        columnIm[i] = im[i][j];
      }
      for (int i = j + 1; i < n; i++) {
        subtractProduct(re[i], im[i], columnRe[i], columnIm[i], j + 1, i + 1);
      }
    }
    return true;
  }

  /** row[k] -= (a + ib) conj column[k], k = from..to-1. */
  private void subtractProduct(
      double[] rowRe, double[] rowIm, double a, double b, int from, int to) {
    double[] cr = columnRe;
    double[] ci = columnIm;
    for (int k = from; k < to; k++) {
      rowRe[k] -= a * cr[k] + b * ci[k];
    }
    for (int k = from; k < to; k++) {
      rowIm[k] -= b * cr[k] - a * ci[k];
    }
  }

  /** Replaces the right side {@code x} by the solution, with the matrix that was factored last. */
  public void solve(double[] xRe, double[] xIm) {
    for (int i = 0; i < n; i++) {
      double sumRe = xRe[i];
      double sumIm = xIm[i];
      for (int k = 0; k < i; k++) {
        sumRe -= re[i][k] * xRe[k] - im[i][k] * xIm[k];
        sumIm -= re[i][k] * xIm[k] + im[i][k] * xRe[k];
      }
      xRe[i] = sumRe / re[i][i];
      xIm[i] = sumIm / re[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      xRe[i] /= re[i][i];
      xIm[i] /= re[i][i];
      for (int k = 0; k < i; k++) {
        // column i of L^H is the conjugate of row i of L
        xRe[k] -= re[i][k] * xRe[i] + im[i][k] * xIm[i];
        xIm[k] -= re[i][k] * xIm[i] - im[i][k] * xRe[i];
      }
    }
  }
}
