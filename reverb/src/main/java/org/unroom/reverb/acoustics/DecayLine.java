package org.unroom.reverb.acoustics;

/**
 * The least-squares line through levels, {@code L(t) = a + b t}, for decays that go on at {@code
 * T60 = -60 / b}, and how straight they are: ISO 3382-2 annex B calls {@code 1000 (1 - r^2)} the
 * non-linearity in per mille and trusts decays below 10.
 *
 * @param level a in dB
 * @param slope b in dB a second
 * @param nonlinearityPermille 0 for a straight line
 */
record DecayLine(double level, double slope, double nonlinearityPermille) {
  private static final double PERMILLE = 1000;
  private static final double DECAY_DB = 60;

  /** T60 in seconds; infinite for what does not decay. */
  double t60Seconds() {
    return slope < 0 ? -DECAY_DB / slope : Double.POSITIVE_INFINITY;
  }

  /** When the line passes a level, in seconds. */
  double secondsAt(double db) {
    return (db - level) / slope;
  }

  /** Sums of points, then their line. */
  static final class Sums {
    private int n;
    private double t;
    private double l;
    private double tt;
    private double tl;
    private double ll;

    void add(double seconds, double db) {
      n++;
      t += seconds;
      l += db;
      tt += seconds * seconds;
      tl += seconds * db;
      ll += db * db;
    }

    int count() {
      return n;
    }

    /** The line; needs two points at different times. */
    DecayLine line() {
      double varT = tt - t * t / n;
      double cov = tl - t * l / n;
      double varL = ll - l * l / n;
      double slope = cov / varT;
      double explained = varL > 0 ? Math.min(1, slope * cov / varL) : 1;
      return new DecayLine((l - slope * t) / n, slope, PERMILLE * (1 - explained));
    }
  }
}
