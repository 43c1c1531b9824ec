package org.unroom.reverb.model;

import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.Parameter;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.loss.PowerSparsity;
import org.unroom.core.loss.SquaredDifferences;
import org.unroom.core.loss.SquaredDistance;

/**
 * A DDSP source in expectation: a harmonic tone whose fundamental is known and filtered noise, both
 * with so few numbers that they cannot imitate a room,
 *
 * <pre>
 *   S[t][f] = sum over h of exp( L[t] + D_h(t) ) K(f - h f0[t])  +  sum over b of exp( N_b[t] ) B_b[f]
 * </pre>
 *
 * L: loudness of the frame; D_h: distribution over the partials, which changes slowly (knots every
 * 8 frames, linear between); N: noise in 12 bands. All are natural logarithms of power. A held tone
 * is cheap, and so is a new one; old partials that ring on under a new tone have no parameter (J.
 * Engel et al., "DDSP: differentiable digital signal processing", ICLR 2020, sec. 3.1 to 3.4, for
 * the source).
 */
public final class HarmonicSource {
  private static final int KNOT_FRAMES = 8;
  private static final int NOISE_BANDS = 12;
  private static final double LOUDNESS_RATE_NEPERS = 0.3;
  private static final double RATE_NEPERS = 0.2;
  private static final float NOISE_START_NEPERS = -3;
  private static final double NOISE_START_QUANTILE = 0.25;
  private static final double BAND_SCALE_QUANTILE = 0.9;
  private static final PowerSparsity LINE_SPARSITY = new PowerSparsity(1e-7);
  private static final PowerSparsity NOISE_SPARSITY = new PowerSparsity(1e-6);
  private static final double LINES_FEW = 0.1;
  private static final double FEW_BESIDE_TONE = 0.06;
  private static final double FEW_ALONE = 4;
  private static final double DISTRIBUTION_SLOW = 0.02;
  private static final double DISTRIBUTION_PULL = 0.0006;
  private static final double NOISE_SLOW = 0.002;

  private final HarmonicLines lines;
  private final double fewNoise;
  private final TriangularBands bands;
  private final int frames;
  private final int knots;
  private final Parameter loudness;
  private final Parameter distribution;
  private final Parameter noise;
  private final SquaredDifferences slowDistribution;
  private final SquaredDifferences slowNoise;
  private final SquaredDistance startDistribution;
  private final float loudest;
  private final float[] bandScale;
  private final float[][] power;
  private final float[][] gPower;
  private final float[][] noisePower;

  /**
   * Starts from what the recording has at the partials and between them.
   *
   * @param lines where the partials are, as many frames as {@code measured}
   * @param measured powers of the recording {@code [t][f]}, above 0
   * @param directShare of the power at the partials that the source starts with, above 0, at most
   *     1; the rest is the room's
   * @param tonalShare how far this is a tone, 0..1: where the noise is all there is, as in
   *     percussion, its free numbers would explain the room if they were not held down 70 times as
   *     strongly
   */
  public HarmonicSource(
      HarmonicLines lines, float[][] measured, double directShare, double tonalShare) {
    this.lines = lines;
    this.fewNoise = FEW_ALONE * Math.pow(FEW_BESIDE_TONE / FEW_ALONE, tonalShare);
    this.frames = measured.length;
    this.knots = (frames - 1) / KNOT_FRAMES + 2;
    this.bands = TriangularBands.logarithmic(NOISE_BANDS - 1, measured[0].length);
    this.power = new float[frames][lines.count()];
    this.gPower = new float[frames][lines.count()];
    this.noisePower = new float[frames][bands.count()];
    float[] level = new float[frames];
    this.slowDistribution = new SquaredDifferences(1, lines.count());
    this.slowNoise = new SquaredDifferences(1, bands.count());
    float[] start = new float[knots * lines.count()];
    float lnShare = (float) Math.log(directShare);
    read(measured, lnShare, level, start);
    this.startDistribution = new SquaredDistance(start);
    this.loudness = Parameter.linear("loudness", level, LOUDNESS_RATE_NEPERS);
    this.distribution = Parameter.linear("distribution", start, RATE_NEPERS);
    this.noise = Parameter.linear("noise bands", noiseStart(measured), RATE_NEPERS);
    float max = Float.NEGATIVE_INFINITY;
    for (float l : level) {
      max = Math.max(max, l);
    }
    this.loudest = (float) Math.exp(max - lnShare);
    this.bandScale = bandScale(measured);
    update();
  }

