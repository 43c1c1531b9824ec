package org.unroom.core.repair;

import java.util.Arrays;

/**
 * The hum of a stretch of sound as slowly varying sinusoids,
 *
 * <pre>
 *   hum[n] = sum over h = 1..H of Re( c_h(n) exp(2 pi i h p(n)) )
 * </pre>
 *
 * with the phase p of the fundamental in cycles and the amplitudes c_h known at frames, linear
 * between them.
 */
final class Hum {
  private final double[] cycles;
  private final double[][][] re;
  private final double[][][] im;
  private final double hop;

  /**
   * Takes what was estimated over.
   *
   * @param cycles p at frame k
   * @param re real part of c, {@code [channel][h - 1][k]}
   * @param im imaginary part
   * @param hop samples from frame to frame
   */
  Hum(double[] cycles, double[][][] re, double[][][] im, double hop) {
    this.cycles = cycles;
    this.re = re;
    this.im = im;
    this.hop = hop;
  }

  /** The same for a signal of {@code step} times as many samples. */
  Hum at(int step) {
    return new Hum(cycles, re, im, hop * step);
  }

  /** Number of frames; frame k is at sample {@code k hop}. */
  int frames() {
    return cycles.length;
  }

  /** Samples from frame to frame. */
  double hop() {
    return hop;
  }

  /** Cycles from the beginning to frame k. */
  double cycles(int k) {
    return cycles[k];
  }

  /** |c|^2 of a line, h from 0 on, at frame k. */
  double power(int c, int h, int k) {
    return re[c][h][k] * re[c][h][k] + im[c][h][k] * im[c][h][k];
  }

  /**
   * Samples of the hum.
   *
   * @param first the first of them, seen from the beginning of the stretch
   * @param hum receives them, {@code [channel][n]}
   */
  void render(long first, double[][] hum) {
    int count = hum[0].length;
    double[] baseRe = new double[count];
    double[] baseIm = new double[count];
    for (int i = 0; i < count; i++) {
      int k = frame(first + i);
      double p = cycles[k] + (cycles[k + 1] - cycles[k]) * ((first + i) / hop - k);
      double angle = 2 * Math.PI * (p - Math.rint(p));
      baseRe[i] = Math.cos(angle);
      baseIm[i] = Math.sin(angle);
    }
    for (int c = 0; c < hum.length; c++) {
      double[] a = baseRe.clone();
      double[] b = baseIm.clone();
      Arrays.fill(hum[c], 0);
      for (int h = 0; h < re[c].length; h++) {
        add(re[c][h], im[c][h], first, a, b, hum[c]);
        for (int i = 0; i < count; i++) {
          double turned = a[i] * baseRe[i] - b[i] * baseIm[i];
          b[i] = a[i] * baseIm[i] + b[i] * baseRe[i];
          a[i] = turned;
        }
      }
    }
  }

  private void add(double[] cRe, double[] cIm, long first, double[] a, double[] b, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      int k = frame(first + i);
      double share = (first + i) / hop - k;
      double x = cRe[k] + share * (cRe[k + 1] - cRe[k]);
      double y = cIm[k] + share * (cIm[k + 1] - cIm[k]);
      sum[i] += x * a[i] - y * b[i];
    }
  }

  private int frame(long n) {
    return (int) Math.min(cycles.length - 2, n / hop);
  }
}
