package org.unroom.core.repair;

import org.unroom.core.dsp.Window;

/**
 * Restores the clipped samples of a channel frame by frame, {@link ConsistentSparse} each: frames a
 * quarter of their length apart are weighted with a Hann window before and added up after.
 */
final class ClippedFrames {
  private static final int HOPS_PER_FRAME = 4;

  private final int length;
  private final int hop;
  private final float[] window;
  private final ConsistentSparse sparse;
  private final float[] frame;
  private final float[] least;
  private final float[] most;

  ClippedFrames(int length) {
    this.length = length;
    this.hop = length / HOPS_PER_FRAME;
    double[] hann = Window.HANN.withoutEnds(length);
    this.window = new float[length];
    for (int i = 0; i < length; i++) {
      window[i] = (float) hann[i];
    }
    this.sparse = new ConsistentSparse(length);
    this.frame = new float[length];
    this.least = new float[length];
    this.most = new float[length];
  }

  /** Frames begin at multiples of the hop in the recording, of which x begins at {@code at}. */
  void restore(float[] x, long at, float high, float low) {
    double[] sum = new double[x.length];
    double[] weight = new double[x.length];
    int first = (int) (-at % hop) - length + hop;
    for (int start = first; start < x.length; start += hop) {
      if (take(x, start, high, low)) {
        sparse.solve(frame, least, most);
        for (int i = Math.max(0, -start); i < length && start + i < x.length; i++) {
          sum[start + i] += frame[i];
          weight[start + i] += window[i];
        }
      }
    }
    for (int n = 0; n < x.length; n++) {
      if (x[n] >= high) {
        x[n] = (float) Math.max(x[n], sum[n] / weight[n]);
      } else if (-x[n] >= low) {
        x[n] = (float) Math.min(x[n], sum[n] / weight[n]);
      }
    }
  }

  /** Weights a frame and its bounds; whether anything in it is clipped. */
  private boolean take(float[] x, int start, float high, float low) {
    boolean clipped = false;
    for (int i = 0; i < length; i++) {
      int n = start + i;
      float v = n >= 0 && n < x.length ? x[n] : 0;
      frame[i] = window[i] * v;
      least[i] = frame[i];
      most[i] = frame[i];
      if (v >= high) {
        most[i] = Float.MAX_VALUE;
        clipped = true;
      } else if (-v >= low) {
        least[i] = -Float.MAX_VALUE;
        clipped = true;
      }
    }
    return clipped;
  }
}