  /** Loudness and distribution from the bins at the partials. */
  private void read(float[][] measured, float lnShare, float[] level, float[] start) {
    float[][] at = new float[frames][lines.count()];
    for (int t = 0; t < frames; t++) {
      double sum = 0;
      for (int h = 0; h < lines.count(); h++) {
        at[t][h] = lines.peak(t, h, measured[t]);
        sum += at[t][h];
      }
      level[t] = (float) Math.log(sum) + lnShare;
    }
    for (int j = 0; j < knots; j++) {
      int from = Math.max(0, (j - 1) * KNOT_FRAMES);
      int to = Math.min(frames, (j + 1) * KNOT_FRAMES);
      from = Math.min(from, frames - 1);
      double all = 0;
      double[] ofPartials = new double[lines.count()];
      for (int t = from; t < Math.max(to, from + 1); t++) {
        for (int h = 0; h < ofPartials.length; h++) {
          ofPartials[h] += at[t][h];
          all += at[t][h];
        }
      }
      for (int h = 0; h < ofPartials.length; h++) {
        start[j * ofPartials.length + h] = (float) Math.log(ofPartials[h] / all);
      }
    }
  }

  private float[] noiseStart(float[][] measured) {
    float[] start = new float[frames * bands.count()];
    for (int t = 0; t < frames; t++) {
      for (int b = 0; b < bands.count(); b++) {
        int from = b == 0 ? 0 : bands.peak(b - 1);
        int to = b + 1 < bands.count() ? bands.peak(b + 1) : bands.bins() - 1;
        float[] sorted = Arrays.copyOfRange(measured[t], from, to + 1);
        Arrays.sort(sorted);
        float low = sorted[(int) (NOISE_START_QUANTILE * (sorted.length - 1))];
        start[t * bands.count() + b] = (float) Math.log(low) + NOISE_START_NEPERS;
      }
    }
    return start;
  }

  private float[] bandScale(float[][] measured) {
    float[] scale = new float[bands.count()];
    float[] ofFrames = new float[frames];
    for (int b = 0; b < scale.length; b++) {
      int from = b == 0 ? 0 : bands.peak(b - 1);
      int to = b + 1 < bands.count() ? bands.peak(b + 1) : bands.bins() - 1;
      for (int t = 0; t < frames; t++) {
        double sum = 0;
        for (int f = from; f <= to; f++) {
          sum += measured[t][f];
        }
        ofFrames[t] = (float) (sum / (to - from + 1));
      }
      Arrays.sort(ofFrames);
      scale[b] = ofFrames[(int) (BAND_SCALE_QUANTILE * (frames - 1))];
    }
    return scale;
  }

  /** All that can be learned. */
  public List<Parameter> parameters() {
    return List.of(loudness, distribution, noise);
  }

  /** Number of frames T. */
  public int frames() {
    return frames;
  }

  /** Power of the partials at frame t {@code [h]}, as of the last {@link #forward}; not a copy. */
  public float[] partials(int t) {
    return power[t];
  }

  /** Power of the noise in all bins at frame t, as of the last {@link #forward}. */
  public double noisePower(int t) {
    float[] ofBins = new float[bands.bins()];
    bands.spread(noisePower[t], ofBins);
    double sum = 0;
    for (float v : ofBins) {
      sum += v;
    }
    return sum;
  }

