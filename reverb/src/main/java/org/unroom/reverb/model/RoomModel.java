package org.unroom.reverb.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.DecayTail;
import org.unroom.core.diff.FirTaps;
import org.unroom.core.diff.Parameter;

/**
 * The room, as energies see it: what arrives in band b is the dry energy, early taps after it, a
 * tail that decays exponentially, and stationary noise,
 *
 * <pre>
 *   v[b][t] = x[t] + sum over k = 1..K of e_b[k] x[t - k] + A_b r_b^(K+1) y[t] + n_b
 *   y[t] = sum over k &gt; K of r_b^(k-K-1) x[t - k],        r_b = 10^(-6 h / T60_b)
 * </pre>
 *
 * with frames h seconds apart. The direct path is fixed at 1. All parameters are positive and
 * learned on the logarithmic scale, which keeps the room physical: nothing grows, nothing is
 * negative. {@link #forward} and {@link #adjoint} of different bands may run side by side.
 */
public final class RoomModel {
  private static final double LN_MILLION = 6 * Math.log(10);
  private static final double T60_RATE_NEPERS = 0.02;
  private static final double LEVEL_RATE_NEPERS = 0.03;
  private static final double EARLY_SECONDS = 0.048;
  private static final float START_T60 = 0.8f;
  private static final float START_EARLY = (float) Math.exp(-1);
  private static final float START_TAIL = (float) Math.exp(-2);
  private static final float NOISE_SHARE = 0.1f;
  private static final float LOWEST_NOISE = 1e-7f;
  private static final double QUIET_SHARE = 0.02;

  private final double hopSeconds;
  private final DecayTail tail;
  private final Parameter t60Seconds;
  private final Parameter tailLevel;
  private final List<Parameter> earlyTaps;
  private final List<Parameter> noise;

  /**
   * Starts with these values.
   *
   * @param hopSeconds h, seconds between frames
   * @param t60Seconds T60 of each band, length B
   * @param tailLevel A of each band, length B
   * @param earlyTaps e {@code [b][k]}, K of them in each band
   * @param noise n of each band, length B
   */
  public RoomModel(
      double hopSeconds,
      float[] t60Seconds,
      float[] tailLevel,
      float[][] earlyTaps,
      float[] noise) {
    this.hopSeconds = hopSeconds;
    this.tail = new DecayTail(earlyTaps[0].length + 1);
    this.t60Seconds = Parameter.positive("T60", t60Seconds, T60_RATE_NEPERS);
    this.tailLevel = Parameter.positive("tail level", tailLevel, LEVEL_RATE_NEPERS);
    this.earlyTaps =
        Arrays.stream(earlyTaps)
            .map(e -> Parameter.positive("early taps", e, LEVEL_RATE_NEPERS))
            .toList();
    this.noise = new ArrayList<>();
    for (float n : noise) {
      this.noise.add(Parameter.positive("noise", new float[] {n}, LEVEL_RATE_NEPERS));
    }
  }

  /**
   * The room that a blind fit starts from: T60 0.8 s, early taps over the first 48 ms at -4 dB, a
   * tail at -9 dB, noise 10 dB below the quietest fiftieth of the frames.
   *
   * @param measured the recording's energies {@code [b][t]}, each band's mean 1
   * @param hopSeconds seconds between frames
   */
  public static RoomModel startFor(float[][] measured, double hopSeconds) {
    int bands = measured.length;
    int taps = Math.max(1, (int) Math.round(EARLY_SECONDS / hopSeconds));
    float[][] early = new float[bands][taps];
    float[] noise = new float[bands];
    for (int b = 0; b < bands; b++) {
      Arrays.fill(early[b], START_EARLY);
      noise[b] = NOISE_SHARE * quantile(measured[b], QUIET_SHARE) + LOWEST_NOISE;
    }
    return new RoomModel(
        hopSeconds, filled(bands, START_T60), filled(bands, START_TAIL), early, noise);
  }

