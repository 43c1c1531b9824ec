package org.unroom.core.diff;

/**
 * What an exponential decay adds to a sequence of energies, d frames after each of them,
 *
 * <pre>
 *   forward    y[t] = sum over k &gt;= d of r^(k - d) x[t - k],   as   y[t] = r y[t - 1] + x[t - d]
 *   adjoint    q[t] = r q[t + 1] + gy[t],   gx[t] += q[t + d],   dr = sum over t of q[t] y[t - 1]
 * </pre>
 *
 * with x = 0 before its first frame. Time runs forward in the one and backward in the other: a step
 * costs O(T) for a tail of any length, and no FFT. Recursions are carried in double precision.
 *
 * @param delay d in frames, at least 0
 */
public record DecayTail(int delay) {
  /** Checks the range. */
  public DecayTail {
    if (delay < 0) {
      throw new IllegalArgumentException("delay=%d must be at least 0 frames".formatted(delay));
    }
  }

  /**
   * Writes the tail of {@code x} into {@code y}.
   *
   * @param x energies {@code [t]}
   * @param ratio r, what remains from one frame to the next, 0..1
   * @param y the tail {@code [t]}, overwritten
   */
  public void forward(float[] x, double ratio, float[] y) {
    double state = 0;
    int first = Math.min(delay, y.length);
    java.util.Arrays.fill(y, 0, first, 0f);
    for (int t = first; t < y.length; t++) {
      state = ratio * state + x[t - delay];
      y[t] = (float) state;
    }
  }

  /**
   * Adds to {@code gx} the gradient with respect to x, and returns the one with respect to r.
   *
   * @param gy gradient with respect to y {@code [t]}
   * @param ratio r as in {@link #forward}
   * @param y what forward wrote
   * @param gx gradient with respect to x {@code [t]}, added to
   */
  public double adjoint(float[] gy, double ratio, float[] y, float[] gx) {
    double state = 0;
    double gradient = 0;
    for (int t = gy.length - 1; t >= delay; t--) {
      state = ratio * state + gy[t];
      gx[t - delay] += (float) state;
      gradient += t > 0 ? state * y[t - 1] : 0;
    }
    return gradient;
  }
}
