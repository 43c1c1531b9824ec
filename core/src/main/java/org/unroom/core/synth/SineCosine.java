package org.unroom.core.synth;

/**
 * Sine and cosine of a phase in cycles, of any size, through half the angle,
 *
 * <pre>
 *   h = pi (x - round(x)),   sin 2h = 2 sin h cos h,   cos 2h = 1 - 2 sin^2 h
 * </pre>
 *
 * with Taylor's series of sin h and cos h up to the 15th and 16th power (|h| at most pi/2: within
 * 6e-11). In double precision, because a bank of oscillators multiplies the error by the number of
 * the harmonic; five times as quick as {@link Math#sin}, and the same bits on every machine.
 */
final class SineCosine {
  private static final double[] SINE = series(1);
  private static final double[] COSINE = series(0);

  private SineCosine() {}

  /** 1/1!, -1/3!, 1/5! … or 1/0!, -1/2!, 1/4! …: eight of them, and a ninth for the cosine. */
  private static double[] series(int first) {
    double[] c = new double[9];
    double factorial = 1;
    for (int i = 0; i < c.length; i++) {
      c[i] = (i % 2 == 0 ? 1 : -1) / factorial;
      factorial *= (2 * i + first + 1.0) * (2 * i + first + 2.0);
    }
    return c;
  }

  /** Sine of half the wrapped angle. */
  private static double halfSine(double h2, double h) {
    double p = SINE[7];
    p = p * h2 + SINE[6];
    p = p * h2 + SINE[5];
    p = p * h2 + SINE[4];
    p = p * h2 + SINE[3];
    p = p * h2 + SINE[2];
    p = p * h2 + SINE[1];
    p = p * h2 + SINE[0];
    return p * h;
  }

  private static double halfCosine(double h2) {
    double p = COSINE[8];
    p = p * h2 + COSINE[7];
    p = p * h2 + COSINE[6];
    p = p * h2 + COSINE[5];
    p = p * h2 + COSINE[4];
    p = p * h2 + COSINE[3];
    p = p * h2 + COSINE[2];
    p = p * h2 + COSINE[1];
    return p * h2 + COSINE[0];
  }

  /** Writes sin(2 pi x[j]) and cos(2 pi x[j]); all arrays have the same length. */
  static void of(double[] cycles, float[] sine, float[] cosine) {
    for (int j = 0; j < cycles.length; j++) {
      double h = Math.PI * (cycles[j] - Math.rint(cycles[j]));
      double h2 = h * h;
      double s = halfSine(h2, h);
      sine[j] = (float) (2 * s * halfCosine(h2));
      cosine[j] = (float) (1 - 2 * s * s);
    }
  }
}
