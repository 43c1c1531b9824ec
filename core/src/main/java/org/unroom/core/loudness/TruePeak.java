package org.unroom.core.loudness;

import java.util.Arrays;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.LowPass;

/**
 * True peak after ITU-R BS.1770-4, Annex 2, of sound taken block by block: the highest magnitude of
 * the samples and of the values between them,
 *
 * <pre>
 *   y[n + p/u] = u sum_k h[L + u k + p] x[n - k],   p = 0..u-1
 * </pre>
 *
 * with {@link LowPass#kaiser10} as h and u the smallest power of two that brings the rate to 176.4
 * kHz or more, at most 32 (8 kHz). Before the first and behind the last sample there is silence.
 */
public final class TruePeak implements AudioSink {
  private static final int ENOUGH_HZ = 176_400;
  private static final int MOST_PHASES = 32;
  private static final int BLOCK = 1024;

  /** Samples each side of a value between them; {@link LowPass#kaiser10}'s 10 u coefficients. */
  private static final int REACH = 10;

  private final float[][] phases;
  private final double gainBound;
  private final float[][] history;
  private int filled;
  private float peak;

  /**
   * A meter of one sound.
   *
   * @param sampleRateHz samples per second
   * @param channels number of channels
   */
  public TruePeak(int sampleRateHz, int channels) {
    phases = phases(oversampling(sampleRateHz));
    double bound = 1;
    for (float[] phase : phases) {
      double sum = 0;
      for (float tap : phase) {
        sum += Math.abs(tap);
      }
      bound = Math.max(bound, sum);
    }
    gainBound = bound;
    history = new float[channels][2 * REACH + BLOCK];
    filled = 2 * REACH;
  }

  /** Values a sample that are looked at. */
  static int oversampling(int sampleRateHz) {
    int u = 1;
    while (u < MOST_PHASES && (long) u * sampleRateHz < ENOUGH_HZ) {
      u *= 2;
    }
    return u;
  }

  /** The filters of the values at p/u behind a sample, oldest sample first; p = 0 needs none. */
  private static float[][] phases(int u) {
    if (u == 1) {
      return new float[0][];
    }
    double[] taps = LowPass.kaiser10(u, 1).taps();
    float[][] phases = new float[u - 1][2 * REACH];
    for (int p = 1; p < u; p++) {
      for (int i = 0; i < 2 * REACH; i++) {
        phases[p - 1][i] = (float) (u * taps[u * (2 * REACH - 1 - i) + p]);
      }
    }
    return phases;
  }

  @Override
  public void write(float[][] samples, int from, int count) {
    int done = 0;
    while (done < count) {
      int taken = Math.min(count - done, history[0].length - filled);
      for (int c = 0; c < history.length; c++) {
        System.arraycopy(samples[c], from + done, history[c], filled, taken);
      }
      filled += taken;
      done += taken;
      if (filled == history[0].length) {
        measure();
      }
    }
  }

  /** Looks at what is filled and keeps the last samples for the values that follow. */
  private void measure() {
    for (float[] x : history) {
      measure(x);
      System.arraycopy(x, filled - 2 * REACH, x, 0, 2 * REACH);
    }
    filled = 2 * REACH;
  }

  private void measure(float[] x) {
    float highest = 0;
    for (int n = 0; n < filled; n++) {
      highest = Math.max(highest, Math.abs(x[n]));
    }
    peak = Math.max(peak, highest);
    if (highest * gainBound <= peak) {
      return;
    }
    for (float[] phase : phases) {
      // what begins at 0 was looked at with the block before
      for (int n = 1; n + phase.length <= filled; n++) {
        float sum = 0;
        for (int i = 0; i < phase.length; i++) {
          sum += phase[i] * x[n + i];
        }
        peak = Math.max(peak, Math.abs(sum));
      }
    }
  }

  /** Highest magnitude so far, 1 at full scale; no samples may be taken after that. */
  public double peak() {
    for (float[] x : history) {
      Arrays.fill(x, filled, Math.min(x.length, filled + 2 * REACH), 0);
    }
    if (filled + 2 * REACH > history[0].length) {
      measure();
      for (float[] x : history) {
        Arrays.fill(x, filled, filled + 2 * REACH, 0);
      }
    }
    filled += 2 * REACH;
    measure();
    return peak;
  }

  /** As {@link #peak} in dBTP. */
  public double peakDbtp() {
    return Decibels.ofAmplitude(peak());
  }
}
