package org.unroom.core.repair;

import java.util.Arrays;

/**
 * Where a click begins and ends, grown sample by sample from its strongest one. Taking the samples
 * of a set S for unknown lowers the energy of the prediction error; with B as in {@link
 * GapInterpolation} and {@code g = B x}, one more sample j lowers it by
 *
 * <pre>
 *   gain(j) = (g[j] - B[j][S] inv(B[S][S]) g[S])^2 / (b[0] - B[j][S] inv(B[S][S]) B[S][j])
 * </pre>
 *
 * (orthogonal least squares: S. Chen, S. A. Billings, W. Luo, "Orthogonal least squares methods and
 * their application to non-linear system identification", Int. J. Control 50 (5), 1989). Where
 * nothing was added this is the error's variance times a chi-square variate of one degree of
 * freedom. A click goes on to either side as far as the next samples bring more than six variances
 * each.
 */
final class ClickExtent {
  /** In variances of the error; a chi-square variate is larger once in 70 times. */
  private static final double WORTH = 6;

  /** Samples within a click may be small by chance: so many are looked ahead. */
  private static final int AHEAD = 8;

  private static final double RIDGE = 1e-12;

  private final double[] b;
  private final double[] x;
  private final double[] g;
  private final int[] members;
  private final double[][] factor;
  private final double[] solved;
  private int size;
  private int from;
  private int to;

  /**
   * Plans growth in a stretch.
   *
   * @param b products of the filter's coefficients, {@link AutoregressiveModel#coefficientProducts}
   * @param x the stretch, of which the first and last {@code b.length} samples never belong to one
   * @param longest samples that a click can have
   */
  ClickExtent(double[] b, double[] x, int longest) {
    this.b = b;
    this.x = x;
    this.g = new double[x.length];
    Arrays.fill(g, Double.NaN);
    this.members = new int[longest];
    this.factor = new double[longest][longest];
    this.solved = new double[longest];
  }

  /**
   * The click around a sample, {@code {from, to}}.
   *
   * @param variance of the prediction error where there is no click
   */
  int[] around(int seed, double variance) {
    size = 0;
    from = seed;
    to = seed + 1;
    append(seed);
    for (int before = 0; size > before; ) {
      before = size;
      grow(1, variance);
      grow(-1, variance);
    }
    if (to - from < members.length) {
      trim(1, variance);
      trim(-1, variance);
    }
    return new int[] {from, to};
  }

  /** Gives up an end that explained only what samples taken after it explain better. */
  private void trim(int direction, double variance) {
    int length = to - from;
    double[] gain = new double[length];
    size = 0;
    for (int k = 0; k < length; k++) {
      gain[k] = append(direction > 0 ? from + k : to - 1 - k);
    }
    int keep = length;
    double worth = 0;
    double least = 0;
    for (int k = length - 1; k > 0; k--) {
      worth += gain[k] - WORTH * variance;
      if (worth < least) {
        least = worth;
        keep = k;
      }
    }
    to -= direction > 0 ? length - keep : 0;
    from += direction > 0 ? 0 : length - keep;
  }

  private void grow(int direction, double variance) {
    int before = size;
    int best = 0;
    double most = 0;
    double worth = 0;
    for (int k = 1; k <= AHEAD && size < members.length; k++) {
      int j = direction > 0 ? to - 1 + k : from - k;
      if (j < b.length || j >= x.length - b.length) {
        break;
      }
      worth += append(j) - WORTH * variance;
      if (worth > most) {
        most = worth;
        best = k;
      }
    }
    size = before + best;
    from -= direction > 0 ? 0 : best;
    to += direction > 0 ? best : 0;
  }

  /** Adds a sample to the set, a row to the Cholesky factor of B over it; the gain. */
  double append(int j) {
    double[] row = factor[size];
    double pivot = b[0];
    double rest = surprise(j);
    for (int i = 0; i < size; i++) {
      int lag = Math.abs(j - members[i]);
      double sum = lag < b.length ? b[lag] : 0;
      for (int k = 0; k < i; k++) {
        sum -= row[k] * factor[i][k];
      }
      row[i] = sum / factor[i][i];
      pivot -= row[i] * row[i];
      rest -= row[i] * solved[i];
    }
    row[size] = Math.sqrt(Math.max(pivot, RIDGE * b[0]));
    solved[size] = rest / row[size];
    members[size] = j;
    return solved[size] * solved[size++];
  }

  private double surprise(int j) {
    if (Double.isNaN(g[j])) {
      g[j] = GapInterpolation.weighted(b, x, j);
    }
    return g[j];
  }
}