  private static float[] filled(int length, float value) {
    float[] x = new float[length];
    Arrays.fill(x, value);
    return x;
  }

  private static float quantile(float[] x, double share) {
    float[] sorted = x.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  /** Number of bands B. */
  public int bands() {
    return t60Seconds.size();
  }

  /** T60 of all bands. */
  public Parameter t60Seconds() {
    return t60Seconds;
  }

  /** Tail level A of all bands. */
  public Parameter tailLevel() {
    return tailLevel;
  }

  /** What belongs to band b alone: its early taps and its noise. */
  public List<Parameter> ofBand(int b) {
    return List.of(earlyTaps.get(b), noise.get(b));
  }

  /** Early taps e of band b, not a copy. */
  public float[] earlyTaps(int b) {
    return earlyTaps.get(b).value();
  }

  /** Noise n of band b. */
  public float noise(int b) {
    return noise.get(b).value()[0];
  }

  /** Weight of the first frame of the tail in band b, {@code A r^(K+1)}. */
  public double firstOfTail(int b) {
    return tailLevel.value()[b] * Math.pow(ratio(b), tail.delay());
  }

  /** Energy ratio r from one frame of the tail to the next in band b. */
  public double ratio(int b) {
    return Math.exp(-LN_MILLION * hopSeconds / t60Seconds.value()[b]);
  }

  /** Writes v of band b for the dry energies {@code x}; {@code y} is the tail, kept for adjoint. */
  public void forward(int b, float[] x, float[] y, float[] v) {
    early(b, x, v);
    tail.forward(x, ratio(b), y);
    float weight = (float) firstOfTail(b);
    float n = noise(b);
    for (int t = 0; t < v.length; t++) {
      v[t] += weight * y[t] + n;
    }
  }

  /** Writes what arrives directly and by the early taps into {@code v}. */
  public void early(int b, float[] x, float[] v) {
    Arrays.fill(v, 0);
    FirTaps.forward(x, tapsWithDirect(b), v);
  }

  /**
   * Adds the gradients of band b to its parameters and writes that of the dry energies.
   *
   * @param gv gradient with respect to v {@code [t]}
   * @param x dry energies given to forward
   * @param y tail that forward wrote
   * @param gx gradient with respect to x, overwritten
   * @param scratch any array of as many frames
   */
  public void adjoint(int b, float[] gv, float[] x, float[] y, float[] gx, float[] scratch) {
    Arrays.fill(gx, 0);
    FirTaps.adjointOfSignal(gv, tapsWithDirect(b), gx);
    float[] gTaps = new float[tail.delay()];
    FirTaps.adjointOfTaps(gv, x, gTaps);
    float[] gEarly = earlyTaps.get(b).gradient();
    for (int k = 0; k < gEarly.length; k++) {
      gEarly[k] += gTaps[k + 1];
    }
    double gNoise = 0;
    double gWeight = 0;
    double weight = firstOfTail(b);
    for (int t = 0; t < gv.length; t++) {
      gNoise += gv[t];
      gWeight += gv[t] * y[t];
      scratch[t] = (float) weight * gv[t];
    }
    noise.get(b).gradient()[0] += (float) gNoise;
    double gRatio = tail.adjoint(scratch, ratio(b), y, gx);
    addTailGradients(b, weight, gWeight, gRatio);
  }

  private void addTailGradients(int b, double weight, double gWeight, double gRatio) {
    double r = ratio(b);
    double t60 = t60Seconds.value()[b];
    double ofRatio = gRatio + gWeight * tail.delay() * weight / r;
    tailLevel.gradient()[b] += (float) (gWeight * weight / tailLevel.value()[b]);
    t60Seconds.gradient()[b] += (float) (ofRatio * r * LN_MILLION * hopSeconds / (t60 * t60));
  }

  private float[] tapsWithDirect(int b) {
    float[] e = earlyTaps(b);
    float[] taps = new float[e.length + 1];
    taps[0] = 1;
    System.arraycopy(e, 0, taps, 1, e.length);
    return taps;
  }
}
