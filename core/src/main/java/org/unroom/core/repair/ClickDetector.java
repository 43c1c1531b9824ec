package org.unroom.core.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds clicks in one channel, in blocks of 24 ms whose surroundings an autoregressive model
 * predicts (S. J. Godsill, P. J. W. Rayner, "Digital Audio Restoration", 1998, sec. 5.2). A click
 * of samples {@code [s, e)} shows in the forward prediction error over {@code [s, e + p)} and in
 * the backward one over {@code [s - p, e)}, so
 *
 * <pre>
 *   d[n] = min(max |forward[n + j]|, max |backward[n + j]|),   j = -2..2
 * </pre>
 *
 * bounds it from both sides. A stretch of large d is a candidate when it also stands out from the
 * other peaks within 20 ms, of which voices have one for each period. {@link ClickEvidence} then
 * tells what was added to the sound from what the sound itself began with.
 */
final class ClickDetector {
  private static final double BLOCK_SECONDS = 0.024;
  private static final double LONGEST_SECONDS = 0.002;
  private static final int LONGEST_SAMPLES = 48;
  private static final double NEIGHBOUR_SECONDS = 0.002;

  /** Other clicks may hold five of some twenty neighbours, at 50 a second with their errors. */
  private static final int NEIGHBOUR_RANK = 5;

  private static final int SMEAR = 2;
  private static final int JOIN = 6;
  private static final double MEDIAN_TO_DEVIATION = 1.4826;

  /** -72 dB of full scale, eight steps of 16 bits: the ends of a silence do not count. */
  private static final double SOFTEST = 8 / 32_768.0;

  private final ClickSensitivity sensitivity;
  private final ClickEvidence evidence;
  private final int order;
  private final int block;
  private final int neighbour;
  private final int longest;

  ClickDetector(int sampleRateHz, ClickSensitivity sensitivity) {
    this.sensitivity = sensitivity;
    this.block = Math.max(64, (int) (BLOCK_SECONDS * sampleRateHz));
    this.order = Math.min(32, block / 8);
    this.neighbour = Math.max(4, (int) (NEIGHBOUR_SECONDS * sampleRateHz));
    this.longest = Math.max(LONGEST_SAMPLES, (int) (LONGEST_SECONDS * sampleRateHz));
    this.evidence = new ClickEvidence(sampleRateHz, order);
  }

  /**
   * The clicks of a window, {@code {from, to}} each, in the order of time.
   *
   * @param damaged whether other clicks are known near by, so that less evidence is asked for
   * @param at place of x[0] in the recording: blocks begin at multiples of their length there
   */
  List<int[]> clicks(double[] x, long at, boolean damaged) {
    List<int[]> clicks = new ArrayList<>();
    double least = damaged ? sensitivity.furtherEvidenceDb() : sensitivity.evidenceDb();
    int first = (int) (-at % block);
    for (int start = first; start < x.length; start += block) {
      for (int[] candidate : candidates(x, start)) {
        int last = clicks.size() - 1;
        boolean fresh = last < 0 || candidate[0] > clicks.get(last)[1];
        if (fresh && evidence.fallDb(x, candidate[0], candidate[1]) >= least) {
          clicks.add(candidate);
        }
      }
    }
    return clicks;
  }

  private List<int[]> candidates(double[] x, int start) {
    int from = Math.max(0, start - block / 2 - order);
    int to = Math.min(x.length, start + block + block / 2 + order);
    if (to - from < 4 * order) {
      return List.of();
    }
    double[] around = Arrays.copyOfRange(x, from, to);
    AutoregressiveModel model = AutoregressiveModel.burg(List.of(around), order);
    double[] forward = model.errors(around, 1);
    double deviation = deviation(forward);
    double[] d = smaller(smeared(forward), smeared(model.errors(around, -1)));
    double least = Math.max(SOFTEST, sensitivity.threshold() * deviation);
    List<int[]> found = new ArrayList<>();
    int end = Math.min(start + block, x.length) - from;
    for (int n = Math.max(start, 0) - from; n < end; n++) {
      if (d[n] >= least) {
        int[] run = runFrom(d, n, least);
        n = run[1];
        if (run[1] - run[0] <= longest && prominent(d, run)) {
          found.add(new int[] {from + run[0], from + run[1]});
        }
      }
    }
    return found;
  }

  /** From n to where d stays below {@code least} for some samples. */
  private static int[] runFrom(double[] d, int n, double least) {
    int last = n;
    for (int i = n; i < d.length && i - last <= JOIN; i++) {
      if (d[i] >= least) {
        last = i;
      }
    }
    return new int[] {n, last + 1};
  }

  private boolean prominent(double[] d, int[] run) {
    List<Double> peaks = new ArrayList<>();
    for (int i = order; i + neighbour <= d.length - order; i += neighbour) {
      if (i + neighbour <= run[0] - neighbour / 2 || i >= run[1] + neighbour / 2) {
        peaks.add(peak(d, i, i + neighbour));
      }
    }
    peaks.sort((p, q) -> Double.compare(q, p));
    double usual = peaks.size() > NEIGHBOUR_RANK ? peaks.get(NEIGHBOUR_RANK) : 0;
    return peak(d, run[0], run[1]) >= sensitivity.prominence() * usual;
  }

  private static double peak(double[] d, int from, int to) {
    double peak = 0;
    for (int n = from; n < to; n++) {
      peak = Math.max(peak, d[n]);
    }
    return peak;
  }

  /** Standard deviation by the median, which clicks do not move. */
  private double deviation(double[] errors) {
    double[] sizes =
        Arrays.stream(errors, order, errors.length - order).map(Math::abs).sorted().toArray();
    return MEDIAN_TO_DEVIATION * sizes[sizes.length / 2];
  }

  private static double[] smeared(double[] e) {
    double[] smeared = new double[e.length];
    for (int n = 0; n < e.length; n++) {
      for (int i = Math.max(0, n - SMEAR); i <= Math.min(e.length - 1, n + SMEAR); i++) {
        smeared[n] = Math.max(smeared[n], Math.abs(e[i]));
      }
    }
    return smeared;
  }

  private static double[] smaller(double[] a, double[] b) {
    for (int n = 0; n < a.length; n++) {
      a[n] = Math.min(a[n], b[n]);
    }
    return a;
  }
}
