package org.unroom.reverb.ir;

import org.unroom.core.dsp.CrossCorrelation;
import org.unroom.core.dsp.RealFft;

/**
 * The beginning of a room's response by least squares of the recording on its dry sound, with a
 * prior that expects it to fall exponentially,
 *
 * <pre>
 *   sum over n of ( w[n] - sum over k of h[k] z[n - k] )^2 + p sum over n of z[n]^2 sum over k of 10^(6 k / (T60 fs)) h[k]^2
 * </pre>
 *
 * for k = 0..K-1. The normal equations need correlations only, which add up over any number of
 * stretches of sound; conjugate gradients solve them, with products by FFT. What the dry sound,
 * being an estimate, does not match comes out too small instead of wrong.
 */
public final class EarlyEvidence {
  private static final double RIDGE = 1e-3;
  private static final int STEPS = 120;
  private static final double ENOUGH = 1e-10;

  private final int taps;
  private final double[] autocorrelation;
  private final double[] crossCorrelation;

  /** Collects for a response of K taps, at least 1. */
  public EarlyEvidence(int taps) {
    this.taps = taps;
    this.autocorrelation = new double[taps];
    this.crossCorrelation = new double[taps];
  }

  /** Adds a stretch: dry sound z and recording w, as long. */
  public void add(float[] dry, float[] wet) {
    float[] own = CrossCorrelation.atLags(dry, dry, taps - 1);
    float[] cross = CrossCorrelation.atLags(dry, wet, taps - 1);
    for (int k = 0; k < taps; k++) {
      autocorrelation[k] += own[taps - 1 + k];
      crossCorrelation[k] += cross[taps - 1 + k];
    }
  }

  /**
   * The response h, K taps; all zeros for silence.
   *
   * @param t60Samples T60 of the prior in samples
   */
  public float[] response(double t60Samples) {
    double[] h = new double[taps];
    double[] r = crossCorrelation.clone();
    if (!(autocorrelation[0] > 0)) {
      return new float[taps];
    }
    double[] prior = new double[taps];
    for (int k = 0; k < taps; k++) {
      prior[k] = RIDGE * autocorrelation[0] * Math.pow(10, 6 * k / t60Samples);
    }
    RealFft fft = RealFft.ofLength(RealFft.nextPowerOfTwo(2 * taps));
    float[] toeplitz = new float[fft.length()];
    for (int k = 0; k < taps; k++) {
      toeplitz[k] = (float) autocorrelation[k];
      toeplitz[(fft.length() - k) % fft.length()] = (float) autocorrelation[k];
    }
    fft.forward(toeplitz);
    double[] z = preconditioned(r, prior);
    double[] p = z.clone();
    double rz = dot(r, z);
    double start = rz;
    for (int i = 0; i < STEPS && rz > ENOUGH * start; i++) {
      double[] ap = product(p, toeplitz, prior, fft);
      double step = rz / dot(p, ap);
      for (int k = 0; k < taps; k++) {
        h[k] += step * p[k];
        r[k] -= step * ap[k];
      }
      z = preconditioned(r, prior);
      double next = dot(r, z);
      for (int k = 0; k < taps; k++) {
        p[k] = z[k] + next / rz * p[k];
      }
      rz = next;
    }
    float[] response = new float[taps];
    for (int k = 0; k < taps; k++) {
      response[k] = (float) h[k];
    }
    return response;
  }

  private double[] preconditioned(double[] r, double[] prior) {
    double[] z = new double[taps];
    for (int k = 0; k < taps; k++) {
      z[k] = r[k] / (autocorrelation[0] + prior[k]);
    }
    return z;
  }

  private double[] product(double[] x, float[] toeplitz, double[] prior, RealFft fft) {
    float[] spectrum = new float[fft.length()];
    for (int k = 0; k < taps; k++) {
      spectrum[k] = (float) x[k];
    }
    fft.forward(spectrum);
    // the circulant is symmetric, its spectrum real
    spectrum[0] *= toeplitz[0];
    spectrum[1] *= toeplitz[1];
    for (int i = 2; i < spectrum.length; i += 2) {
      spectrum[i] *= toeplitz[i];
      spectrum[i + 1] *= toeplitz[i];
    }
    fft.inverse(spectrum);
    double[] y = new double[taps];
    for (int k = 0; k < taps; k++) {
      y[k] = spectrum[k] + prior[k] * x[k];
    }
    return y;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
