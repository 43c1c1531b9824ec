package org.unroom.reverb.acoustics;

import java.util.Optional;

/**
 * A decay of two parts, as coupled rooms and rooms with an uneven spread of absorption have: the
 * sum of two exponential decays that fits a backward-integrated curve clearly better than one does,
 *
 * <pre>
 *   E(t) = a1 10^(-6 t / T1) + a2 10^(-6 t / T2),   sum over t of (a1 e1/E + a2 e2/E - 1)^2 = min
 * </pre>
 *
 * over a grid of T1 &lt; T2, with a1, a2 at least 0 from the linear problem that is left (N. Xiang,
 * P. M. Goggans, "Evaluation of decay times in coupled spaces", JASA 110 (3), 2001, for the model).
 *
 * @param earlySeconds T1
 * @param lateSeconds T2
 * @param kneeDb level of the curve where the second decay takes over
 */
public record DoubleSlope(double earlySeconds, double lateSeconds, double kneeDb) {
  private static final int POINTS = 100;
  private static final double LEAST_SPAN_DB = 25;
  private static final double DEEPEST_DB = -60;
  private static final double ABOVE_NOISE_DB = 3;
  private static final double BENT_DB = 1;
  private static final double CHANCE = 0.7;
  private static final double BETTER = 0.5;
  private static final double DEEPEST_KNEE_DB = -40;
  private static final double LEAST_RATIO = 1.5;
  private static final int GRID = 45;
  private static final double STEP = 1.1;

  /**
   * Looks for a second slope in a curve.
   *
   * @param first sample from which on the curve is decay alone
   * @param bandwidthHz of the response
   */
  static Optional<DoubleSlope> in(
      DecayCurve curve, int first, int sampleRateHz, double bandwidthHz) {
    double[] level = curve.levelDb();
    double lowest = Math.max(DEEPEST_DB, ABOVE_NOISE_DB - curve.rangeDb());
    int last = first;
    while (last < level.length && level[last] >= lowest) {
      last++;
    }
    if (last - first < POINTS || level[first] - level[last - 1] < LEAST_SPAN_DB) {
      return Optional.empty();
    }
    double[] seconds = new double[POINTS];
    double[] db = new double[POINTS];
    DecayLine.Sums sums = new DecayLine.Sums();
    for (int i = 0; i < POINTS; i++) {
      int n = first + (int) ((long) (last - 1 - first) * i / (POINTS - 1));
      seconds[i] = (n - first) / (double) sampleRateHz;
      db[i] = level[n];
      sums.add(seconds[i], db[i]);
    }
    DecayLine line = sums.line();
    double single = 0;
    for (int i = 0; i < POINTS; i++) {
      single += Math.pow(line.level() + line.slope() * seconds[i] - db[i], 2);
    }
    double straight = Math.max(BENT_DB, chanceDb(line.t60Seconds(), bandwidthHz));
    return line.slope() >= 0 || Math.sqrt(single / POINTS) < straight
        ? Optional.empty()
        : best(seconds, db, line.t60Seconds(), single);
  }

  /** How far chance alone bends the curve of a decaying noise: of B T60 / 13.8 values are left. */
  private static double chanceDb(double t60, double bandwidthHz) {
    double values = bandwidthHz * t60 / (6 * Math.log(10));
    return CHANCE * 10 / Math.log(10) / Math.sqrt(values);
  }

  private static Optional<DoubleSlope> best(
      double[] seconds, double[] db, double t60, double single) {
    double least = Double.POSITIVE_INFINITY;
    DoubleSlope best = null;
    double[][] e = new double[GRID][POINTS];
    for (int g = 0; g < GRID; g++) {
      for (int i = 0; i < POINTS; i++) {
        e[g][i] = Math.pow(10, -6 * seconds[i] / grid(g, t60) - db[i] / 10);
      }
    }
    for (int early = 0; early < GRID; early++) {
      for (int late = early + 1; late < GRID; late++) {
        double[] a = weights(e[early], e[late]);
        double misfit = misfit(e[early], e[late], a);
        if (misfit < least) {
          least = misfit;
          best = of(grid(early, t60), grid(late, t60), a);
        }
      }
    }
    boolean better = least < BETTER * BETTER * single;
    boolean apart = better && best.lateSeconds > LEAST_RATIO * best.earlySeconds;
    return apart && best.kneeDb > DEEPEST_KNEE_DB ? Optional.of(best) : Optional.empty();
  }

  private static double grid(int g, double t60) {
    return t60 * Math.pow(STEP, g - GRID / 2);
  }

  private static DoubleSlope of(double early, double late, double[] a) {
    double crossing = Math.log10(a[0] / a[1]) / (6 / early - 6 / late);
    double level = 10 * Math.log10(2 * a[1]) - 60 * crossing / late;
    return new DoubleSlope(early, late, level);
  }

  /** The a1, a2 of the least squared relative error. */
  private static double[] weights(double[] p, double[] q) {
    double pp = 0;
    double pq = 0;
    double qq = 0;
    double p1 = 0;
    double q1 = 0;
    for (int i = 0; i < POINTS; i++) {
      pp += p[i] * p[i];
      pq += p[i] * q[i];
      qq += q[i] * q[i];
      p1 += p[i];
      q1 += q[i];
    }
    double determinant = pp * qq - pq * pq;
    return new double[] {(p1 * qq - q1 * pq) / determinant, (q1 * pp - p1 * pq) / determinant};
  }

  /** Sum of squared differences in dB; infinite where a weight is not positive. */
  private static double misfit(double[] p, double[] q, double[] a) {
    if (!(a[0] > 0 && a[1] > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += Math.pow(10 * Math.log10(a[0] * p[i] + a[1] * q[i]), 2);
    }
    return sum;
  }
}
