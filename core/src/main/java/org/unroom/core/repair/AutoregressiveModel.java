package org.unroom.core.repair;

import java.util.Arrays;
import java.util.List;

/**
 * A signal as white noise through an all-pole filter,
 *
 * <pre>
 *   sum over k = 0..p of a[k] x[n - k] = e[n],   a[0] = 1,   e white with variance v
 * </pre>
 *
 * estimated by Burg's method, which minimises forward and backward prediction errors together and
 * whose filter is always stable: J. P. Burg, "Maximum entropy spectral analysis", 1975; the sums
 * over several pieces of one signal as in S. de Waele, P. M. T. Broersen, "The Burg algorithm for
 * segments", IEEE Trans. Signal Process. 48 (10), 2000, eq. 8.
 */
final class AutoregressiveModel {
  /** Below this share of the signal's power, the error is the arithmetic's: no further poles. */
  private static final double ROUNDING = 1e-14;

  private final double[] a;
  private final double variance;

  private AutoregressiveModel(double[] a, double variance) {
    this.a = a;
    this.variance = variance;
  }

  /**
   * Burg's estimate.
   *
   * @param pieces of the signal, without what lies between them; not changed
   * @param order p, at least 0; a lower one is taken where the longest piece has not p + 1 samples
   */
  static AutoregressiveModel burg(List<double[]> pieces, int order) {
    double[][] forward = pieces.stream().map(double[]::clone).toArray(double[][]::new);
    double[][] backward = pieces.stream().map(double[]::clone).toArray(double[][]::new);
    int longest = pieces.stream().mapToInt(x -> x.length).max().orElse(0);
    double[] a = new double[Math.max(0, Math.min(order, longest - 1)) + 1];
    a[0] = 1;
    double power = meanSquare(pieces);
    double variance = power;
    for (int m = 1; m < a.length && variance > ROUNDING * power; m++) {
      double k = reflection(forward, backward, m);
      for (int s = 0; s < forward.length; s++) {
        advance(forward[s], backward[s], m, k);
      }
      extend(a, m, k);
      variance *= 1 - k * k;
    }
    return new AutoregressiveModel(a, variance);
  }

  private static double reflection(double[][] forward, double[][] backward, int m) {
    double product = 0;
    double energy = 0;
    for (int s = 0; s < forward.length; s++) {
      double[] f = forward[s];
      double[] b = backward[s];
      for (int n = 0; n + m < f.length; n++) {
        product += f[n + 1] * b[n];
        energy += f[n + 1] * f[n + 1] + b[n] * b[n];
      }
    }
    return energy > 0 ? -2 * product / energy : 0;
  }

  /** Errors of order m from those of m - 1: index n stands for sample n + m forward, n backward. */
  private static void advance(double[] f, double[] b, int m, double k) {
    for (int n = 0; n + m < f.length; n++) {
      double ahead = f[n + 1];
      f[n] = ahead + k * b[n];
      b[n] += k * ahead;
    }
  }

  private static void extend(double[] a, int m, double k) {
    a[m] = 0;
    for (int i = 0, j = m; i <= j; i++, j--) {
      double low = a[i];
      double high = a[j];
      a[i] = low + k * high;
      a[j] = high + k * low;
    }
  }

  private static double meanSquare(List<double[]> pieces) {
    double energy = 0;
    long count = 0;
    for (double[] x : pieces) {
      energy += Arrays.stream(x).map(v -> v * v).sum();
      count += x.length;
    }
    return count == 0 ? 0 : energy / count;
  }

  /** Order p. */
  int order() {
    return a.length - 1;
  }

  /** Coefficient k, 0..p. */
  double a(int k) {
    return a[k];
  }

  /** Variance v of the error. */
  double variance() {
    return variance;
  }

  /**
   * Prediction errors {@code e[n]} of every sample from those before it; zeros stand before the
   * first.
   */
  double[] errors(double[] x) {
    double[] e = x.clone();
    for (int k = 1; k < a.length; k++) {
      double weight = a[k];
      for (int n = k; n < x.length; n++) {
        e[n] += weight * x[n - k];
      }
    }
    return e;
  }

  /** Energy of the prediction errors of the samples {@code [from, to)} from those before them. */
  double errorEnergy(double[] x, int from, int to) {
    double energy = 0;
    for (int n = from; n < to; n++) {
      double e = 0;
      for (int k = 0; k < a.length && k <= n; k++) {
        e += a[k] * x[n - k];
      }
      energy += e * e;
    }
    return energy;
  }

  /**
   * {@code b[l] = sum over k of a[k] a[k + l]}, l = 0..p: what least squares sees of the filter.
   */
  double[] coefficientProducts() {
    double[] b = new double[a.length];
    for (int l = 0; l < b.length; l++) {
      double sum = 0;
      for (int k = 0; k + l < a.length; k++) {
        sum += a[k] * a[k + l];
      }
      b[l] = sum;
    }
    return b;
  }
}
