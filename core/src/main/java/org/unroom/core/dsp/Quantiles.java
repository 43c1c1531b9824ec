package org.unroom.core.dsp;

import java.util.Arrays;

/** Order statistics. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The median; of an even number of values the mean of the middle two.
   *
   * @param values at least one, in any order, none NaN; not changed
   */
  public static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no median; give at least one");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
