package org.unroom.core.testkit.damage;

import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.Window;

/**
 * How much noise that was turned down tinkles: the logarithm of the ratio of the kurtosis of its
 * power in each bin to that before, 0 where noise stays noise, the more the rarer and higher its
 * peaks are. Y. Uemura, Y. Takahashi, H. Saruwatari, K. Shikano, K. Kondo, "Automatic optimization
 * scheme of spectral subtraction based on musical noise assessment via higher-order statistics",
 * IWAENC 2008, eq. 4; the kurtosis is E(p^4) / E(p^2)^2.
 */
public final class MusicalNoise {
  private static final double FRAME_SECONDS = 0.032;

  private MusicalNoise() {}

  /** Of {@code after[from..to)} where {@code before} holds noise alone. */
  public static double logKurtosisRatio(
      float[] before, float[] after, int from, int to, int sampleRateHz) {
    int length = Integer.highestOneBit((int) (FRAME_SECONDS * sampleRateHz));
    return Math.log(kurtosis(after, from, to, length) / kurtosis(before, from, to, length));
  }

  /** Mean over the bins between the first two and the last. */
  private static double kurtosis(float[] x, int from, int to, int length) {
    double[] hann = Window.HANN.periodic(length);
    RealFft fft = RealFft.ofLength(length);
    float[] frame = new float[length];
    double[] second = new double[length / 2];
    double[] fourth = new double[length / 2];
    int frames = 0;
    for (int at = from; at + length <= to; at += length / 2) {
      for (int i = 0; i < length; i++) {
        frame[i] = (float) (hann[i] * x[at + i]);
      }
      fft.forward(frame);
      for (int f = 1; f < length / 2; f++) {
        double power = frame[2 * f] * frame[2 * f] + frame[2 * f + 1] * frame[2 * f + 1];
        second[f] += power * power;
        fourth[f] += power * power * power * power;
      }
      frames++;
    }
    double sum = 0;
    for (int f = 2; f < length / 2 - 1; f++) {
      sum += fourth[f] * frames / (second[f] * second[f]);
    }
    return sum / (length / 2 - 3);
  }
}
