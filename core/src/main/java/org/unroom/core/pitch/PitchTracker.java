package org.unroom.core.pitch;

import java.util.Arrays;
import org.unroom.core.parallel.Workers;

/**
 * Tracks the fundamental of one voice or instrument, also in a reverberant room:
 *
 * <ol>
 *   <li>Power spectra of Hann frames of about 128 ms, up to 6 kHz.
 *   <li>What is only ringing on is taken down: {@code P'[t] = max(P[t] - g P[t - 70 ms], P[t] /
 *       50)} with g the decay of a room of T60 3 s. A tone that is held keeps its shape, one that
 *       has ended and decays faster than that is left with a fiftieth.
 *   <li>{@link CombSalience} of candidates 20 cents apart, in the fourth root of P', each frame's
 *       norm 1; divided by the 90 % quantile of the frames' largest.
 *   <li>{@link PitchPath} with a price of 0.12 a semitone, at most 0.55.
 *   <li>Between the candidates: the weighted median of {@link PitchSpectra#reassignedHz} / h over
 *       the harmonics h, which is exact for steady tones.
 * </ol>
 *
 * The result does not depend on the number of threads.
 */
public final class PitchTracker {
  private static final double REFERENCE_RATE_HZ = 16000;
  private static final int REFERENCE_LENGTH = 2048;
  private static final double HIGHEST_HARMONIC_HZ = 6000;
  private static final double STEP_CENTS = 20;
  private static final double JUMP_PER_SEMITONE = 0.12;
  private static final double LARGEST_JUMP = 0.55;
  private static final double RINGING_SECONDS = 0.07;
  private static final double RINGING_T60_SECONDS = 3;
  private static final float LEFT_OF_RINGING = 0.02f;
  private static final double SCALE_QUANTILE = 0.9;

  private final int sampleRateHz;
  private final int nFft;
  private final int bins;
  private final double binHz;
  private final double[] candidates;
  private final Workers workers;

  /**
   * A tracker for any number of signals.
   *
   * @param sampleRateHz samples per second; harmonics are used up to 6 kHz or half of it
   */
  public PitchTracker(int sampleRateHz, PitchRange range, Workers workers) {
    this.sampleRateHz = sampleRateHz;
    double octaves = Math.log(sampleRateHz / REFERENCE_RATE_HZ) / Math.log(2);
    this.nFft = (int) Math.scalb(REFERENCE_LENGTH, (int) Math.rint(octaves));
    this.binHz = sampleRateHz / (double) nFft;
    this.bins = Math.min(nFft / 2, (int) Math.ceil(HIGHEST_HARMONIC_HZ / binHz)) + 1;
    this.candidates = range.candidates(STEP_CENTS);
    this.workers = workers;
    if (range.highestHz() * 3 / 2 > (bins - 1) * binHz) {
      throw new IllegalArgumentException(
          "highestHz=%s is too high for sampleRateHz=%d; use up to %.0f Hz"
              .formatted(range.highestHz(), sampleRateHz, (bins - 1) * binHz * 2 / 3));
    }
  }

  /** Frames with their middles at samples 0, hop, 2 hop ... up to the end of the signal. */
  public PitchTrack track(float[] x, int hop) {
    return track(x, 0, hop, x.length / hop + 1);
  }

  /**
   * Frames with their middles at samples {@code first + t hop}, t = 0..frames-1; outside the signal
   * there are zeros.
   *
   * @param hop samples from frame to frame, at least 1
   */
  public PitchTrack track(float[] x, int first, int hop, int frames) {
    if (hop < 1 || frames < 1) {
      throw new IllegalArgumentException(
          "hop=%d and frames=%d must be at least 1".formatted(hop, frames));
    }
    float[][] power = new float[frames][bins];
    workers.forEach(
        frames,
        () -> new PitchSpectra(nFft, sampleRateHz),
        (t, spectra) -> spectra.power(x, first + t * hop, power[t]));
    float[][] enhanced = new float[frames][bins];
    int lag = Math.max(1, (int) Math.round(RINGING_SECONDS * sampleRateHz / hop));
    double rest = Math.pow(10, -6.0 * lag * hop / (RINGING_T60_SECONDS * sampleRateHz));
    workers.forEach(
        frames,
        t -> takeDownRinging(power[t], t < lag ? null : power[t - lag], (float) rest, enhanced[t]));
    int[] path = path(enhanced);
    float[] f0Hz = new float[frames];
    float[] confidence = new float[frames];
    HarmonicShare share = new HarmonicShare(binHz, power);
    workers.forEach(
        frames,
        () -> new PitchSpectra(nFft, sampleRateHz),
        (t, spectra) -> {
          spectra.load(x, first + t * hop);
          PitchRefinement refinement = new PitchRefinement(binHz, enhanced[t], spectra);
          f0Hz[t] = (float) refinement.of(candidates[path[t]]);
          confidence[t] = (float) share.of(t, f0Hz[t]);
        });
    return new PitchTrack(
        first / (double) sampleRateHz, hop / (double) sampleRateHz, f0Hz, confidence);
  }

  private static void takeDownRinging(float[] now, float[] before, float rest, float[] into) {
    for (int f = 0; f < into.length; f++) {
      float ringing = before == null ? 0 : rest * before[f];
      into[f] = Math.max(now[f] - ringing, LEFT_OF_RINGING * now[f]);
    }
  }

  private int[] path(float[][] enhanced) {
    float[][] salience = new float[enhanced.length][candidates.length];
    CombSalience comb = new CombSalience(binHz);
    workers.forEach(
        enhanced.length,
        () -> new float[bins],
        (t, compressed) -> {
          compress(enhanced[t], compressed);
          for (int i = 0; i < candidates.length; i++) {
            salience[t][i] = (float) comb.of(compressed, candidates[i]);
          }
        });
    scale(salience);
    return new PitchPath(JUMP_PER_SEMITONE * STEP_CENTS / 100, LARGEST_JUMP).through(salience);
  }

  private static void compress(float[] power, float[] compressed) {
    double norm = 0;
    for (int f = 0; f < power.length; f++) {
      compressed[f] = (float) Math.sqrt(Math.sqrt(power[f]));
      norm += compressed[f] * compressed[f];
    }
    float factor = norm > 0 ? (float) (1 / Math.sqrt(norm)) : 0;
    for (int f = 0; f < power.length; f++) {
      compressed[f] *= factor;
    }
  }

  private static void scale(float[][] salience) {
    float[] largest = new float[salience.length];
    for (int t = 0; t < largest.length; t++) {
      for (float s : salience[t]) {
        largest[t] = Math.max(largest[t], s);
      }
    }
    float[] sorted = largest.clone();
    Arrays.sort(sorted);
    float reference = sorted[(int) (SCALE_QUANTILE * (sorted.length - 1))];
    if (reference > 0) {
      for (float[] frame : salience) {
        for (int i = 0; i < frame.length; i++) {
          frame[i] /= reference;
        }
      }
    }
  }
}
