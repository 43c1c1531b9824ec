package org.unroom.reverb.acoustics;

import java.util.Arrays;

/**
 * Where a decay sinks into stationary noise, found by iteration as A. Lundeby, T. E. Vigran, H.
 * Bietz, M. Vorländer, "Uncertainties of measurements in room acoustics", Acustica 81 (1995): the
 * squared response is averaged over intervals, a line is laid through the decay above the noise,
 * the noise is measured behind the point where they cross, the intervals follow the slope, and so
 * again. A response that decays to its end has no noise, and one that does not decay has no range.
 *
 * @param kneeSample where decay and noise are equal: integration ends there
 * @param power of the noise per sample; 0 where there is none
 * @param beyond energy of the decay behind the knee, were it not covered: the compensation of the
 *     backward integration
 */
record NoiseFloor(int kneeSample, double power, double beyond) {
  private static final double FIRST_INTERVAL_SECONDS = 0.01;
  private static final double LONGEST_INTERVAL_SECONDS = 0.05;
  private static final double INDEPENDENT_VALUES = 1.5;
  private static final double LAST_SHARE = 0.1;
  private static final double ABOVE_NOISE_DB = 8;
  private static final double LATE_RANGE_DB = 20;
  private static final double INTERVALS_PER_10_DB = 5;
  private static final double MARGIN_DB = 5;
  private static final int ROUNDS = 6;
  private static final int LEAST_POINTS = 4;

  /**
   * Looks for the noise in a squared response.
   *
   * @param energy squared samples, the decay's start first
   * @param sampleRateHz samples a second
   * @param bandwidthHz of the response: intervals hold more than one independent value
   */
  static NoiseFloor of(double[] energy, int sampleRateHz, double bandwidthHz) {
    int end = energy.length;
    double noise = mean(energy, (int) (end * (1 - LAST_SHARE)), end);
    double shortest = Math.max(FIRST_INTERVAL_SECONDS / 4, INDEPENDENT_VALUES / bandwidthHz);
    double seconds = Math.max(FIRST_INTERVAL_SECONDS, shortest);
    int interval = (int) Math.max(1, seconds * sampleRateHz);
    double knee = Double.NaN;
    DecayLine line = new DecayLine(0, 0, 0);
    for (int round = 0; round < ROUNDS; round++) {
      line = lateLine(energy, interval, sampleRateHz, noise, round == 0);
      if (!(line.slope() < 0)) {
        return new NoiseFloor(end, noise, Arrays.stream(energy).sum());
      }
      double before = knee;
      knee = line.secondsAt(level(noise)) * sampleRateHz;
      double perSecond = -line.slope() / 10 * INTERVALS_PER_10_DB;
      seconds = Math.max(shortest, Math.min(LONGEST_INTERVAL_SECONDS, 1 / perSecond));
      interval = (int) Math.max(1, seconds * sampleRateHz);
      double noiseFrom = knee - MARGIN_DB / line.slope() * sampleRateHz;
      int from = (int) Math.max(0, Math.min(noiseFrom, end * (1 - LAST_SHARE)));
      noise = mean(energy, from, end);
      if (Math.abs(knee - before) < interval / 4.0) {
        break;
      }
    }
    return result(energy, sampleRateHz, noise, knee, line);
  }

  private static NoiseFloor result(
      double[] energy, int rate, double noise, double knee, DecayLine line) {
    int end = energy.length;
    double nepersPerSample = -line.slope() * Math.log(10) / 10 / rate;
    boolean decaysToTheEnd = knee > end * (1 - LAST_SHARE);
    int stop = decaysToTheEnd ? end : (int) Math.max(1, knee);
    double levelThere = line.level() + line.slope() * stop / rate;
    return new NoiseFloor(
        stop, decaysToTheEnd ? 0 : noise, Math.pow(10, levelThere / 10) / nepersPerSample);
  }

  /** The line through the averaged levels from the noise up; the first time, through all. */
  private static DecayLine lateLine(
      double[] energy, int interval, int rate, double noise, boolean all) {
    int count = Math.max(1, energy.length / interval);
    double floor = level(noise) + ABOVE_NOISE_DB;
    int strongest = 0;
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      levels[i] = level(mean(energy, i * interval, Math.min(energy.length, (i + 1) * interval)));
      strongest = levels[i] > levels[strongest] ? i : strongest;
    }
    int last = strongest;
    // one interval below may be a dip; the second in a row is noise
    for (int i = strongest + 1; i < count && Math.max(levels[i], levels[i - 1]) > floor; i++) {
      last = levels[i] > floor ? i : last;
    }
    // the interval of the direct sound does not belong to the decay
    int start = Math.min(strongest + 1, last);
    int first = start;
    if (!all) {
      first = last;
      while (first > start
          && (levels[first - 1] < levels[last] + LATE_RANGE_DB
              || last - first < LEAST_POINTS - 1)) {
        first--;
      }
    }
    DecayLine.Sums sums = new DecayLine.Sums();
    for (int i = first; i <= last; i++) {
      sums.add((i + 0.5) * interval / rate, levels[i]);
    }
    if (sums.count() < 2) {
      // all of it in one interval: the slowest that it can have been
      sums = new DecayLine.Sums();
      sums.add((strongest + 0.5) * interval / rate, levels[strongest]);
      sums.add((strongest + 1.5) * interval / rate, level(noise));
    }
    return sums.line();
  }

  private static double level(double power) {
    return 10 * Math.log10(power + Double.MIN_NORMAL);
  }

  private static double mean(double[] x, int from, int to) {
    return Arrays.stream(x, from, Math.max(from, to)).average().orElse(0);
  }
}
