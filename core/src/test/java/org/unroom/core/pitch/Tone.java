package org.unroom.core.pitch;

import java.util.function.DoubleUnaryOperator;

/** Additive tones whose fundamental is known at every time. */
final class Tone {
  private Tone() {}

  /**
   * Samples of a tone.
   *
   * @param f0Hz fundamental at a time in seconds
   * @param amplitudes of the partials, the fundamental first
   */
  static float[] of(
      double seconds, int sampleRateHz, DoubleUnaryOperator f0Hz, double... amplitudes) {
    float[] x = new float[(int) (seconds * sampleRateHz)];
    double cycles = 0;
    for (int n = 0; n < x.length; n++) {
      double hz = f0Hz.applyAsDouble(n / (double) sampleRateHz);
      cycles += hz / sampleRateHz;
      for (int h = 1; h <= amplitudes.length && h * hz < 0.45 * sampleRateHz; h++) {
        x[n] += (float) (amplitudes[h - 1] * Math.sin(2 * Math.PI * h * cycles));
      }
    }
    return x;
  }

  /** Amplitudes 1/h of {@code count} partials: a sawtooth. */
  static double[] sawtooth(int count) {
    double[] a = new double[count];
    for (int h = 1; h <= count; h++) {
      a[h - 1] = 1.0 / h;
    }
    return a;
  }
}
