package org.unroom.core.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/**
 * Finds clicks in one channel, in blocks of 24 ms whose surroundings an autoregressive model
 * predicts (S. J. Godsill, P. J. W. Rayner, "Digital Audio Restoration", 1998, sec. 5.2). What was
 * added at sample n shows best in the error of its interpolation from both sides, the prediction
 * error through the matched filter,
 *
 * <pre>
 *   h[n] = sum over l = -p..p of b[|l|] x[n + l],   b as in {@link GapInterpolation}
 * </pre>
 *
 * From the largest h on, {@link ClickCandidate} tells how far a click goes and whether it is one;
 * what is, is interpolated before the next is looked for, and the model is then estimated anew.
 */
final class ClickDetector {
  private static final double BLOCK_SECONDS = 0.024;
  private static final double STRETCH_SECONDS = 0.002;
  private static final double LONGEST_SECONDS = 0.002;
  private static final int LONGEST_SAMPLES = 64;
  private static final int HIGHEST_ORDER = 32;

  /** With the model of the damaged sound and with that of the repaired one. */
  private static final int ROUNDS = 2;

  /** Samples beside a candidate that are not looked at again. */
  private static final int BESIDE = 2;

  private final ClickSensitivity sensitivity;
  private final ClickCandidate candidate;
  private final int order;
  private final int block;
  private final int stretch;

  ClickDetector(int sampleRateHz, ClickSensitivity sensitivity) {
    this.sensitivity = sensitivity;
    this.block = Math.max(64, (int) (BLOCK_SECONDS * sampleRateHz));
    this.stretch = Math.max(4, (int) (STRETCH_SECONDS * sampleRateHz));
    this.order = Math.min(HIGHEST_ORDER, block / 8);
    int longest = Math.max(LONGEST_SAMPLES, (int) (LONGEST_SECONDS * sampleRateHz));
    this.candidate = new ClickCandidate(sampleRateHz, order, longest);
  }

  /**
   * Takes clicks out of a window and tells where they were, {@code {from, to}} each, in the order
   * of time.
   *
   * @param x the window, in which clicks are interpolated roughly
   * @param at place of x[0] in the recording: blocks begin at multiples of their length there
   * @param perSecond clicks that were found in it before
   * @param rejected candidates at their strongest samples that were none and would not be looked at
   *     differently; changed
   */
  List<int[]> takeOut(
      double[] x, long at, double perSecond, NavigableMap<Integer, ClickCandidate.Click> rejected) {
    double leastDb = sensitivity.evidenceDb(perSecond);
    List<int[]> clicks = new ArrayList<>();
    int first = (int) (-at % block);
    for (int start = first; start < x.length; start += block) {
      int before = -1;
      for (int round = 0; round < ROUNDS && clicks.size() > before; round++) {
        before = clicks.size();
        search(x, start, leastDb, clicks, rejected);
      }
    }
    clicks.sort(Comparator.comparingInt(click -> click[0]));
    return clicks;
  }

  private void search(
      double[] x,
      int start,
      double leastDb,
      List<int[]> clicks,
      NavigableMap<Integer, ClickCandidate.Click> rejected) {
    int from = Math.max(0, start - block / 2 - order);
    int to = Math.min(x.length, start + block + block / 2 + order);
    if (to - from < 4 * order) {
      return;
    }
    double[] around = Arrays.copyOfRange(x, from, to);
    AutoregressiveModel model = AutoregressiveModel.burg(List.of(around), order);
    double deviation = ClickCandidate.deviation(model.errors(around), order);
    double[] b = model.coefficientProducts();
    double[] h = surprise(x, from, to, b);
    double large = Math.max(ClickCandidate.SOFTEST, sensitivity.threshold() * deviation);
    double least = Math.max(large * Math.sqrt(b[0]), sensitivity.prominence() * usual(h));
    boolean[] seen = new boolean[to - from];
    int first = Math.max(order, start - from);
    int end = Math.min(start + block, x.length - order) - from;
    for (int seed; (seed = largest(h, seen, first, end, least)) >= 0; ) {
      seen[seed] = true;
      ClickCandidate.Click click = rejected.get(from + seed);
      if (click == null || click.evidenceDb() >= leastDb) {
        click = candidate.takeOut(x, from + seed, leastDb);
      }
      rejected.put(from + seed, click);
      if (click.evidenceDb() >= leastDb) {
        clicks.add(new int[] {click.from(), click.to()});
        int reach = candidate.reach();
        rejected.subMap(click.from() - reach, click.to() + reach).clear();
        h = surprise(x, from, to, b);
      }
      Arrays.fill(
          seen,
          Math.max(0, click.from() - BESIDE - from),
          Math.min(seen.length, click.to() + BESIDE - from),
          true);
    }
  }

  /** h of {@code x[from..to)}, 0 where it is not known. */
  private static double[] surprise(double[] x, int from, int to, double[] b) {
    double[] h = new double[to - from];
    int p = b.length - 1;
    for (int n = from + p; n < to - p; n++) {
      double sum = b[0] * x[n];
      for (int l = 1; l <= p; l++) {
        sum += b[l] * (x[n - l] + x[n + l]);
      }
      h[n - from] = sum;
    }
    return h;
  }

  /** What |h| rises to in half of all stretches of 2 ms: some sounds are rough throughout. */
  private double usual(double[] h) {
    double[] peaks = new double[Math.max(1, h.length / stretch)];
    for (int n = 0; n < h.length / stretch * stretch; n++) {
      peaks[n / stretch] = Math.max(peaks[n / stretch], Math.abs(h[n]));
    }
    Arrays.sort(peaks);
    return peaks[peaks.length / 2];
  }

  /** Index of the largest |h| from {@code least} on that was not seen; -1 where there is none. */
  private static int largest(double[] h, boolean[] seen, int from, int to, double least) {
    int largest = -1;
    double most = least;
    for (int n = from; n < to; n++) {
      if (!seen[n] && Math.abs(h[n]) >= most) {
        most = Math.abs(h[n]);
        largest = n;
      }
    }
    return largest;
  }
}
