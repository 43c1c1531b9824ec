package org.unroom.core.repair;

import org.unroom.core.dsp.Quantiles;

/**
 * What lies at the lines of the hum and half-way between them, in frames of four cycles, two apart:
 * with the phase p(m) of the fundamental in cycles,
 *
 * <pre>
 *   z_j[k] = 2 / sum w  sum over m of w(m - t_k) x[m] exp(-2 pi i j p(m)),   j = 1/2, 1, .., H + 1/2
 * </pre>
 *
 * w is Hann's window, whose spectrum is zero at the multiples of half the fundamental but for the
 * first: no line of the hum reaches into another one, nor into what is between, which so tells how
 * much of something else there is.
 */
final class HumFrames {
  private static final int CYCLES = 4;

  private final double[][] x;
  private final int hop;
  private final double half;
  private final int lines;

  /** z of the lines, {@code [channel][h - 1][k]}. */
  final double[][][] re;

  final double[][][] im;

  /** Power beside the lines, the mean of both sides. */
  final double[][][] beside;

  /**
   * Plans.
   *
   * @param x samples, {@code [channel][m]}
   * @param cycleSamples length of a cycle of the fundamental
   * @param lines H
   */
  HumFrames(double[][] x, double cycleSamples, int lines) {
    this.x = x;
    this.hop = (int) Math.round(CYCLES / 2.0 * cycleSamples);
    this.half = CYCLES / 2.0 * cycleSamples;
    this.lines = lines;
    int frames = (x[0].length + hop - 1) / hop + 1;
    this.re = new double[x.length][lines][frames];
    this.im = new double[x.length][lines][frames];
    this.beside = new double[x.length][lines][frames];
  }

  /** Samples from one frame to the next. */
  int hop() {
    return hop;
  }

  /** Number of frames; frame k is centred at sample {@code k hop}. */
  int count() {
    return re[0][0].length;
  }

  /** Demodulates all frames with the phase in cycles at their centres, linear between. */
  void demodulate(double[] cycles) {
    int most = 2 * (int) Math.ceil(half) + 1;
    double[] ur = new double[most];
    double[] ui = new double[most];
    double[] w = new double[most];
    double[] a = new double[most];
    double[] b = new double[most];
    double[] power = new double[lines + 1];
    for (int k = 0; k < count(); k++) {
      int centre = k * hop;
      int first = Math.max(0, (int) Math.ceil(centre - half));
      int count = Math.min(x[0].length - 1, (int) Math.floor(centre + half)) - first + 1;
      double sum = 0;
      for (int i = 0; i < count; i++) {
        double angle = Math.PI * phase(cycles, first + i);
        ur[i] = Math.cos(angle);
        ui[i] = -Math.sin(angle);
        w[i] = 0.5 + 0.5 * Math.cos(Math.PI * (first + i - centre) / half);
        sum += w[i];
      }
      for (int c = 0; c < x.length; c++) {
        for (int i = 0; i < count; i++) {
          a[i] = 2 * w[i] * x[c][first + i] / Math.max(sum, 1);
          b[i] = 0;
        }
        for (int j = 1; j <= 2 * lines + 1; j++) {
          double sumA = 0;
          double sumB = 0;
          for (int i = 0; i < count; i++) {
            double turned = a[i] * ur[i] - b[i] * ui[i];
            b[i] = a[i] * ui[i] + b[i] * ur[i];
            a[i] = turned;
            sumA += turned;
            sumB += b[i];
          }
          if (j % 2 == 0) {
            re[c][j / 2 - 1][k] = sumA;
            im[c][j / 2 - 1][k] = sumB;
          } else {
            power[j / 2] = sumA * sumA + sumB * sumB;
          }
        }
        for (int h = 0; h < lines; h++) {
          beside[c][h][k] = 0.5 * (power[h] + power[h + 1]);
        }
      }
    }
  }

  /** Whether the whole of a frame lies within the samples. */
  boolean whole(int k) {
    return k * hop >= half && k * hop + half <= x[0].length;
  }

  /** |z|^2 of a line, h from 0 on, in all frames. */
  double[] powers(int c, int h) {
    double[] power = new double[count()];
    for (int k = 0; k < power.length; k++) {
      power[k] = re[c][h][k] * re[c][h][k] + im[c][h][k] * im[c][h][k];
    }
    return power;
  }

  /** What powers are below in a quarter of the time: what sounds for a while does not count. */
  static double low(double[] powers) {
    return Quantiles.ofRank(powers.clone(), powers.length / 4);
  }

  private double phase(double[] cycles, int m) {
    int k = Math.min(m / hop, cycles.length - 2);
    double p = cycles[k] + (cycles[k + 1] - cycles[k]) * (m - k * hop) / hop;
    return p - 2 * Math.rint(p / 2);
  }
}
