package org.unroom.reverb.metrics;

import java.util.OptionalDouble;

/**
 * Short-time objective intelligibility, about 0..1,
 *
 * <pre>
 *   STOI = mean over segments m and bands b of corr(x, min(y |x| / |y|, (1 + 10^(15/20)) x))
 * </pre>
 *
 * with x and y the magnitudes of reference and estimate in band b over the 30 frames (384 ms) of
 * segment m ({@link IntelligibilityBands}) and corr the correlation coefficient about the means.
 * Source: C. H. Taal et al., "An algorithm for intelligibility prediction of time-frequency
 * weighted noisy speech", IEEE Trans. ASLP 19 (7), 2011, eq. 3–6 (eq. 3 with the clipping at −15
 * dB), in the conventions of pystoi 0.4.1.
 *
 * <p>1 for equal signals; a band without movement counts as 0; not available when the reference is
 * silent or less than a segment of it is within 40 dB of its loudest frame (pystoi gives 1e-5).
 */
public final class Stoi {
  private static final double CLIPPING = 1 + Math.pow(10, 15 / 20.0);
  private static final double EPSILON = Math.ulp(1.0);

  private Stoi() {}

  /** STOI of the pair as it lies; align it before. */
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
    double sum = 0;
    for (int m = 0; m < segments; m++) {
      for (int b = 0; b < IntelligibilityBands.BANDS; b++) {
        sum += bandCorrelation(bands.reference()[b], bands.estimate()[b], m);
      }
    }
    return OptionalDouble.of(sum / segments / IntelligibilityBands.BANDS);
  }

  private static double bandCorrelation(float[] x, float[] y, int first) {
    double gain = norm(x, first) / (norm(y, first) + EPSILON);
    double[] reference = new double[IntelligibilityBands.SEGMENT];
    double[] clipped = new double[IntelligibilityBands.SEGMENT];
    for (int i = 0; i < reference.length; i++) {
      reference[i] = x[first + i];
      clipped[i] = Math.min(gain * y[first + i], CLIPPING * x[first + i]);
    }
    return correlation(reference, clipped);
  }

  private static double norm(float[] x, int first) {
    double squares = 0;
    for (int i = first; i < first + IntelligibilityBands.SEGMENT; i++) {
      squares += x[i] * (double) x[i];
    }
    return Math.sqrt(squares);
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += x[i] / x.length;
      meanY += y[i] / y.length;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / ((Math.sqrt(xx) + EPSILON) * (Math.sqrt(yy) + EPSILON));
  }
}
