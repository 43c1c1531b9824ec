package org.unroom.core.repair;

/** Copies of stretches of a signal between single precision, to keep, and double, to solve with. */
final class Stretch {
  private Stretch() {}

  /** The samples {@code [from, to)}. */
  static double[] toDouble(float[] x, int from, int to) {
    double[] y = new double[to - from];
    for (int n = from; n < to; n++) {
      y[n - from] = x[n];
    }
    return y;
  }

  /** The samples {@code [from, to)}, rounded. */
  static float[] toFloat(double[] x, int from, int to) {
    float[] y = new float[to - from];
    for (int n = from; n < to; n++) {
      y[n - from] = (float) x[n];
    }
    return y;
  }
}
