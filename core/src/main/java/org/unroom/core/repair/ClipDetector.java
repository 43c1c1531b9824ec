package org.unroom.core.repair;

/**
 * Tells whether the waves of one channel are cut off at the top, and where. Of a sound that is not,
 * fewer samples lie in the band just below its peak than in a band of the same width below that (a
 * sine has 3.4 times as many as in each of the next five, the most of any smooth wave); of one that
 * is, most of those that were higher. So {@code [M (1 - w), M]} holds clipped samples when it has
 *
 * <pre>
 *   n(top) &gt;= 7 n(next five) / 5,   n(top) &gt;= 12, in three runs of two and more samples
 * </pre>
 *
 * for the narrowest width w that it does for, from equal values (up to the rounding of a {@code
 * float}) over 1.5 steps of 16 bits for hard clipping to 3 % for strong soft saturation; the bands
 * below are never narrower than those 1.5 steps, for a grid leaves narrow ones empty. The peak M is
 * the window's, not full scale, so that clipping shows also after the sound was turned down, and
 * each polarity has its own.
 *
 * <p>A limiter, too, brings many peaks to one value, but leaves them round: most of its highest
 * samples stand alone, most of clipped ones have a neighbour at the level; where two thirds have
 * not, nothing is clipped. What is clipped softly bends before it is flat. Below the level, bands
 * of 1 % of the peak count as clipped from the top on as long as each holds 1.3 times the mean of
 * the next five and three deviations more, at most down to half of the peak: of a tanh knee that
 * reaches down to about two thirds of the knee's height.
 */
final class ClipDetector {
  private static final double[] WIDTHS = {0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2};
  private static final double ROUNDING = 1.5 / 32_768;
  private static final double EQUAL = 1e-6;
  private static final int BANDS_BELOW = 5;
  private static final double TIMES_THE_NEXT = 7;
  private static final double MOSTLY_FLAT = 2 / 3.0;
  private static final double KNEE_BAND = 0.01;
  private static final double LOWEST_KNEE = 0.5;
  private static final double KNEE_TIMES = 1.3;
  private static final double KNEE_DEVIATIONS = 3;
  private static final int FEWEST = 12;
  private static final int FEWEST_RUNS = 3;

  /** Below this peak, −60 dB, the steps of 16 bits are too wide to tell. */
  private static final double SOFTEST = 1e-3;

  private ClipDetector() {}

  /**
   * The level that samples of one polarity are clipped at.
   *
   * @param sign 1 for the upper half waves, −1 for the lower
   * @return the lowest value of a clipped sample times sign; infinite where none is clipped
   */
  static float level(float[] x, int sign) {
    float peak = 0;
    for (float v : x) {
      peak = Math.max(peak, sign * v);
    }
    if (peak < SOFTEST) {
      return Float.POSITIVE_INFINITY;
    }
    for (double width : WIDTHS) {
      double below = Math.max(width * peak, ROUNDING);
      double top = width == 0 ? EQUAL * peak : below;
      if (cutOff(x, sign, peak, top, below)) {
        return flat(x, sign, peak - top)
            ? knee(x, sign, peak, peak - top)
            : Float.POSITIVE_INFINITY;
      }
    }
    return Float.POSITIVE_INFINITY;
  }

  /** Whether most of the samples at the level have a neighbour there. */
  private static boolean flat(float[] x, int sign, double level) {
    int held = 0;
    int alone = 0;
    for (int n = 0; n < x.length; n++) {
      if (sign * x[n] >= level) {
        held++;
        boolean before = n > 0 && sign * x[n - 1] >= level;
        boolean after = n + 1 < x.length && sign * x[n + 1] >= level;
        alone += before || after ? 0 : 1;
      }
    }
    return held - alone >= MOSTLY_FLAT * held;
  }

  /**
   * Where the waves begin to bend towards the ceiling: bands below the level, {@link #KNEE_BAND} of
   * the peak wide, count as long as they are fuller than those below them.
   */
  private static float knee(float[] x, int sign, float peak, double level) {
    double width = KNEE_BAND * peak;
    int[] held = new int[(int) ((1 - LOWEST_KNEE) / KNEE_BAND) + BANDS_BELOW];
    for (float v : x) {
      double below = (level - sign * v) / width;
      if (below > 0 && below < held.length) {
        held[(int) below]++;
      }
    }
    int bent = 0;
    while (bent + BANDS_BELOW < held.length && fuller(held, bent)) {
      bent++;
    }
    return (float) (level - bent * width);
  }

  /** Whether a band holds more than chance puts there over the mean of the next ones. */
  private static boolean fuller(int[] held, int band) {
    double mean = 0;
    for (int b = band + 1; b <= band + BANDS_BELOW; b++) {
      mean += held[b] / (double) BANDS_BELOW;
    }
    double usual = KNEE_TIMES * mean;
    return held[band] >= FEWEST && held[band] >= usual + KNEE_DEVIATIONS * Math.sqrt(usual);
  }

  /** Whether a band of width {@code top} holds more than bands of width {@code band} below it. */
  private static boolean cutOff(float[] x, int sign, float peak, double top, double band) {
    int inTop = 0;
    int inNext = 0;
    int runs = 0;
    int run = 0;
    for (float v : x) {
      double below = (double) peak - sign * v;
      run = below <= top ? run + 1 : 0;
      runs += run == 2 ? 1 : 0;
      inTop += below <= top ? 1 : 0;
      inNext += below > top && below <= top + BANDS_BELOW * band ? 1 : 0;
    }
    return inTop >= FEWEST && runs >= FEWEST_RUNS && inTop >= TIMES_THE_NEXT * inNext / BANDS_BELOW;
  }
}
