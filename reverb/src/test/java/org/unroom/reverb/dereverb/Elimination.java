package org.unroom.reverb.dereverb;

/** Solves complex systems by Gauss and Jordan with row pivots, in double precision. */
final class Elimination {
  private Elimination() {}

  /** The solution x of A x = b, {@code [real, imaginary][i]}; nothing given is changed. */
  static double[][] solve(double[][] aRe, double[][] aIm, double[] bRe, double[] bIm) {
    int n = bRe.length;
    double[][] m = new double[2 * n][2 * n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        m[i][j] = aRe[i][j];
        m[i][n + j] = -aIm[i][j];
        m[n + i][j] = aIm[i][j];
        m[n + i][n + j] = aRe[i][j];
      }
      m[i][2 * n] = bRe[i];
      m[n + i][2 * n] = bIm[i];
    }
    for (int c = 0; c < 2 * n; c++) {
      eliminate(m, c);
    }
    double[][] x = new double[2][n];
    for (int i = 0; i < 2 * n; i++) {
      x[i / n][i % n] = m[i][2 * n] / m[i][i];
    }
    return x;
  }

  private static void eliminate(double[][] m, int c) {
    int pivot = c;
    for (int i = c; i < m.length; i++) {
      pivot = Math.abs(m[i][c]) > Math.abs(m[pivot][c]) ? i : pivot;
    }
    double[] row = m[pivot];
    m[pivot] = m[c];
    m[c] = row;
    for (int i = 0; i < m.length; i++) {
      double factor = m[i][c] / row[c];
      for (int j = c; i != c && j < row.length; j++) {
        m[i][j] -= factor * row[j];
      }
    }
  }
}
