package org.unroom.core.repair;

/**
 * How steady the lines of a hum are over all of a recording: hum lasts through pauses and whatever
 * is played, a note does not. A line is steady if its power stays within 6 dB for 80 % of the time.
 */
final class HumSteadiness {
  private static final double SELDOM = 0.1;
  private static final double STEADY_DB = 6;

  /** Classes of half a decibel from -200 to +50 dB of full scale. */
  private static final int PER_DB = 2;

  private static final int LOWEST_DB = -200;
  private static final int CLASSES = 250 * PER_DB;

  private final long[][][] counts;
  private final double[][] sums;
  private double fastest = Double.NEGATIVE_INFINITY;
  private double slowest = Double.POSITIVE_INFINITY;
  private double turned;
  private long frames;

  HumSteadiness(int channels, int lines) {
    this.counts = new long[channels][lines][CLASSES];
    this.sums = new double[channels][lines];
  }

  /** Adds the frames {@code [from, to)} of a stretch. */
  void add(Hum hum, int from, int to) {
    for (int c = 0; c < sums.length; c++) {
      for (int h = 0; h < sums[c].length; h++) {
        for (int k = from; k < to; k++) {
          double power = hum.power(c, h, k);
          double db = 10 * Math.log10(power) - LOWEST_DB;
          counts[c][h][(int) Math.max(0, Math.min(CLASSES - 1, PER_DB * db))]++;
          sums[c][h] += power;
        }
      }
    }
    for (int k = from; k + 1 < Math.min(to + 1, hum.frames()); k++) {
      double perSample = (hum.cycles(k + 1) - hum.cycles(k)) / hum.hop();
      fastest = Math.max(fastest, perSample);
      slowest = Math.min(slowest, perSample);
      turned += perSample;
      frames++;
    }
  }

  /** Share of the lines' power, 0..1, that is in steady ones. */
  double share() {
    double steady = 0;
    double all = Double.MIN_NORMAL;
    for (int c = 0; c < sums.length; c++) {
      for (int h = 0; h < sums[c].length; h++) {
        int range = quantile(counts[c][h], 1 - SELDOM) - quantile(counts[c][h], SELDOM);
        steady += range <= STEADY_DB * PER_DB ? sums[c][h] : 0;
        all += sums[c][h];
      }
    }
    return steady / all;
  }

  private static int quantile(long[] counts, double share) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    long below = 0;
    int i = 0;
    while (i + 1 < counts.length && (below += counts[i]) <= share * (all - 1)) {
      i++;
    }
    return i;
  }

  /** Energy of the hum in all channels, of one sample for each frame. */
  double meanPower() {
    double sum = 0;
    for (double[] lines : sums) {
      for (double line : lines) {
        sum += line / 2;
      }
    }
    return sum / Math.max(1, frames);
  }

  /** Mean of the fundamental in cycles a sample. */
  double mean() {
    return turned / Math.max(1, frames);
  }

  /** Its largest deviation from the mean. */
  double deviation() {
    return Math.max(fastest - mean(), mean() - slowest);
  }
}
