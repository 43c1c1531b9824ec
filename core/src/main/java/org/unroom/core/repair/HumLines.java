package org.unroom.core.repair;

import java.util.Arrays;

/**
 * Hum as slowly varying sinusoids: with the phase p(n) of the fundamental in cycles,
 *
 * <pre>
 *   hum[n] = sum over h = 1..H of Re( c_h(n) exp(2 pi i h p(n)) ),   z_h[k] = c_h[k] + e_h[k]
 * </pre>
 *
 * z as in {@link HumFrames}. p follows what all lines turn by from frame to frame; then every c_h
 * is a {@link SmoothTrend} through z_h. How fast they may change is what makes all of z likeliest.
 * The variance of e_h[k] is the larger one of what sounds beside the line and of what z_h[k] is
 * apart from c_h[k]: what a voice or a note adds to a line for a while counts little, while pauses
 * and gaps between words tell the line exactly (iteratively reweighted least squares, P. J. Huber,
 * E. M. Ronchetti, "Robust Statistics", 2nd ed., 2009, sec. 7.8).
 */
final class HumLines {
  /** The first round only sees lines that a fundamental off by 1 Hz turns by less than half. */
  private static final int[] DRIFT_LINES = {8, Integer.MAX_VALUE};

  private static final int ROUNDS = 3;

  /** Variances of the change of slope from frame to frame that are tried, relative to the power. */
  private static final double[] CHANGES = {1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4};

  /** -50 dB of a line: its trend is not straight within a frame. */
  private static final double STRAIGHT = 1e-5;

  /** -200 dB of full scale: keeps weights finite in silence. */
  private static final double TINY = 1e-20;

  /** Frames beyond the ends of the recording tell nothing. */
  private static final double NOTHING = 1e6;

  private final HumFrames frames;
  private final int n;
  private final double[] cycles;
  // [channel][h - 1][k]
  private final double[][][] re;
  private final double[][][] im;
  private final double[][][] v;
  private final double[][][] uncertain;

  /**
   * Estimates the hum.
   *
   * @param x samples, {@code [channel][m]}
   * @param cycleSamples length of a cycle of the fundamental, about
   * @param lines H
   */
  HumLines(double[][] x, double cycleSamples, int lines) {
    this.frames = new HumFrames(x, cycleSamples, lines);
    this.n = frames.count();
    this.cycles = new double[n];
    Arrays.setAll(cycles, k -> k * frames.hop() / cycleSamples);
    this.re = new double[x.length][lines][n];
    this.im = new double[x.length][lines][n];
    this.v = new double[x.length][lines][n];
    this.uncertain = new double[x.length][lines][n];
    for (int reach : DRIFT_LINES) {
      frames.demodulate(cycles);
      firstVariances();
      HumDrift.follow(frames, v, Math.min(lines, reach), cycles);
    }
    frames.demodulate(cycles);
    firstVariances();
    for (int round = 0; round < ROUNDS; round++) {
      smooth();
      if (round + 1 < ROUNDS) {
        variances();
      }
    }
    shrink();
  }

  /** What is beside a line, and what it has more than it usually has at least. */
  private void firstVariances() {
    for (int c = 0; c < v.length; c++) {
      for (int h = 0; h < v[c].length; h++) {
        double[] power = frames.powers(c, h);
        double low = HumFrames.low(power);
        double[] beside = widened(frames.beside[c][h]);
        for (int k = 0; k < n; k++) {
          double more = Math.max(0, power[k] - 2 * low);
          v[c][h][k] = scaled(k, beside[k] + more + STRAIGHT * low + TINY);
        }
      }
    }
  }

  /** What is beside a line or apart from it. */
  private void variances() {
    double[] apart = new double[n];
    for (int c = 0; c < v.length; c++) {
      for (int h = 0; h < v[c].length; h++) {
        for (int k = 0; k < n; k++) {
          apart[k] = square(frames.re[c][h][k] - re[c][h][k], frames.im[c][h][k] - im[c][h][k]);
        }
        double[] near = widened(apart);
        double[] beside = widened(frames.beside[c][h]);
        for (int k = 0; k < n; k++) {
          double straight = STRAIGHT * square(re[c][h][k], im[c][h][k]);
          v[c][h][k] = scaled(k, Math.max(beside[k], near[k]) + straight + TINY);
        }
      }
    }
  }

  private double scaled(int k, double variance) {
    return frames.whole(k) ? variance : NOTHING * (1 + variance);
  }

  /** Frames overlap by half: a mean over three, weighted as they overlap. */
  private static double[] widened(double[] x) {
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      y[k] = (x[Math.max(0, k - 1)] + 2 * x[k] + x[Math.min(x.length - 1, k + 1)]) / 4;
    }
    return y;
  }

  /** Smooths all lines, with the change that makes them likeliest together. */
  private void smooth() {
    SmoothTrend trend = new SmoothTrend(n, 2);
    double[] likelihood = new double[CHANGES.length];
    double[][] y = new double[2][n];
    double[] variance = new double[n];
    for (int c = 0; c < v.length; c++) {
      for (int h = 0; h < v[c].length; h++) {
        relative(c, h, y, variance);
        for (int i = 0; i < CHANGES.length; i++) {
          likelihood[i] += trend.logLikelihood(y, variance, CHANGES[i]);
        }
      }
    }
    int best = 0;
    for (int i = 1; i < CHANGES.length; i++) {
      best = likelihood[i] > likelihood[best] ? i : best;
    }
    for (int c = 0; c < v.length; c++) {
      for (int h = 0; h < v[c].length; h++) {
        double size = relative(c, h, y, variance);
        trend.smooth(y, variance, CHANGES[best]);
        for (int k = 0; k < n; k++) {
          re[c][h][k] = size * trend.level(0)[k];
          im[c][h][k] = size * trend.level(1)[k];
          uncertain[c][h][k] = size * size * trend.variance()[k];
        }
      }
    }
  }

  /** Values and variances of a line relative to its amplitude, which is returned. */
  private double relative(int c, int h, double[][] y, double[] variance) {
    double sum = TINY;
    double of = TINY;
    for (int k = 0; k < n; k++) {
      sum += square(frames.re[c][h][k], frames.im[c][h][k]) / v[c][h][k];
      of += 1 / v[c][h][k];
    }
    double size = Math.sqrt(sum / of);
    for (int k = 0; k < n; k++) {
      y[0][k] = frames.re[c][h][k] / size;
      y[1][k] = frames.im[c][h][k] / size;
      variance[k] = v[c][h][k] / (size * size);
    }
    return size;
  }

  /** Leaves every line out by as much as it is uncertain. */
  private void shrink() {
    for (int c = 0; c < v.length; c++) {
      for (int h = 0; h < v[c].length; h++) {
        for (int k = 0; k < n; k++) {
          double power = square(re[c][h][k], im[c][h][k]) + TINY;
          double keep = Math.max(0, 1 - uncertain[c][h][k] / power);
          re[c][h][k] *= keep;
          im[c][h][k] *= keep;
        }
      }
    }
  }

  /** What was found, at the rate of the samples. */
  Hum hum() {
    return new Hum(cycles, re, im, frames.hop());
  }

  private static double square(double re, double im) {
    return re * re + im * im;
  }
}
