package org.unroom.core.repair;

import java.util.Arrays;
import java.util.List;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.Quantiles;

/**
 * Tells a click, added to the sound, from a shock that the sound itself rings on from: additive and
 * innovative outliers (A. J. Fox, "Outliers in time series", J. Royal Stat. Soc. B 34 (3), 1972). A
 * model of both sides interpolates the candidate {@code [s, e)}, as {@link ClickExtent} finds it.
 * If something was added there, the prediction errors of {@code [s, e + p)}, all predicted from it,
 * fall by much; a shock (of the vocal cords, a plosive, castanets) has none behind it to fall, and
 * what any e - s free samples would explain of it does not count,
 *
 * <pre>
 *   evidence = E_before[s, e + p) / E_after[s, e + p) / (e - s)
 * </pre>
 */
final class ClickCandidate {
  private static final double SIDE_SECONDS = 0.020;
  private static final double MEDIAN_TO_DEVIATION = 1.4826;

  /** -72 dB of full scale, eight steps of 16 bits: less is not heard, or is the steps. */
  static final double SOFTEST = 8 / 32_768.0;

  /** -120 dB of full scale, for silence. */
  private static final double TINY = 1e-12;

  private final int order;
  private final int longest;
  private final int side;

  ClickCandidate(int sampleRateHz, int order, int longest) {
    this.order = order;
    this.longest = longest;
    this.side = Math.max(4 * order, (int) (SIDE_SECONDS * sampleRateHz));
  }

  /**
   * What seems to be a click, {@code [from, to)}.
   *
   * @param evidenceDb that it is one, without bound below where it is too long or too soft
   */
  record Click(int from, int to, double evidenceDb) {}

  /** Samples on both sides of a candidate's strongest one that decide about it. */
  int reach() {
    return longest / 2 + side;
  }

  /** Looks at the stretch around a sample and takes a click of enough evidence out of y. */
  Click takeOut(double[] y, int seed, double leastDb) {
    int half = longest / 2;
    int start = Math.max(0, seed - half - side);
    double[] before = Arrays.copyOfRange(y, start, Math.min(y.length, seed + half + side));
    int hole = Math.max(0, seed - half - start);
    int behind = Math.min(before.length, seed + half - start);
    AutoregressiveModel model =
        AutoregressiveModel.burg(
            List.of(Arrays.copyOf(before, hole), Arrays.copyOfRange(before, behind, before.length)),
            order);
    double[] b = model.coefficientProducts();
    double[] errors = model.errors(before);
    double variance = Math.max(TINY, Math.pow(deviation(errors, model.order()), 2));
    ClickExtent growth = new ClickExtent(b, before, longest);
    int[] extent = growth.around(seed - start, variance);
    double[] after = filled(before, extent, b);
    double local = local(model, after, extent);
    if (local > variance) {
      extent = growth.around(seed - start, local);
      after = filled(before, extent, b);
    }
    int end = Math.min(before.length, extent[1] + model.order());
    double fall =
        energy(errors, extent[0], end)
            / (Double.MIN_NORMAL + model.errorEnergy(after, extent[0], end));
    int length = extent[1] - extent[0];
    boolean possible = length < longest && change(before, after) >= SOFTEST;
    double db = possible ? Decibels.ofPower(fall / length) : Double.NEGATIVE_INFINITY;
    if (db >= leastDb) {
      System.arraycopy(after, extent[0], y, start + extent[0], length);
    }
    return new Click(start + extent[0], start + extent[1], db);
  }

  private static double[] filled(double[] x, int[] extent, double[] b) {
    double[] y = x.clone();
    GapInterpolation.fill(y, extent[0], extent[1], b);
    return y;
  }

  /** Variance of the errors just beside a click: near the shocks of a voice they are larger. */
  private static double local(AutoregressiveModel model, double[] after, int[] extent) {
    int from = Math.max(0, extent[0] - 2 * model.order());
    int to = Math.min(after.length, extent[1] + 2 * model.order());
    int free = extent[1] - extent[0];
    return model.errorEnergy(after, from, to) / Math.max(1, to - from - free);
  }

  private static double change(double[] before, double[] after) {
    double most = 0;
    for (int n = 0; n < before.length; n++) {
      most = Math.max(most, Math.abs(after[n] - before[n]));
    }
    return most;
  }

  /** Standard deviation by the median, which clicks do not move; the first errors do not count. */
  static double deviation(double[] errors, int order) {
    double[] sizes = new double[errors.length - order];
    Arrays.setAll(sizes, i -> Math.abs(errors[order + i]));
    return MEDIAN_TO_DEVIATION * Quantiles.ofRank(sizes, sizes.length / 2);
  }

  private static double energy(double[] e, int from, int to) {
    double energy = Double.MIN_NORMAL;
    for (int n = from; n < to; n++) {
      energy += e[n] * e[n];
    }
    return energy;
  }
}
