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

  /**
   * The value that {@code rank} others are not above, as {@code values[rank]} after sorting (C. A.
   * R. Hoare, "Algorithm 65: find", Comm. ACM 4 (7), 1961).
   *
   * @param values none NaN; brought into another order
   * @param rank 0..values.length - 1
   */
  public static double ofRank(double[] values, int rank) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return values[rank];
      }
    }
    return values[rank];
  }
}
