package org.unroom.core.diff;

/**
 * A short filter along time, the same for all frames,
 *
 * <pre>
 *   forward    y[t] += sum over k of c[k] x[t - k],   k = 0..K-1
 *   adjoint    gx[t] += sum over k of c[k] gy[t + k],   gc[k] += sum over t of gy[t] x[t - k]
 * </pre>
 *
 * with zeros outside the sequences. K may exceed the number of frames.
 */
public final class FirTaps {
  private FirTaps() {}

  /** Adds the filtered {@code x} to {@code y}; same length. */
  public static void forward(float[] x, float[] taps, float[] y) {
    for (int k = 0; k < taps.length; k++) {
      float c = taps[k];
      for (int t = k; t < y.length; t++) {
        y[t] += c * x[t - k];
      }
    }
  }

  /** Adds to {@code gx} the gradient with respect to x. */
  public static void adjointOfSignal(float[] gy, float[] taps, float[] gx) {
    for (int k = 0; k < taps.length; k++) {
      float c = taps[k];
      for (int t = k; t < gy.length; t++) {
        gx[t - k] += c * gy[t];
      }
    }
  }

  /** Adds to {@code gTaps} the gradient with respect to the taps. */
  public static void adjointOfTaps(float[] gy, float[] x, float[] gTaps) {
    for (int k = 0; k < gTaps.length; k++) {
      gTaps[k] += (float) dot(gy, k, x, 0, gy.length - k);
    }
  }

  /**
   * Sum of products of n numbers each, in double precision in the end and four lanes on the way.
   */
  private static double dot(float[] a, int fromA, float[] b, int fromB, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[fromA + i] * b[fromB + i];
      s1 += a[fromA + i + 1] * b[fromB + i + 1];
      s2 += a[fromA + i + 2] * b[fromB + i + 2];
      s3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[fromA + i] * b[fromB + i];
    }
    return s0 + s1 + s2 + s3;
  }
}
