package org.unroom.reverb.metrics;

import java.util.Arrays;
import org.unroom.core.dsp.CrossCorrelation;

/**
 * A reference and an estimate of one channel, of the same length (the longer one is cut), as all
 * measures that compare two signals take them. {@link #aligned} takes a constant delay out of the
 * estimate: the lag of the largest absolute cross-correlation
 *
 * <pre>
 *   lag = argmax over |l| &lt;= L of | sum over n of ref[n] est[n + l] |
 * </pre>
 *
 * within L = 20 ms; the estimate is moved by it and filled up with zeros. Samples at full scale ±1.
 */
public final class SignalPair {
  /** Longest delay that alignment looks for, in seconds; 20 ms = 6.9 m of sound path. */
  public static final double MAX_DELAY_SECONDS = 0.020;

  private final float[] reference;
  private final float[] estimate;
  private final int sampleRateHz;

  /** Cuts both to the shorter length; neither is changed. */
  public SignalPair(float[] reference, float[] estimate, int sampleRateHz) {
    if (sampleRateHz < 1) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d must be at least 1".formatted(sampleRateHz));
    }
    int length = Math.min(reference.length, estimate.length);
    this.reference = reference.length == length ? reference : Arrays.copyOf(reference, length);
    this.estimate = estimate.length == length ? estimate : Arrays.copyOf(estimate, length);
    this.sampleRateHz = sampleRateHz;
  }

  /** Delay of the estimate in samples, within ±20 ms; 0 where nothing correlates. */
  public int lagSamples() {
    int maxLag = (int) (MAX_DELAY_SECONDS * sampleRateHz);
    float[] c = CrossCorrelation.atLags(reference, estimate, maxLag);
    int best = maxLag;
    for (int i = 0; i < c.length; i++) {
      best = Math.abs(c[i]) > Math.abs(c[best]) ? i : best;
    }
    return best - maxLag;
  }

  /** This pair with the estimate's delay taken out. */
  public SignalPair aligned() {
    return advanced(lagSamples());
  }

  /** This pair with the estimate {@code lag} samples earlier (later if negative). */
  public SignalPair advanced(int lag) {
    float[] moved = new float[estimate.length];
    int from = Math.min(Math.max(0, lag), moved.length);
    int to = Math.min(Math.max(0, -lag), moved.length);
    System.arraycopy(estimate, from, moved, to, moved.length - from - to);
    return new SignalPair(reference, moved, sampleRateHz);
  }

  /** Reference samples, not a copy. */
  public float[] reference() {
    return reference;
  }

  /** Estimate samples, not a copy. */
  public float[] estimate() {
    return estimate;
  }

  /** Samples per second of both. */
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /** Samples of both. */
  public int length() {
    return reference.length;
  }

  /** Gain that gives the estimate the reference's energy; 0 for a silent estimate. */
  double levelGain() {
    double energy = energy(estimate);
    return energy == 0 ? 0 : Math.sqrt(energy(reference) / energy);
  }

  static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v * (double) v;
    }
    return sum;
  }
}
