package org.unroom.reverb.fit;

/**
 * A decay of two parts, as coupled rooms have it: the energy falls as
 *
 * <pre>
 *   E'(t) = a1 10^(-6 t / T1) + a2 10^(-6 t / T2),   T1 &lt;= T2
 * </pre>
 *
 * @param earlySeconds T1, above 0
 * @param lateSeconds T2, at least T1
 * @param lateShare of the energy behind the first 48 ms that decays with T2, 0..1
 */
public record TwoSlopes(double earlySeconds, double lateSeconds, double lateShare) {
  private static final double FROM_SECONDS = 0.048;
  private static final double TOP_DB = -5;
  private static final double BOTTOM_DB = -35;
  private static final double STEPS = 2000;

  /** Energy a second at t, in units of the energy behind 48 ms. */
  public double power(double seconds) {
    return part(1 - lateShare, earlySeconds, seconds) + part(lateShare, lateSeconds, seconds);
  }

  private static double part(double share, double t60, double seconds) {
    double perSecond = 6 * Math.log(10) / t60;
    return share * perSecond * Math.exp(-perSecond * (seconds - FROM_SECONDS));
  }

  /** Energy from the direct sound on, in the same unit, if both decay from there. */
  public double energyFromStart() {
    return left(0);
  }

  private double left(double seconds) {
    double since = 6 * Math.log(10) * (seconds - FROM_SECONDS);
    return (1 - lateShare) * Math.exp(-since / earlySeconds)
        + lateShare * Math.exp(-since / lateSeconds);
  }

  /** T60 as it is read from the backward-integrated decay: a line from -5 to -35 dB. */
  public double t60Seconds() {
    double st = 0;
    double sl = 0;
    double stt = 0;
    double stl = 0;
    int count = 0;
    double all = left(0);
    double level = 0;
    for (int i = 0; level >= BOTTOM_DB; i++) {
      double t = i * lateSeconds / STEPS;
      level = 10 * Math.log10(left(t) / all);
      if (level <= TOP_DB && level >= BOTTOM_DB) {
        st += t;
        sl += level;
        stt += t * t;
        stl += t * level;
        count++;
      }
    }
    return -60 * (count * stt - st * st) / (count * stl - st * sl);
  }
}
