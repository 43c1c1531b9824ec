package org.unroom.reverb.metrics;

import java.util.OptionalDouble;

/**
 * Extended short-time objective intelligibility, about 0..1,
 *
 * <pre>
 *   ESTOI = mean over segments m of (1/30) sum over t of &lt;x_t, y_t&gt;
 * </pre>
 *
 * where x_t and y_t are the columns (15 bands) of the segments of reference and estimate ({@link
 * IntelligibilityBands}) after each row and then each column had its mean removed and was brought
 * to norm 1. Unlike STOI it looks at the shape of spectra, not only at envelopes, and is the better
 * predictor under reverberation. Source: J. Jensen, C. H. Taal, "An algorithm for predicting the
 * intelligibility of speech masked by modulated noise maskers", IEEE/ACM Trans. ASLP 24 (11), 2016,
 * eq. 4–8, in the conventions of pystoi 0.4.1.
 *
 * <p>1 for equal signals; rows and columns without movement count as 0 (pystoi adds random noise of
 * 2e-16 there); not available under the same conditions as {@link Stoi}.
 */
public final class Estoi {
  /** Norms below this share of a segment's largest magnitude are rounding, not movement. */
  private static final double ROUNDING = 1e-7;

  private Estoi() {}

  /** ESTOI of the pair as it lies; align it before. */
  public static OptionalDouble of(SignalPair pair) {
    if (SignalPair.energy(pair.reference()) == 0) {
      return OptionalDouble.empty();
    }
    return of(IntelligibilityBands.of(pair));
  }

  static OptionalDouble of(IntelligibilityBands bands) {
    int segments = bands.segments();
    if (segments == 0) {
      return OptionalDouble.empty();
    }
    double[][] x = new double[IntelligibilityBands.SEGMENT][IntelligibilityBands.BANDS];
    double[][] y = new double[IntelligibilityBands.SEGMENT][IntelligibilityBands.BANDS];
    double sum = 0;
    for (int m = 0; m < segments; m++) {
      normalize(bands.reference(), m, x);
      normalize(bands.estimate(), m, y);
      for (int t = 0; t < x.length; t++) {
        for (int b = 0; b < x[t].length; b++) {
          sum += x[t][b] * y[t][b] / x.length;
        }
      }
    }
    return OptionalDouble.of(sum / segments);
  }

  /** Rows along time first, {@code bands[b][first..]}, then the columns {@code segment[t]}. */
  private static void normalize(float[][] bands, int first, double[][] segment) {
    double[] row = new double[segment.length];
    for (int b = 0; b < bands.length; b++) {
      for (int t = 0; t < row.length; t++) {
        row[t] = bands[b][first + t];
      }
      normalize(row);
      for (int t = 0; t < row.length; t++) {
        segment[t][b] = row[t];
      }
    }
    for (double[] column : segment) {
      normalize(column);
    }
  }

  private static void normalize(double[] v) {
    double mean = 0;
    double largest = 0;
    for (double value : v) {
      mean += value / v.length;
      largest = Math.max(largest, Math.abs(value));
    }
    double squares = 0;
    for (double value : v) {
      squares += (value - mean) * (value - mean);
    }
    double norm = Math.sqrt(squares);
    boolean moves = norm > ROUNDING * largest;
    for (int i = 0; i < v.length; i++) {
      v[i] = moves ? (v[i] - mean) / norm : 0;
    }
  }
}
