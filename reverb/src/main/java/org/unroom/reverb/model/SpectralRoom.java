package org.unroom.reverb.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.Parameter;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.loss.SquaredDifferences;
import org.unroom.core.loss.SquaredDistance;

/**
 * The room as the power spectrogram of a recording sees it, bin by bin, its numbers interpolated
 * between 16 bands on the logarithmic scale:
 *
 * <pre>
 *   V[t] = S[t] + sum over k = 1..K of e_k S[t - k] + a r^(K+1) R[t - K - 1] + n
 *   R[t] = r R[t - 1] + S[t],      r = 10^(-6 h / T60)
 * </pre>
 *
 * in every bin, with S the expected power of the dry sound and frames h seconds apart. As {@link
 * RoomModel}, which hears bands; here a partial that rings on after the tone has moved stays in its
 * bin. The numbers are parameters by their natural logarithms. {@link #forward} and {@link
 * #adjoint} of different bins may run side by side.
 */
public final class SpectralRoom {
  private static final double LN_MILLION = 6 * Math.log(10);
  private static final int BANDS = 16;
  private static final double RATE_NEPERS = 0.15;
  private static final float START_T60_SECONDS = 1;
  private static final float CLEAR_LN_TAIL = -2.5f;
  private static final float CLEAR_LN_EARLY = -1;
  private static final float SHORTEST_T60_SECONDS = 0.12f;
  private static final float LONGEST_T60_SECONDS = 8;
  private static final float LATER_TAP_NEPERS = -0.5f;
  private static final double T60_CURVATURE = 0.03;
  private static final double T60_SLOPE = 0.003;
  private static final double TAIL_SLOPE = 0.009;
  private static final double TAIL_PULL = 0.002;
  private static final double EARLY_SLOPE = 0.02;
  private static final double EARLY_PULL = 0.01;

  private static final SquaredDifferences SLOPE = new SquaredDifferences(1, 1);
  private static final SquaredDifferences CURVATURE = new SquaredDifferences(2, 1);

  /** What a fit takes the room for at first; both start from a T60 of 1 s. */
  public enum Start {
    /**
     * Direct sound that stands out: early taps at -4 dB and tail at -11 dB, which the prior pulls
     * to, the later taps falling by 2 dB each.
     */
    CLEAR,
    /**
     * One exponential decay of which the direct sound is no more than the beginning; nothing pulls
     * to it.
     */
    DIFFUSE
  }

  private final double hopSeconds;
  private final double pull;
  private final TriangularBands bands;
  private final Parameter lnT60;
  private final Parameter lnTail;
  private final Parameter[] lnEarly;
  private final Parameter lnNoise;
  private final SquaredDistance usualTail;
  private final SquaredDistance[] usualEarly;
  private final float[] ratio;
  private final float[] tailWeight;
  private final float[][] early;
  private final float[] noise;
  private final float[] gRatio;
  private final float[] gTail;
  private final float[][] gEarly;
  private final float[] gNoise;

  /**
   * A room that a fit starts from.
   *
   * @param start its levels
   * @param bins F
   * @param hopSeconds h
   * @param taps K, early frames
   * @param lnNoise natural logarithm of n in every band, {@link #bandsOver} of them
   */
  public SpectralRoom(Start start, int bins, double hopSeconds, int taps, float[] lnNoise) {
    this.hopSeconds = hopSeconds;
    this.pull = start == Start.CLEAR ? 1 : 0;
    double fall = LN_MILLION * hopSeconds / START_T60_SECONDS;
    this.bands = bandsOver(bins);
    int count = bands.count();
    this.lnT60 = parameter("T60", count, (float) Math.log(START_T60_SECONDS));
    this.lnTail = parameter("tail level", count, start == Start.CLEAR ? CLEAR_LN_TAIL : 0);
    this.usualTail = new SquaredDistance(lnTail.value());
    this.lnEarly = new Parameter[taps];
    this.usualEarly = new SquaredDistance[taps];
    for (int k = 0; k < taps; k++) {
      float level = start == Start.CLEAR ? CLEAR_LN_EARLY : (float) (-(k + 1) * fall);
      lnEarly[k] = parameter("early tap " + (k + 1), count, level);
      usualEarly[k] = new SquaredDistance(filled(count, CLEAR_LN_EARLY + k * LATER_TAP_NEPERS));
    }
    this.lnNoise = Parameter.linear("noise", lnNoise, RATE_NEPERS);
    this.ratio = new float[bins];
    this.tailWeight = new float[bins];
    this.early = new float[taps][bins];
    this.noise = new float[bins];
    this.gRatio = new float[bins];
    this.gTail = new float[bins];
    this.gEarly = new float[taps][bins];
    this.gNoise = new float[bins];
    update();
  }

