package org.unroom.reverb.dereverb;

/**
 * Expectation and maximisation for one bin as {@link DryPosterior} says it, with dense matrices and
 * exact solutions in double precision: its slow twin.
 */
final class LiteralPosterior {
  private static final double RIDGE = 1e-4;
  private static final double SMALLEST_NOISE = 1e-10;

  private LiteralPosterior() {}

  /** Replaces {@code start} by the direct sound. */
  static void infer(
      ComplexRow y, float[] lambda, ComplexRow start, int taps, int iterations, double relaxation) {
    int frames = lambda.length;
    double[][] mu = {widened(start.re), widened(start.im)};
    double[][] recording = {widened(y.re), widened(y.im)};
    double[] v = new double[frames];
    double[][] h = new double[2][taps];
    for (int i = 0; i < iterations; i++) {
      double[][] room = room(mu, recording, v, taps);
      for (int l = 0; l < taps; l++) {
        double share = i == 0 ? 1 : relaxation;
        h[0][l] += share * (room[0][l] - h[0][l]);
        h[1][l] += share * (room[1][l] - h[1][l]);
      }
      double noise = noise(mu, recording, v, h);
      mu = dry(recording, lambda, h, noise);
      for (int t = 0; t < frames; t++) {
        v[t] = 1 / (1 / (double) lambda[t] + energy(h) / noise);
      }
    }
    for (int t = 0; t < frames; t++) {
      start.re[t] = (float) (h[0][0] * mu[0][t] - h[1][0] * mu[1][t]);
      start.im[t] = (float) (h[0][0] * mu[1][t] + h[1][0] * mu[0][t]);
    }
  }

  /** (M^H M + diag(sum v) + ridge) h = M^H y. */
  private static double[][] room(double[][] mu, double[][] y, double[] v, int taps) {
    double[][] re = new double[taps][taps];
    double[][] im = new double[taps][taps];
    double[][] right = new double[2][taps];
    double trace = 0;
    for (int l = 0; l < taps; l++) {
      for (int t = l; t < v.length; t++) {
        double a = mu[0][t - l];
        double b = mu[1][t - l];
        for (int m = 0; m < taps && m <= t; m++) {
          re[l][m] += a * mu[0][t - m] + b * mu[1][t - m];
          im[l][m] += a * mu[1][t - m] - b * mu[0][t - m];
        }
        right[0][l] += a * y[0][t] + b * y[1][t];
        right[1][l] += a * y[1][t] - b * y[0][t];
        re[l][l] += v[t - l];
      }
      trace += re[l][l];
    }
    for (int l = 0; l < taps; l++) {
      re[l][l] += RIDGE * trace / taps;
    }
    return Elimination.solve(re, im, right[0], right[1]);
  }

  private static double noise(double[][] mu, double[][] y, double[] v, double[][] h) {
    double sum = 0;
    double spread = 0;
    double heard = 0;
    for (int t = 0; t < v.length; t++) {
      double re = y[0][t];
      double im = y[1][t];
      for (int l = 0; l < h[0].length && l <= t; l++) {
        re -= h[0][l] * mu[0][t - l] - h[1][l] * mu[1][t - l];
        im -= h[0][l] * mu[1][t - l] + h[1][l] * mu[0][t - l];
      }
      sum += re * re + im * im;
      spread += v[t];
      heard += y[0][t] * y[0][t] + y[1][t] * y[1][t];
    }
    return (sum + energy(h) * spread + SMALLEST_NOISE * heard) / v.length;
  }

  /** (1 / lambda + H^H H / sigma^2) mu = H^H y / sigma^2. */
  private static double[][] dry(double[][] y, float[] lambda, double[][] h, double noise) {
    int frames = lambda.length;
    double[][] re = new double[frames][frames];
    double[][] im = new double[frames][frames];
    double[][] right = new double[2][frames];
    int taps = h[0].length;
    for (int t = 0; t < frames; t++) {
      re[t][t] += 1 / (double) lambda[t];
      for (int l = 0; l < taps && l <= t; l++) {
        for (int m = 0; m < taps && m <= t; m++) {
          re[t - l][t - m] += (h[0][l] * h[0][m] + h[1][l] * h[1][m]) / noise;
          im[t - l][t - m] += (h[0][l] * h[1][m] - h[1][l] * h[0][m]) / noise;
        }
        right[0][t - l] += (h[0][l] * y[0][t] + h[1][l] * y[1][t]) / noise;
        right[1][t - l] += (h[0][l] * y[1][t] - h[1][l] * y[0][t]) / noise;
      }
    }
    return Elimination.solve(re, im, right[0], right[1]);
  }

  private static double energy(double[][] h) {
    double sum = 0;
    for (int l = 0; l < h[0].length; l++) {
      sum += h[0][l] * h[0][l] + h[1][l] * h[1][l];
    }
    return sum;
  }

  private static double[] widened(float[] x) {
    double[] y = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      y[t] = x[t];
    }
    return y;
  }
}
