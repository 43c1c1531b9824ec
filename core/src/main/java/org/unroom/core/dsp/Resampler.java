package org.unroom.core.dsp;

import org.unroom.core.audio.Audio;

/**
 * Changes the sample rate by a rational factor with a polyphase filter,
 *
 * <pre>
 *   y[m] = up * sum over k of x[k] h[L + m down - k up],   m = 0..ceil(n up / down) - 1
 * </pre>
 *
 * with h of length 2L + 1 from {@link LowPass}. Output sample m lies at input time m down / up: no
 * delay. Outside the signal there are zeros. Sums in double. Equals {@code
 * scipy.signal.resample_poly} for the same filter. Source: P. P. Vaidyanathan, "Multirate Systems
 * and Filter Banks", 1993, sec. 4.3.
 */
public final class Resampler {
  private final int up;
  private final int down;
  private final int half;
  private final double[][] phases; // phases[p][j] = up * h[p + j * up]

  /**
   * Plans the change of rate; {@code up/down} in lowest terms.
   *
   * @param up factor by which the rate is raised, at least 1
   * @param down factor by which it is lowered then, at least 1
   * @param filter low-pass filter designed for this up and down
   */
  public Resampler(int up, int down, LowPass filter) {
    if (up < 1 || down < 1) {
      throw new IllegalArgumentException(
          "up=%d and down=%d must be at least 1".formatted(up, down));
    }
    this.up = up;
    this.down = down;
    this.half = filter.halfLength();
    this.phases = polyphase(filter.taps(), up);
  }

  /** For audio, with {@link LowPass#sharp}. */
  public static Resampler between(int fromHz, int toHz) {
    return between(fromHz, toHz, LowPass::sharp);
  }

  /** As {@link #between(int, int)}, with a filter of another design. */
  public static Resampler between(int fromHz, int toHz, Design design) {
    if (fromHz < 1 || toHz < 1) {
      throw new IllegalArgumentException(
          "rates %d Hz and %d Hz must be at least 1 Hz".formatted(fromHz, toHz));
    }
    int divisor = greatestCommonDivisor(fromHz, toHz);
    int up = toHz / divisor;
    int down = fromHz / divisor;
    return new Resampler(up, down, design.filter(up, down));
  }

  /** Number of output samples for n input samples, {@code ceil(n up / down)}. */
  public int outputLength(int n) {
    return Math.toIntExact(((long) n * up + down - 1) / down);
  }

  /** The signal at the other rate; a copy when the rates are equal. */
  public float[] resample(float[] x) {
    if (up == down) {
      return x.clone();
    }
    float[] y = new float[outputLength(x.length)];
    for (int m = 0; m < y.length; m++) {
      long newest = (long) m * down + half;
      y[m] = (float) dot(phases[(int) (newest % up)], x, newest / up);
    }
    return y;
  }

  /** All channels, resampled to {@code toHz} with {@link LowPass#sharp}. */
  public static Audio resample(Audio audio, int toHz) {
    Resampler resampler = between(audio.sampleRateHz(), toHz);
    float[][] channels = new float[audio.channelCount()][];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = resampler.resample(audio.channel(c));
    }
    return new Audio(channels, toHz);
  }

  /** Sum of {@code taps[j] x[newest - j]} over the j for which x has a sample. */
  private static double dot(double[] taps, float[] x, long newest) {
    int from = (int) Math.max(0, newest - x.length + 1);
    int to = (int) Math.min(taps.length, newest + 1);
    int at = (int) (newest - from);
    double sum = 0;
    for (int j = from; j < to; j++, at--) {
      sum += taps[j] * x[at];
    }
    return sum;
  }

  private static double[][] polyphase(double[] h, int up) {
    double[][] phases = new double[up][];
    for (int p = 0; p < up; p++) {
      phases[p] = new double[Math.max(0, (h.length - p + up - 1) / up)];
      for (int j = 0; j < phases[p].length; j++) {
        phases[p][j] = up * h[p + j * up];
      }
    }
    return phases;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** A filter design for given factors, e.g. {@code LowPass::kaiser10}. */
  @FunctionalInterface
  public interface Design {
    /** The filter for raising the rate by {@code up}, then lowering it by {@code down}. */
    LowPass filter(int up, int down);
  }
}