  /** The bands that a room over so many bins has numbers for. */
  public static TriangularBands bandsOver(int bins) {
    return TriangularBands.logarithmic(BANDS, bins);
  }

  private static Parameter parameter(String name, int count, float start) {
    return Parameter.linear(name, filled(count, start), RATE_NEPERS);
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  /** All that can be learned. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(lnT60, lnTail, lnNoise));
    all.addAll(Arrays.asList(lnEarly));
    return all;
  }

  /** Bands that the numbers belong to. */
  public TriangularBands bands() {
    return bands;
  }

  /** Number of early taps K. */
  public int taps() {
    return lnEarly.length;
  }

  /** T60 of band b in seconds. */
  public double t60Seconds(int b) {
    return Math.exp(lnT60.value()[b]);
  }

  /** Energy of direct sound and all early taps in band b, at least 1. */
  public double earlyEnergy(int b) {
    return earlyEnergy(b, taps());
  }

  /** Energy of direct sound and the first {@code count} early taps in band b, at least 1. */
  public double earlyEnergy(int b, int count) {
    double sum = 1;
    for (int k = 0; k < count; k++) {
      sum += Math.exp(lnEarly[k].value()[b]);
    }
    return sum;
  }

  /** Energy of the tail in band b. */
  public double tailEnergy(int b) {
    double r = Math.exp(-LN_MILLION * hopSeconds / t60Seconds(b));
    return Math.exp(lnTail.value()[b]) * Math.pow(r, taps() + 1.0) / (1 - r);
  }

  /** Power of the direct sound in a tone that is held, as a share of all of it but the noise. */
  public double directShare() {
    double share = 0;
    for (int b = 0; b < bands.count(); b++) {
      share += 1 / (earlyEnergy(b) + tailEnergy(b));
    }
    return share / bands.count();
  }

  /** Stationary noise in band b. */
  public double noise(int b) {
    return Math.exp(lnNoise.value()[b]);
  }

  /** Takes over what the parameters are now, T60 held between 0.12 and 8 s; after every step. */
  public void update() {
    float low = (float) Math.log(SHORTEST_T60_SECONDS);
    float high = (float) Math.log(LONGEST_T60_SECONDS);
    float[] t60 = lnT60.value();
    for (int b = 0; b < t60.length; b++) {
      t60[b] = Math.min(high, Math.max(low, t60[b]));
    }
    bands.spread(t60, ratio);
    bands.spread(lnTail.value(), tailWeight);
    bands.spread(lnNoise.value(), noise);
    for (int f = 0; f < ratio.length; f++) {
      double r = Math.exp(-LN_MILLION * hopSeconds / Math.exp(ratio[f]));
      ratio[f] = (float) r;
      tailWeight[f] = (float) (Math.exp(tailWeight[f]) * Math.pow(r, taps() + 1.0));
      noise[f] = (float) Math.exp(noise[f]);
    }
    for (int k = 0; k < taps(); k++) {
      bands.spread(lnEarly[k].value(), early[k]);
      for (int f = 0; f < ratio.length; f++) {
        early[k][f] = (float) Math.exp(early[k][f]);
      }
    }
  }

  /** Writes R and V of bins {@code [from, to)} for the dry powers S, all {@code [t][f]}. */
  public void forward(float[][] s, float[][] r, float[][] v, int from, int to) {
    int delay = taps() + 1;
    for (int t = 0; t < s.length; t++) {
      float[] now = s[t];
      float[] sum = v[t];
      for (int f = from; f < to; f++) {
        sum[f] = now[f] + noise[f];
      }
      for (int k = 1; k <= Math.min(taps(), t); k++) {
        addProduct(early[k - 1], s[t - k], sum, from, to);
      }
      if (t >= delay) {
        addProduct(tailWeight, r[t - delay], sum, from, to);
      }
      tail(now, t == 0 ? null : r[t - 1], r[t], from, to);
    }
  }

  private void tail(float[] now, float[] before, float[] into, int from, int to) {
    if (before == null) {
      System.arraycopy(now, from, into, from, to - from);
      return;
    }
    for (int f = from; f < to; f++) {
      into[f] = ratio[f] * before[f] + now[f];
    }
  }

  /**
   * Takes notice of the gradient with respect to V in bins {@code [from, to)}, and writes that with
   * respect to S.
   *
   * @param gv gradient with respect to V {@code [t][f]}
   * @param s dry powers given to forward
   * @param r what forward wrote
   * @param gs gradient with respect to S, overwritten
   */
  public void adjoint(float[][] gv, float[][] s, float[][] r, float[][] gs, int from, int to) {
    int delay = taps() + 1;
    int frames = s.length;
    clear(from, to);
    float[] q = new float[to];
    for (int t = frames - 1; t >= 0; t--) {
      float[] g = gv[t];
      for (int f = from; f < to; f++) {
        q[f] *= ratio[f];
      }
      if (t + delay < frames) {
        addProduct(tailWeight, gv[t + delay], q, from, to);
      }
      float[] into = gs[t];
      for (int f = from; f < to; f++) {
        into[f] = g[f] + q[f];
        gNoise[f] += g[f];
      }
      for (int k = 1; k <= taps(); k++) {
        if (t + k < frames) {
          addProduct(early[k - 1], gv[t + k], into, from, to);
        }
        if (t >= k) {
          addProduct(g, s[t - k], gEarly[k - 1], from, to);
        }
      }
      if (t > 0) {
        addProduct(q, r[t - 1], gRatio, from, to);
      }
      if (t >= delay) {
        addProduct(g, r[t - delay], gTail, from, to);
      }
    }
  }

  private void clear(int from, int to) {
    Arrays.fill(gRatio, from, to, 0);
    Arrays.fill(gTail, from, to, 0);
    Arrays.fill(gNoise, from, to, 0);
    for (float[] tap : gEarly) {
      Arrays.fill(tap, from, to, 0);
    }
  }

  private static void addProduct(float[] a, float[] b, float[] into, int from, int to) {
    for (int f = from; f < to; f++) {
      into[f] += a[f] * b[f];
    }
  }

  /** Adds what {@link #adjoint} has found in all bins, and the gradients of the prior. */
  public void collectGradients() {
    int delay = taps() + 1;
    float[] lnT60OfBins = new float[ratio.length];
    bands.spread(lnT60.value(), lnT60OfBins);
    for (int f = 0; f < ratio.length; f++) {
      double ofTail = (double) gTail[f] * tailWeight[f];
      double ofRatio = gRatio[f] * (double) ratio[f] + delay * ofTail;
      gRatio[f] = (float) (ofRatio * LN_MILLION * hopSeconds / Math.exp(lnT60OfBins[f]));
      gTail[f] = (float) ofTail;
      gNoise[f] *= noise[f];
    }
    bands.collect(gRatio, lnT60.gradient());
    bands.collect(gTail, lnTail.gradient());
    bands.collect(gNoise, lnNoise.gradient());
    for (int k = 0; k < taps(); k++) {
      for (int f = 0; f < ratio.length; f++) {
        gEarly[k][f] *= early[k][f];
      }
      bands.collect(gEarly[k], lnEarly[k].gradient());
    }
    addPriorGradients();
  }

  /**
   * The prior: decays and levels change little from band to band, and lie where rooms have them
   * unless the recording says otherwise.
   */
  public double prior() {
    double sum =
        T60_CURVATURE * CURVATURE.value(lnT60.value())
            + T60_SLOPE * SLOPE.value(lnT60.value())
            + TAIL_SLOPE * SLOPE.value(lnTail.value())
            + pull * TAIL_PULL * usualTail.value(lnTail.value());
    for (int k = 0; k < taps(); k++) {
      sum += EARLY_SLOPE / taps() * SLOPE.value(lnEarly[k].value());
      sum += pull * EARLY_PULL / taps() * usualEarly[k].value(lnEarly[k].value());
    }
    return sum;
  }

  private void addPriorGradients() {
    CURVATURE.addGradient(lnT60.value(), T60_CURVATURE, lnT60.gradient());
    SLOPE.addGradient(lnT60.value(), T60_SLOPE, lnT60.gradient());
    SLOPE.addGradient(lnTail.value(), TAIL_SLOPE, lnTail.gradient());
    usualTail.addGradient(lnTail.value(), pull * TAIL_PULL, lnTail.gradient());
    for (int k = 0; k < taps(); k++) {
      Parameter tap = lnEarly[k];
      SLOPE.addGradient(tap.value(), EARLY_SLOPE / taps(), tap.gradient());
      usualEarly[k].addGradient(tap.value(), pull * EARLY_PULL / taps(), tap.gradient());
    }
  }

  /** Writes direct sound and early taps of frame t, {@code S + sum e_k S[t - k]}. */
  public void early(float[][] s, int t, float[] into) {
    System.arraycopy(s[t], 0, into, 0, into.length);
    for (int k = 1; k <= Math.min(taps(), t); k++) {
      addProduct(early[k - 1], s[t - k], into, 0, into.length);
    }
  }

  /** Noise n in bin f. */
  public float noiseInBin(int f) {
    return noise[f];
  }
}
