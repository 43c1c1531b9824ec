package org.unroom.core.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.unroom.core.linalg.CholeskySolver;
import org.unroom.core.linalg.ToeplitzSolver;

/**
 * Fills a gap with the samples that an autoregressive model of both its sides finds least
 * surprising: with a[0..p] from the known samples, the unknown ones x_u minimise the energy of the
 * prediction error over all of the signal,
 *
 * <pre>
 *   B_uu x_u = -B_uk x_k,   B[i][j] = b[|i - j|],   b[l] = sum over k of a[k] a[k + l]
 * </pre>
 *
 * A. J. E. M. Janssen, R. N. J. Veldhuis, L. B. Vries, "Adaptive interpolation of discrete-time
 * signals that can be modeled as autoregressive processes", IEEE Trans. ASSP 34 (2), 1986, eq. 7
 * and 13. The paper repeats both steps; here the model comes from the two sides alone, by Burg's
 * method over both pieces, after which a repetition changes the result by less than 0.1 dB.
 */
final class GapInterpolation {
  /** Keeps the solver's errors below those of single precision. */
  private static final double RIDGE = 1e-12;

  /** Of this many known samples for each pole, Burg's poles are still told from chance. */
  private static final int SAMPLES_PER_POLE = 2;

  private final int order;

  /** Plans with models of at most {@code order} poles, at least 1. */
  GapInterpolation(int order) {
    if (order < 1) {
      throw new IllegalArgumentException("order=%d must be at least 1".formatted(order));
    }
    this.order = order;
  }

  /** Replaces {@code x[from..to)} by what fits the rest of x, of which no sample is read there. */
  void fill(double[] x, int from, int to) {
    fill(x, List.of(new int[] {from, to}));
  }

  /**
   * Replaces several gaps of one stretch by what fits the rest of it.
   *
   * @param gaps {@code {from, to}} each, in the order of time, none touching another
   * @return the model that they fit
   */
  AutoregressiveModel fill(double[] x, List<int[]> gaps) {
    AutoregressiveModel model = modelOfKnown(x, gaps);
    for (int[] gap : gaps) {
      Arrays.fill(x, gap[0], gap[1], 0);
    }
    double[] b = model.coefficientProducts();
    b[0] *= 1 + RIDGE;
    int[] unknown = gaps.stream().flatMapToInt(g -> IntStream.range(g[0], g[1])).toArray();
    double[] y = Arrays.stream(unknown).mapToDouble(i -> -weighted(b, x, i)).toArray();
    double[] solution = gaps.size() == 1 ? ToeplitzSolver.solve(b, y) : solve(b, unknown, y);
    for (int i = 0; i < unknown.length; i++) {
      x[unknown[i]] = solution[i];
    }
    return model;
  }

  /** Replaces one gap by what fits the rest of x, of a model with these coefficient products. */
  static void fill(double[] x, int from, int to, double[] products) {
    double[] b = products.clone();
    b[0] *= 1 + RIDGE;
    Arrays.fill(x, from, to, 0);
    double[] y = new double[to - from];
    Arrays.setAll(y, i -> -weighted(b, x, from + i));
    System.arraycopy(ToeplitzSolver.solve(b, y), 0, x, from, y.length);
  }

  private AutoregressiveModel modelOfKnown(double[] x, List<int[]> gaps) {
    List<double[]> pieces = new ArrayList<>();
    int known = 0;
    int from = 0;
    for (int[] gap : gaps) {
      pieces.add(Arrays.copyOfRange(x, from, gap[0]));
      known += gap[0] - from;
      from = gap[1];
    }
    pieces.add(Arrays.copyOfRange(x, from, x.length));
    known += x.length - from;
    return AutoregressiveModel.burg(pieces, Math.min(order, known / SAMPLES_PER_POLE));
  }

  /** Where unknown samples lie in several runs, the matrix has no Toeplitz form. */
  private static double[] solve(double[] b, int[] unknown, double[] y) {
    double[][] matrix = new double[unknown.length][];
    for (int i = 0; i < unknown.length; i++) {
      matrix[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        int lag = unknown[i] - unknown[j];
        matrix[i][j] = lag < b.length ? b[lag] : 0;
      }
    }
    if (!CholeskySolver.solve(matrix, y)) {
      throw new ArithmeticException("the filter's products are not positive definite");
    }
    return y;
  }

  /** Sum over lags of b and x around i; zeros stand where x is unknown or ends. */
  static double weighted(double[] b, double[] x, int i) {
    double sum = b[0] * x[i];
    int inside = Math.min(b.length - 1, Math.min(i, x.length - 1 - i));
    for (int l = 1; l <= inside; l++) {
      sum += b[l] * (x[i - l] + x[i + l]);
    }
    for (int l = inside + 1; l < b.length; l++) {
      sum += b[l] * ((i >= l ? x[i - l] : 0) + (i + l < x.length ? x[i + l] : 0));
    }
    return sum;
  }
}
