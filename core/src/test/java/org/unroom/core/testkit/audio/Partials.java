package org.unroom.core.testkit.audio;

/**
 * Additive synthesis,
 *
 * <pre>
 *   y[n] += sum over h of a(h, n) sin(h phi[n]),   phi[n] = 2 pi sum over m &lt;= n of f0[m] / fs
 * </pre>
 *
 * with amplitudes asked for every 64 samples and interpolated between. A partial fades out between
 * 0.42 and 0.45 of the sample rate, so glides do not click and nothing folds back.
 */
final class Partials {
  private static final int CONTROL_HOP = 64;
  private static final double FADE_FROM = 0.42;
  private static final double FADE_TO = 0.45;

  private Partials() {}

  /** Adds all partials of a tone with fundamental {@code f0Hz[n]} to {@code into}. */
  static void add(double[] into, int sampleRateHz, double[] f0Hz, Amplitude amplitude) {
    double[] phase = new double[f0Hz.length];
    double lowest = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int n = 0; n < f0Hz.length; n++) {
      sum += 2 * Math.PI * f0Hz[n] / sampleRateHz;
      phase[n] = sum;
      lowest = Math.min(lowest, f0Hz[n]);
    }
    for (int h = 1; h * lowest < FADE_TO * sampleRateHz; h++) {
      addPartial(into, sampleRateHz, f0Hz, phase, h, amplitude);
    }
  }

  private static void addPartial(
      double[] into, int sampleRateHz, double[] f0Hz, double[] phase, int h, Amplitude amplitude) {
    double next = faded(f0Hz, 0, h, sampleRateHz, amplitude);
    for (int start = 0; start < f0Hz.length; start += CONTROL_HOP) {
      double now = next;
      int end = Math.min(f0Hz.length, start + CONTROL_HOP);
      next = faded(f0Hz, Math.min(end, f0Hz.length - 1), h, sampleRateHz, amplitude);
      if (now == 0 && next == 0) {
        continue;
      }
      for (int n = start; n < end; n++) {
        double a = now + (next - now) * (n - start) / CONTROL_HOP;
        into[n] += a * Math.sin(h * phase[n]);
      }
    }
  }

  private static double faded(double[] f0Hz, int n, int h, int sampleRateHz, Amplitude amplitude) {
    double share = h * f0Hz[n] / sampleRateHz;
    double fade = Math.min(1, Math.max(0, (FADE_TO - share) / (FADE_TO - FADE_FROM)));
    return fade == 0 ? 0 : fade * amplitude.at(n, h, h * f0Hz[n]);
  }

  /** Amplitude of partial h, at {@code hz}, at sample n. */
  @FunctionalInterface
  interface Amplitude {
    double at(int n, int h, double hz);
  }
}
