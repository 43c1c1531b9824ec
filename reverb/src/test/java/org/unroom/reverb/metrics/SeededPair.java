package org.unroom.reverb.metrics;

import org.unroom.core.testkit.SeededNoise;

/**
 * A reference and an estimate that any language can generate again for golden figures: noise
 * through {@code y[n] = u[n] + 0.9 y[n-1]}, swelling three times a second,
 *
 * <pre>
 *   x[n] = 0.1 (0.05 + 0.95 max(0, sin(2 pi 3 n / fs))^2) lp(u)[n]
 *   y[n] = 0.8 x[n - 37] + 0.4 x[n - fs/10] + 0.2 x[n - fs/4] + 0.0003 v[n] + 0.001
 * </pre>
 *
 * u and v uniform noise of the seeds 11 and 12; computed in double, rounded to float at the end.
 */
final class SeededPair {
  private SeededPair() {}

  static SignalPair of(int sampleRateHz, double seconds) {
    int n = (int) (sampleRateHz * seconds);
    double[] x = reference(n, sampleRateHz);
    SeededNoise noise = new SeededNoise(12);
    float[] reference = new float[n];
    float[] estimate = new float[n];
    for (int i = 0; i < n; i++) {
      reference[i] = (float) x[i];
      double echoes =
          0.8 * at(x, i - 37)
              + 0.4 * at(x, i - sampleRateHz / 10)
              + 0.2 * at(x, i - sampleRateHz / 4);
      estimate[i] = (float) (echoes + 0.0003 * noise.nextUniform() + 0.001);
    }
    return new SignalPair(reference, estimate, sampleRateHz);
  }

  private static double[] reference(int n, int sampleRateHz) {
    SeededNoise noise = new SeededNoise(11);
    double[] x = new double[n];
    double lowPassed = 0;
    for (int i = 0; i < n; i++) {
      lowPassed = noise.nextUniform() + 0.9 * lowPassed;
      double swell = Math.max(0, Math.sin(2 * Math.PI * 3 * i / sampleRateHz));
      x[i] = 0.1 * (0.05 + 0.95 * swell * swell) * lowPassed;
    }
    return x;
  }

  private static double at(double[] x, int i) {
    return i < 0 ? 0 : x[i];
  }
}
