package org.unroom.core.repair;

import java.util.Arrays;
import java.util.List;
import org.unroom.core.dsp.Decibels;

/**
 * Tells a click, added to the sound, from a shock that the sound itself rings on from: additive and
 * innovative outliers (A. J. Fox, "Outliers in time series", J. Royal Stat. Soc. B 34 (3), 1972). A
 * model of both sides interpolates the candidate {@code [s, e)}. If something was added there, the
 * prediction errors of the samples behind it, {@code [e, e + p)}, which are predicted from it, fall
 * by much; a shock (of the vocal cords, a plosive, castanets) has no errors behind it to fall.
 * Where a candidate holds some of the sound behind the click, the errors of {@code [s, e + p)}
 * tell, less what any e - s free samples would explain of a shock.
 */
final class ClickEvidence {
  private static final double SIDE_SECONDS = 0.020;

  private final GapInterpolation interpolation;
  private final int order;
  private final int side;

  ClickEvidence(int sampleRateHz, int order) {
    this.order = order;
    this.interpolation = new GapInterpolation(order);
    this.side = Math.max(4 * order, (int) (SIDE_SECONDS * sampleRateHz));
  }

  /** By how many dB the errors fall, beyond what a shock's would. */
  double fallDb(double[] x, int from, int to) {
    int start = Math.max(0, from - side);
    double[] before = Arrays.copyOfRange(x, start, Math.min(x.length, to + side));
    int s = from - start;
    int e = to - start;
    double[] after = before.clone();
    List<int[]> gap = List.of(new int[] {s, e});
    AutoregressiveModel model = interpolation.fill(after, gap);
    double[] errorsBefore = model.errors(before, 1);
    double[] errorsAfter = model.errors(after, 1);
    int end = Math.min(before.length, e + order);
    double behind = energy(errorsBefore, e, end) / energy(errorsAfter, e, end);
    double all = energy(errorsBefore, s, end) / energy(errorsAfter, s, end) / (to - from);
    return Decibels.ofPower(Math.max(behind, all));
  }

  private static double energy(double[] e, int from, int to) {
    double energy = Double.MIN_NORMAL;
    for (int n = from; n < to; n++) {
      energy += e[n] * e[n];
    }
    return energy;
  }
}
