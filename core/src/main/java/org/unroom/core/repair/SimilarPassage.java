package org.unroom.core.repair;

import java.util.Arrays;
import java.util.Optional;
import org.unroom.core.dsp.CrossCorrelation;

/**
 * Fills a gap by a passage that sounds elsewhere in the recording, where there is one whose
 * surroundings are like the gap's (N. Perraudin, N. Holighaus, P. Majdak, P. Balazs, "Inpainting of
 * long audio segments with similarity graphs", IEEE/ACM Trans. Audio Speech Lang. Process. 26 (6),
 * 2018; here the likeness is that of the waves). Over the F samples on both sides,
 *
 * <pre>
 *   r(l) = sum x[n] x[n + l] / sqrt(sum x[n]^2  sum x[n + l]^2)
 * </pre>
 *
 * has to reach 0.9. The passage is scaled to fit, and what it differs by beside the gap dies away
 * within it as an autoregressive model has it ({@link GapInterpolation}), so that nothing breaks.
 */
final class SimilarPassage {
  private static final double FLANK_SECONDS = 0.050;
  private static final double FADE_SECONDS = 0.020;
  private static final double SIDE_SECONDS = 0.1;
  private static final double FARTHEST_SECONDS = 8;

  /** Below it the wave is further from the truth than silence in more than half of all gaps. */
  private static final double ALIKE = 0.9;

  private static final int ORDER = 512;

  private final int flank;
  private final int fade;
  private final int side;
  private final int farthest;
  private final GapInterpolation interpolation = new GapInterpolation(ORDER);

  SimilarPassage(int sampleRateHz) {
    this.flank = Math.max(8, (int) (FLANK_SECONDS * sampleRateHz));
    this.fade = Math.max(4, (int) (FADE_SECONDS * sampleRateHz));
    this.side = Math.max(8, (int) (SIDE_SECONDS * sampleRateHz));
    this.farthest = (int) (FARTHEST_SECONDS * sampleRateHz);
  }

  /** Samples on either side of a gap that are looked at. */
  int reach(int gap) {
    return farthest + gap + 2 * side;
  }

  /**
   * What may be put into {@code x[from..to)}, if anything.
   *
   * @param unknown the samples of x that say nothing, those of the gap among them
   */
  Optional<double[]> fill(double[] x, boolean[] unknown, int from, int to) {
    if (from < flank || to + flank > x.length || flanksUnknown(unknown, from, to)) {
      return Optional.empty();
    }
    int lag = likest(x, unknown, from, to);
    return lag == 0 ? Optional.empty() : Optional.of(from(x, unknown, from, to, lag));
  }

  private boolean flanksUnknown(boolean[] unknown, int from, int to) {
    for (int n = 1; n <= flank; n++) {
      if (unknown[from - n] || unknown[to + n - 1]) {
        return true;
      }
    }
    return false;
  }

  /** The lag of the passage that is most alike; 0 where none is alike enough. */
  private int likest(double[] x, boolean[] unknown, int from, int to) {
    int start = from - flank;
    int end = to + flank;
    float[] template = new float[end];
    double energy = 0;
    for (int n = start; n < end; n++) {
      if (n < from || n >= to) {
        template[n] = (float) x[n];
        energy += x[n] * x[n];
      }
    }
    float[] c = CrossCorrelation.atLags(template, Stretch.toFloat(x, 0, x.length), farthest);
    double[] energies = new double[x.length + 1];
    int[] missing = new int[x.length + 1];
    for (int n = 0; n < x.length; n++) {
      energies[n + 1] = energies[n] + x[n] * x[n];
      missing[n + 1] = missing[n] + (unknown[n] ? 1 : 0);
    }
    int best = 0;
    double most = ALIKE;
    for (int l = Math.max(-farthest, -start); l <= Math.min(farthest, x.length - end); l++) {
      if (missing[end + l] == missing[start + l]) {
        double of = energies[from + l] - energies[start + l] + energies[end + l] - energies[to + l];
        double alike = of > 0 ? c[farthest + l] / Math.sqrt(energy * of) : 0;
        if (alike > most) {
          most = alike;
          best = l;
        }
      }
    }
    return best;
  }

  private double[] from(double[] x, boolean[] unknown, int from, int to, int lag) {
    double product = 0;
    double energy = 0;
    for (int n = from - flank; n < to + flank; n++) {
      if (n < from || n >= to) {
        product += x[n] * x[n + lag];
        energy += x[n + lag] * x[n + lag];
      }
    }
    double gain = product / energy;
    int start = from;
    while (from - start < side && start > 0 && start + lag > 0 && !unknown[start - 1]) {
      start--;
    }
    int end = to;
    while (end - to < side && end < x.length && end + lag < x.length && !unknown[end]) {
      end++;
    }
    double[] rest = new double[end - start];
    for (int n = start; n < end; n++) {
      rest[n - start] = n < from || n >= to ? x[n] - gain * x[n + lag] : 0;
    }
    int length = Math.min(fade, (to - from) / 2);
    interpolation.fill(rest, from - start, from - start + length);
    interpolation.fill(rest, to - start - length, to - start);
    double[] filled = Arrays.copyOfRange(rest, from - start, to - start);
    for (int n = from; n < to; n++) {
      filled[n - from] += gain * x[n + lag];
    }
    return filled;
  }
}
