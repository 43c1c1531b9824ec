package org.unroom.reverb.acoustics;

import java.util.OptionalDouble;
import org.unroom.core.dsp.Window;

/**
 * How far the reflections of a response have become noise: the share of samples beyond one standard
 * deviation, over that of Gaussian noise, in a window w of 20 ms (J. S. Abel, P. Huang, "A simple,
 * robust measure of reverberation echo density", AES 121, 2006),
 *
 * <pre>
 *   eta(n) = sum of w [ |h| &gt; sigma ] / erfc(1 / sqrt 2),   sigma^2 = sum of w h^2,   sum of w = 1
 * </pre>
 *
 * 0 for a few reflections, 1 once they are mixed.
 */
public final class EchoDensity {
  /** erfc(1 / sqrt 2): what of Gaussian noise lies beyond one standard deviation. */
  private static final double GAUSSIAN_SHARE = 0.31731050786291415;

  private static final double WINDOW_SECONDS = 0.02;
  private static final double STEP_SECONDS = 0.001;

  private EchoDensity() {}

  /**
   * The mixing time: when eta first reaches 1.
   *
   * @param h response; not changed
   * @param sampleRateHz samples a second
   * @return seconds behind the direct sound; nothing where reflections never get dense
   */
  public static OptionalDouble mixingSeconds(float[] h, int sampleRateHz) {
    int direct = DirectSound.in(h, sampleRateHz).sample();
    int length = Math.max(3, (int) Math.round(WINDOW_SECONDS * sampleRateHz));
    double[] w = Window.HANN.periodic(length);
    int step = Math.max(1, (int) Math.round(STEP_SECONDS * sampleRateHz));
    for (int center = direct; center + length / 2 < h.length; center += step) {
      if (at(h, center - length / 2, w) >= 1) {
        return OptionalDouble.of((center - direct) / (double) sampleRateHz);
      }
    }
    return OptionalDouble.empty();
  }

  /** eta of the window that begins at {@code from}; 0 for silence. */
  static double at(float[] h, int from, double[] w) {
    double sum = 0;
    double energy = 0;
    for (int i = 0; i < w.length; i++) {
      double v = from + i < 0 ? 0 : h[from + i];
      sum += w[i];
      energy += w[i] * v * v;
    }
    double variance = energy / sum;
    double beyond = 0;
    for (int i = 0; i < w.length; i++) {
      double v = from + i < 0 ? 0 : h[from + i];
      beyond += v * v > variance ? w[i] : 0;
    }
    return beyond / sum / GAUSSIAN_SHARE;
  }
}