  /** Writes S {@code [t][f]} of frame t. */
  public void forward(int t, float[] s) {
    int j = t / KNOT_FRAMES;
    float share = (t % KNOT_FRAMES) / (float) KNOT_FRAMES;
    float[] d = distribution.value();
    int count = lines.count();
    for (int h = 0; h < count; h++) {
      float before = d[j * count + h];
      float after = d[(j + 1) * count + h];
      power[t][h] = (float) Math.exp(loudness.value()[t] + before + share * (after - before));
    }
    for (int b = 0; b < bands.count(); b++) {
      noisePower[t][b] = (float) Math.exp(noise.value()[t * bands.count() + b]);
    }
    bands.spread(noisePower[t], s);
    lines.forward(t, power[t], s);
  }

  private void update() {
    float[] unused = new float[bands.bins()];
    for (int t = 0; t < frames; t++) {
      forward(t, unused);
    }
  }

  /** Takes notice of the gradient with respect to S of frame t. */
  public void adjoint(int t, float[] gs) {
    lines.adjoint(t, gs, gPower[t]);
    double sum = 0;
    for (int h = 0; h < lines.count(); h++) {
      gPower[t][h] *= power[t][h];
      sum += gPower[t][h];
    }
    loudness.gradient()[t] += (float) sum;
    float[] ofBands = new float[bands.count()];
    bands.collect(gs, ofBands);
    for (int b = 0; b < ofBands.length; b++) {
      noise.gradient()[t * ofBands.length + b] += ofBands[b] * noisePower[t][b];
    }
  }

  /**
   * Adds what {@link #adjoint} of all frames has found for the distribution, and the gradients of
   * the prior.
   *
   * @param few weight of the part that likes few loud frames, 0..1
   */
  public void collectGradients(double few) {
    int count = lines.count();
    float[] g = distribution.gradient();
    for (int t = 0; t < frames; t++) {
      int j = t / KNOT_FRAMES;
      float share = (t % KNOT_FRAMES) / (float) KNOT_FRAMES;
      for (int h = 0; h < count; h++) {
        g[j * count + h] += (1 - share) * gPower[t][h];
        g[(j + 1) * count + h] += share * gPower[t][h];
      }
    }
    fewLines(LINES_FEW * few, true);
    fewNoise(fewNoise * few, true);
    slowDistribution.addGradient(distribution.value(), DISTRIBUTION_SLOW, g);
    startDistribution.addGradient(distribution.value(), DISTRIBUTION_PULL, g);
    slowNoise.addGradient(noise.value(), NOISE_SLOW, noise.gradient());
  }

  /** The prior: few loud frames, a distribution and noise that change slowly. */
  public double prior(double few) {
    return fewLines(LINES_FEW * few, false)
        + fewNoise(fewNoise * few, false)
        + DISTRIBUTION_SLOW * slowDistribution.value(distribution.value())
        + DISTRIBUTION_PULL * startDistribution.value(distribution.value())
        + NOISE_SLOW * slowNoise.value(noise.value());
  }

  private double fewLines(double weight, boolean withGradients) {
    float[] x = new float[frames];
    for (int t = 0; t < frames; t++) {
      x[t] = (float) Math.exp(loudness.value()[t]) / loudest;
    }
    if (withGradients) {
      float[] g = new float[frames];
      LINE_SPARSITY.addGradient(x, weight / frames, g);
      for (int t = 0; t < frames; t++) {
        loudness.gradient()[t] += g[t] * x[t];
      }
    }
    return weight / frames * LINE_SPARSITY.value(x);
  }

  private double fewNoise(double weight, boolean withGradients) {
    int count = bands.count();
    double scale = weight / ((double) frames * count);
    float[] x = new float[count];
    float[] g = new float[count];
    double sum = 0;
    for (int t = 0; t < frames; t++) {
      for (int b = 0; b < count; b++) {
        x[b] = (float) Math.exp(noise.value()[t * count + b]) / bandScale[b];
      }
      sum += scale * NOISE_SPARSITY.value(x);
      if (withGradients) {
        Arrays.fill(g, 0);
        NOISE_SPARSITY.addGradient(x, scale, g);
        for (int b = 0; b < count; b++) {
          noise.gradient()[t * count + b] += g[b] * x[b];
        }
      }
    }
    return sum;
  }
}
