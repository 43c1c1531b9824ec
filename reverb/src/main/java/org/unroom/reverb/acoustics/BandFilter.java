package org.unroom.reverb.acoustics;

import java.util.Arrays;

/**
 * A Butterworth band pass of sixth order that runs backwards in time. Filters ring behind what they
 * are given, which would lengthen short decays; backwards, the ringing lies before the sound and
 * the decay is measured as it is, down to a product of bandwidth and T60 of 4 instead of 16 (F.
 * Jacobsen, J. H. Rindel, "Time reversed decay measurements", J. Sound Vib. 117 (1), 1987). Poles
 * of the third-order low pass become pairs by {@code s -> (s^2 + w0^2) / (B s)}, then the bilinear
 * transform with both edges where they belong. Gain 1 at the centre.
 */
final class BandFilter {
  private static final int ORDER = 3;

  /** Reciprocal bandwidths until the ringing has gone, 60 dB and more. */
  private static final double RINGING = 8;

  private final double[][] a = new double[ORDER][];
  private final int pad;
  private double gain = 1;

  BandFilter(Bands.Band band, int sampleRateHz) {
    double low = Math.tan(Math.PI * band.lowHz() / sampleRateHz);
    double high = Math.tan(Math.PI * band.highHz() / sampleRateHz);
    double width = high - low;
    double squared = low * high;
    int section = 0;
    for (int k = 0; k < ORDER; k++) {
      double angle = Math.PI * (2 * k + ORDER + 1) / (2.0 * ORDER);
      double re = Math.cos(angle) * width / 2;
      double im = Math.sin(angle) * width / 2;
      double underRe = re * re - im * im - squared;
      double underIm = 2 * re * im;
      double modulus = Math.hypot(underRe, underIm);
      double rootRe = Math.sqrt((modulus + underRe) / 2);
      double rootIm = Math.copySign(Math.sqrt((modulus - underRe) / 2), underIm);
      for (int sign = -1; sign <= 1; sign += 2) {
        if (im + sign * rootIm > 0) {
          a[section++] = section(re + sign * rootRe, im + sign * rootIm);
        }
      }
    }
    gain = 1 / Math.sqrt(power(2 * Math.atan(Math.sqrt(squared))));
    pad = (int) Math.ceil(RINGING / band.widthHz() * sampleRateHz);
  }

  /** Denominator of the pair of poles s and its conjugate after {@code z = (1 + s) / (1 - s)}. */
  private static double[] section(double re, double im) {
    double norm = (1 - re) * (1 - re) + im * im;
    double poleRe = ((1 + re) * (1 - re) - im * im) / norm;
    double squared = ((1 + re) * (1 + re) + im * im) / norm;
    return new double[] {-2 * poleRe, squared};
  }

  /** Power gain at {@code omega} radians a sample. */
  private double power(double omega) {
    double power = gain * gain;
    for (double[] section : a) {
      double re = 1 + section[0] * Math.cos(omega) + section[1] * Math.cos(2 * omega);
      double im = section[0] * Math.sin(omega) + section[1] * Math.sin(2 * omega);
      power *= 4 * Math.sin(omega) * Math.sin(omega) / (re * re + im * im);
    }
    return power;
  }

  /** Samples that the ringing reaches before the sound. */
  int pad() {
    return pad;
  }

  /**
   * The samples {@code [from, to)} of {@code h} as if silence surrounded them, filtered; {@link
   * #pad} samples longer, at the front.
   */
  double[] filtered(float[] h, int from, int to) {
    double[] y = new double[pad + to - from];
    for (int n = from; n < to; n++) {
      y[pad + n - from] = gain * h[n];
    }
    for (double[] section : a) {
      double x1 = 0;
      double x2 = 0;
      double y1 = 0;
      double y2 = 0;
      for (int n = y.length - 1; n >= 0; n--) {
        double x = y[n];
        y[n] = x - x2 - section[0] * y1 - section[1] * y2;
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y[n];
      }
    }
    return y;
  }

  /** Energy of the samples {@code [from, to)} of {@code h} in the band. */
  double energy(float[] h, int from, int to) {
    return Arrays.stream(filtered(h, from, to)).map(v -> v * v).sum();
  }
}
