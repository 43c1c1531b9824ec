package org.unroom.core.loudness;

/**
 * The K-weighting of ITU-R BS.1770-4, Annex 1: a shelf for the head (stage 1) and a high-pass
 * (stage 2), each
 *
 * <pre>
 *   y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]
 * </pre>
 *
 * The recommendation gives coefficients at 48 kHz only. They are those of the bilinear transform
 * with K = tan(pi f0 / rate) of an analogue shelf (f0 1681.97 Hz, Q 0.7072, +4 dB) and high-pass
 * (f0 38.14 Hz, Q 0.5003), which gives them at every rate; at 48 kHz they agree with tables 1 and 2
 * to 1e-9. One instance holds the state of one channel.
 */
final class KWeighting {
  private static final double SHELF_HZ = 1681.974450955533;
  private static final double SHELF_Q = 0.7071752369554196;
  private static final double SHELF_DB = 3.999843853973347;
  private static final double SHELF_SLOPE = 0.4996667741545416;
  private static final double HIGH_PASS_HZ = 38.13547087602444;
  private static final double HIGH_PASS_Q = 0.5003270373238773;

  private final double[] shelf;
  private final double[] highPass;
  private double shelf1;
  private double shelf2;
  private double high1;
  private double high2;

  KWeighting(int sampleRateHz) {
    shelf = shelf(sampleRateHz);
    highPass = highPass(sampleRateHz);
  }

  /** Stage 1 as {@code b0 b1 b2 a1 a2}. */
  static double[] shelf(int sampleRateHz) {
    double k = Math.tan(Math.PI * SHELF_HZ / sampleRateHz);
    double high = Math.pow(10, SHELF_DB / 20);
    double band = Math.pow(high, SHELF_SLOPE);
    double a0 = 1 + k / SHELF_Q + k * k;
    return new double[] {
      (high + band * k / SHELF_Q + k * k) / a0,
      2 * (k * k - high) / a0,
      (high - band * k / SHELF_Q + k * k) / a0,
      2 * (k * k - 1) / a0,
      (1 - k / SHELF_Q + k * k) / a0
    };
  }

  /** Stage 2 as {@code b0 b1 b2 a1 a2}. */
  static double[] highPass(int sampleRateHz) {
    double k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRateHz);
    double a0 = 1 + k / HIGH_PASS_Q + k * k;
    return new double[] {1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0};
  }

  /** The next weighted sample (transposed direct form II). */
  double next(double x) {
    double y = shelf[0] * x + shelf1;
    shelf1 = shelf[1] * x - shelf[3] * y + shelf2;
    shelf2 = shelf[2] * x - shelf[4] * y;
    double z = highPass[0] * y + high1;
    high1 = highPass[1] * y - highPass[3] * z + high2;
    high2 = highPass[2] * y - highPass[4] * z;
    return z;
  }
}
