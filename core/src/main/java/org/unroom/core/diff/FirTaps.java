package org.unroom.core.diff;

import org.unroom.core.linalg.Vectors;

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
  private static final int BLOCK = 512;

  private FirTaps() {}

  /** Adds the filtered {@code x} to {@code y}; same length. */
  public static void forward(float[] x, float[] taps, float[] y) {
    addShifted(x, taps, -1, y);
  }

  /** Adds to {@code gx} the gradient with respect to x. */
  public static void adjointOfSignal(float[] gy, float[] taps, float[] gx) {
    addShifted(gy, taps, 1, gx);
  }

  /** y[t] += sum over k of taps[k] x[t + direction k], in blocks of copies that start alike. */
  private static void addShifted(float[] x, float[] taps, int direction, float[] y) {
    float[] sum = new float[BLOCK];
    float[] stretch = new float[BLOCK];
    for (int from = 0; from < y.length; from += BLOCK) {
      int count = Math.min(BLOCK, y.length - from);
      System.arraycopy(y, from, sum, 0, count);
      for (int k = 0; k < taps.length; k++) {
        Vectors.copyRange(x, from + direction * k, count, stretch);
        Vectors.addScaled(taps[k], stretch, sum);
      }
      System.arraycopy(sum, 0, y, from, count);
    }
  }

  /** Adds to {@code gTaps} the gradient with respect to the taps. */
  public static void adjointOfTaps(float[] gy, float[] x, float[] gTaps) {
    for (int k = 0; k < gTaps.length; k++) {
      gTaps[k] += (float) Vectors.dot(gy, k, x, 0, gy.length - k);
    }
  }
}
