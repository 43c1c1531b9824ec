package org.unroom.core.testkit;

/**
 * Decay time of an impulse response, the plain way: backward-integrated energy
 *
 * <pre>
 *   L(n) = 10 log10( sum over m &gt;= n of h[m]^2 / sum over m &gt;= start of h[m]^2 )
 * </pre>
 *
 * and the least-squares line through its samples from −5 dB to −35 dB, {@code T60 = -60 / slope}.
 * For responses without noise floor; not the toolkit's estimator but what tests hold against it.
 * Source: M. R. Schroeder, "New method of measuring reverberation time", JASA 37, 1965.
 */
public final class DecayFit {
  private static final double TOP_DB = -5;
  private static final double BOTTOM_DB = -35;

  private DecayFit() {}

  /** T60 in seconds of the decay that begins at sample {@code start}. */
  public static double t60Seconds(float[] h, int start, int sampleRateHz) {
    double[] tailEnergy = tailEnergy(h);
    double n = 0;
    double sumT = 0;
    double sumL = 0;
    double sumTt = 0;
    double sumTl = 0;
    for (int i = start; i < h.length; i++) {
      double level = 10 * Math.log10(tailEnergy[i] / tailEnergy[start]);
      if (level <= TOP_DB && level >= BOTTOM_DB) {
        double t = i / (double) sampleRateHz;
        n++;
        sumT += t;
        sumL += level;
        sumTt += t * t;
        sumTl += t * level;
      }
    }
    return -60 * (n * sumTt - sumT * sumT) / (n * sumTl - sumT * sumL);
  }

  /** Clarity in dB: energy of the first 50 ms after {@code direct} over the energy after them. */
  public static double c50Db(float[] h, int direct, int sampleRateHz) {
    double[] tailEnergy = tailEnergy(h);
    double late = tailEnergy[Math.min(h.length, direct + sampleRateHz / 20)];
    return 10 * Math.log10((tailEnergy[0] - late) / late);
  }

  /** {@code e[n]} = energy of {@code h[n..]}; one more than h has samples, the last is 0. */
  private static double[] tailEnergy(float[] h) {
    double[] e = new double[h.length + 1];
    for (int n = h.length - 1; n >= 0; n--) {
      e[n] = e[n + 1] + h[n] * (double) h[n];
    }
    return e;
  }
}
