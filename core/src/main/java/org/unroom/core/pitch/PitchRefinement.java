package org.unroom.core.pitch;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Moves a fundamental from the grid of candidates to where the harmonics are: the median of {@code
 * hz(h) / h}, harmonic h weighted by its magnitude times h (its phase tells h times as much), where
 * hz(h) is the reassigned frequency at the strongest bin next to {@code h f0}. Harmonics that would
 * move it by more than half a semitone are left out, as other sounds.
 */
final class PitchRefinement {
  private static final double FARTHEST = Math.pow(2, 0.5 / 12);

  private final double binHz;
  private final float[] power;
  private final PitchSpectra spectra;

  /**
   * In one frame.
   *
   * @param power {@code [f]}, what is only ringing on taken down
   * @param spectra that the same frame was loaded into
   */
  PitchRefinement(double binHz, float[] power, PitchSpectra spectra) {
    this.binHz = binHz;
    this.power = power;
    this.spectra = spectra;
  }

  /** The fundamental near {@code f0Hz}. */
  double of(double f0Hz) {
    double[][] votes = new double[CombSalience.HARMONICS][];
    int count = 0;
    double all = 0;
    for (int h = 1; h <= CombSalience.HARMONICS; h++) {
      int f = strongestNear(h * f0Hz / binHz);
      if (f < 0 || power[f] == 0) {
        break;
      }
      double hz = spectra.reassignedHz(f) / h;
      if (hz > f0Hz / FARTHEST && hz < f0Hz * FARTHEST) {
        double weight = h * Math.sqrt(power[f]);
        votes[count++] = new double[] {hz, weight};
        all += weight;
      }
    }
    return count == 0 ? f0Hz : median(Arrays.copyOf(votes, count), all);
  }

  /** The strongest of the two bins around a place and their neighbours; -1 beyond the spectrum. */
  private int strongestNear(double place) {
    int from = Math.max(1, (int) place - 1);
    int to = Math.min(power.length - 1, (int) place + 2);
    if (place > power.length - 1) {
      return -1;
    }
    int best = from;
    for (int f = from; f <= to; f++) {
      best = power[f] > power[best] ? f : best;
    }
    return best;
  }

  private static double median(double[][] votes, double all) {
    Arrays.sort(votes, Comparator.comparingDouble(vote -> vote[0]));
    double sum = 0;
    for (double[] vote : votes) {
      sum += vote[1];
      if (sum >= all / 2) {
        return vote[0];
      }
    }
    return votes[votes.length - 1][0];
  }
}
