package org.unroom.core.repair;

import java.util.Arrays;
import org.unroom.core.dsp.Decibels;

/**
 * The quietest that a stretch of a recording gets, frequency by frequency, and whether that is
 * noise. Powers are cut into tiles of 0.12 s by six bins. In a tile of Gaussian noise they are
 * distributed exponentially, wherefore
 *
 * <pre>
 *   flatness = ln(mean P) - mean(ln P) = 0.5772 = 2.5 dB
 * </pre>
 *
 * with a deviation of half a decibel; a tone, its decay, an onset are further from it. The floor of
 * a band is what 3 % of its tiles do not exceed; N[f] is the mean of the tiles at the floor, and
 * {@code noiseLike} the share of those tiles whose flatness is that of noise. In the pauses of
 * speech, between the partials of an instrument, the floor is the noise; of a sound held without a
 * pause it is that sound. Digital silence does not count.
 *
 * <p>Compare R. Martin, "Noise power spectral density estimation based on optimal smoothing and
 * minimum statistics", IEEE Trans. Speech Audio Process. 9 (5), 2001, whose minima are the floor
 * here.
 */
final class NoiseFloor {
  private static final double TILE_SECONDS = 0.12;
  private static final int TILE_BINS = 6;
  private static final double NOISE_FLATNESS_DB = 2.5;
  private static final double FLATNESS_RANGE_DB = 1.5;
  private static final double QUIETEST = 0.03;

  /** Four deviations of the level of a tile of noise, which the quietest are two below. */
  private static final double AT_FLOOR_DB = 4;

  private static final int SMOOTHING_BINS = 2;

  /** Fewer tiles, half a second, tell nothing of a floor. */
  private static final int FEWEST_TILES = 8;

  private final float[] power;
  private final float[] noiseLike;

  private NoiseFloor(float[] power, float[] noiseLike) {
    this.power = power;
    this.noiseLike = noiseLike;
  }

  /** N[f], f = 0..bins-1; this object's own array. */
  float[] power() {
    return power;
  }

  /** Share of the tiles at the floor that are like noise, 0..1 for each bin; its own array. */
  float[] noiseLike() {
    return noiseLike;
  }

  /**
   * Of powers {@code [frame][bin]}.
   *
   * @param hopSeconds time between the frames, which overlap by half
   */
  static NoiseFloor of(float[][] powers, double hopSeconds) {
    int bins = powers.length == 0 ? 0 : powers[0].length;
    int frames = Math.max(4, (int) Math.round(TILE_SECONDS / hopSeconds));
    int[] starts = starts(powers, frames);
    float[] noise = new float[bins];
    float[] noiseLike = new float[bins];
    if (starts.length >= FEWEST_TILES) {
      int bands = Math.max(1, (bins - 2) / TILE_BINS);
      for (int b = 0; b < bands; b++) {
        int from = 1 + b * TILE_BINS;
        int to = b + 1 == bands ? bins - 1 : from + TILE_BINS;
        band(powers, starts, frames, from, to, noise, noiseLike);
      }
      // at 0 and half the sampling rate the spectrum is real, and its statistics are others
      noise[0] = noise[1];
      noise[bins - 1] = noise[bins - 2];
      noiseLike[0] = noiseLike[1];
      noiseLike[bins - 1] = noiseLike[bins - 2];
    }
    return new NoiseFloor(smooth(noise), noiseLike);
  }

  /** First frames of the tiles, which overlap by half, without any silent frame. */
  private static int[] starts(float[][] powers, int frames) {
    boolean[] silent = new boolean[powers.length];
    for (int t = 0; t < powers.length; t++) {
      double sum = 0;
      for (float p : powers[t]) {
        sum += p;
      }
      silent[t] = !(sum > 0);
    }
    int[] starts = new int[powers.length];
    int n = 0;
    for (int t = 0; t + frames <= powers.length; t += frames / 2) {
      boolean sounds = true;
      for (int i = t; i < t + frames; i++) {
        sounds &= !silent[i];
      }
      if (sounds) {
        starts[n++] = t;
      }
    }
    return Arrays.copyOf(starts, n);
  }

  private static void band(
      float[][] powers,
      int[] starts,
      int frames,
      int from,
      int to,
      float[] noise,
      float[] noiseLike) {
    double[] levelDb = new double[starts.length];
    boolean[] flat = new boolean[starts.length];
    for (int k = 0; k < starts.length; k++) {
      double sum = 0;
      double logs = 0;
      for (int t = starts[k]; t < starts[k] + frames; t++) {
        for (int f = from; f < to; f++) {
          double p = powers[t][f] + Double.MIN_NORMAL;
          sum += p;
          logs += Math.log(p);
        }
      }
      int cells = frames * (to - from);
      levelDb[k] = Decibels.ofPower(sum / cells);
      double flatnessDb = levelDb[k] - Decibels.ofPower(Math.exp(logs / cells));
      flat[k] = Math.abs(flatnessDb - NOISE_FLATNESS_DB) <= FLATNESS_RANGE_DB;
    }
    double[] sorted = levelDb.clone();
    Arrays.sort(sorted);
    double highestDb = sorted[(int) (QUIETEST * sorted.length)] + AT_FLOOR_DB;
    int atFloor = 0;
    int like = 0;
    for (int k = 0; k < starts.length; k++) {
      if (levelDb[k] <= highestDb) {
        atFloor++;
        like += flat[k] ? 1 : 0;
        for (int f = from; f < to; f++) {
          for (int t = starts[k]; t < starts[k] + frames; t++) {
            noise[f] += powers[t][f] / frames;
          }
        }
      }
    }
    for (int f = from; f < to; f++) {
      noise[f] /= atFloor;
      noiseLike[f] = like / (float) atFloor;
    }
  }

  private static float[] smooth(float[] noise) {
    float[] smooth = new float[noise.length];
    for (int f = 0; f < noise.length; f++) {
      int from = Math.max(0, f - SMOOTHING_BINS);
      int to = Math.min(noise.length, f + SMOOTHING_BINS + 1);
      for (int g = from; g < to; g++) {
        smooth[f] += noise[g] / (to - from);
      }
    }
    return smooth;
  }
}
