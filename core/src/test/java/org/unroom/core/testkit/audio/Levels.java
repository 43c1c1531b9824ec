package org.unroom.core.testkit.audio;

/** Brings rendered sound to its level: peak 0.7 of full scale (−3.1 dBFS), rounded to float. */
final class Levels {
  /** Peak of all files. */
  static final double PEAK = 0.7;

  private Levels() {}

  /** The signal with its peak at 0.7; silence stays silent. */
  static float[] atPeak(double[] x) {
    double peak = 0;
    for (double v : x) {
      peak = Math.max(peak, Math.abs(v));
    }
    float[] y = new float[x.length];
    for (int n = 0; n < x.length; n++) {
      y[n] = peak == 0 ? 0 : (float) (x[n] * PEAK / peak);
    }
    return y;
  }
}
