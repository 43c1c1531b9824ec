package org.unroom.core.repair;

import java.util.Arrays;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.dsp.RealFft;

/**
 * Of all signals that agree with what is known of a frame, one whose spectrum has few large
 * coefficients: the analysis form of SPADE (S. Kitić, N. Bertin, R. Gribonval, "Sparsity and
 * cosparsity for audio declipping: a flexible non-convex approach", LVA/ICA 2015, algorithm 2).
 * With A the discrete Fourier transform of the frame padded to twice its length, H_k keeping the k
 * largest coefficients and P the projection onto the bounds low &lt;= x &lt;= high,
 *
 * <pre>
 *   z = H_k(A x + u),   x = P(A* (z - u)),   u = u + A x - z,   k = k + step
 * </pre>
 *
 * until A x and z differ by less than 2 % of their energy's root. The bounds hold exactly in every
 * round, so also in the last. One object for each thread.
 */
final class ConsistentSparse {
  private static final double ENOUGH = 0.02;
  private static final int MOST_ROUNDS = 200;

  /** Coefficients that each round adds, for each 2048 samples of a frame. */
  private static final int FRAME_OF_ONE_STEP = 2048;

  private final int n;
  private final int step;
  private final RealFft fft;
  private final float[] spectrum;
  private final float[] sparse;
  private final float[] dual;
  private final float[] power;
  private final double[] sorting;

  /** Plans for frames of n samples, even. */
  ConsistentSparse(int n) {
    this.n = n;
    this.step = Math.max(1, n / FRAME_OF_ONE_STEP);
    this.fft = RealFft.ofLength(2 * n);
    this.spectrum = new float[2 * n];
    this.sparse = new float[2 * n];
    this.dual = new float[2 * n];
    this.power = new float[n + 1];
    this.sorting = new double[n + 1];
  }

  /** Changes {@code x}, n samples within their bounds, to such a signal. */
  void solve(float[] x, float[] low, float[] high) {
    Arrays.fill(dual, 0);
    transform(x);
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      keepLargest(round * step);
      project(x, low, high);
      transform(x);
      if (advance()) {
        return;
      }
    }
  }

  private void transform(float[] x) {
    System.arraycopy(x, 0, spectrum, 0, n);
    Arrays.fill(spectrum, n, 2 * n, 0);
    fft.forward(spectrum);
  }

  /** z = H_k(A x + u); numbers 0 and 1 of a packed spectrum are its two real coefficients. */
  private void keepLargest(int k) {
    for (int i = 0; i < 2 * n; i++) {
      sparse[i] = spectrum[i] + dual[i];
    }
    power[0] = sparse[0] * sparse[0];
    power[n] = sparse[1] * sparse[1];
    for (int f = 1; f < n; f++) {
      power[f] = sparse[2 * f] * sparse[2 * f] + sparse[2 * f + 1] * sparse[2 * f + 1];
    }
    float least = k <= n ? largest(k) : 0;
    for (int f = 0; f <= n; f++) {
      if (power[f] < least) {
        sparse[f == n ? 1 : 2 * f] = 0;
        if (f > 0 && f < n) {
          sparse[2 * f + 1] = 0;
        }
      }
    }
  }

  /** x = P(A* (z - u)); what the inverse transform gives beyond the frame, A* leaves out. */
  private void project(float[] x, float[] low, float[] high) {
    for (int i = 0; i < 2 * n; i++) {
      spectrum[i] = sparse[i] - dual[i];
    }
    fft.inverse(spectrum);
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(low[i], Math.min(high[i], spectrum[i]));
    }
  }

  /** u = u + A x - z; whether the two agree. */
  private boolean advance() {
    double difference = 0;
    double energy = 0;
    for (int i = 0; i < 2 * n; i++) {
      float apart = spectrum[i] - sparse[i];
      dual[i] += apart;
      difference += apart * apart;
      energy += spectrum[i] * spectrum[i];
    }
    return difference <= ENOUGH * ENOUGH * energy;
  }

  /** The k-th largest power. */
  private float largest(int k) {
    for (int i = 0; i < power.length; i++) {
      sorting[i] = power[i];
    }
    return (float) Quantiles.ofRank(sorting, sorting.length - k);
  }
}
