package org.unroom.reverb.dereverb;

import org.unroom.core.linalg.HermitianSolver;
import org.unroom.core.linalg.Vectors;

/**
 * The dry sound of one bin as a hidden Gaussian, given the recording and what a model says of the
 * dry sound's variance:
 *
 * <pre>
 *   y[t] = sum over l of h[l] s[t - l] + n[t],   s[t] ~ N(0, lambda[t]),   n[t] ~ N(0, sigma^2)
 * </pre>
 *
 * the convolutive transfer function of a room in the STFT domain. Room and dry sound are estimated
 * in turn by expectation and maximisation with posterior variances on the diagonal:
 *
 * <pre>
 *   E:  (1 / lambda + H^H H / sigma^2) mu = H^H y / sigma^2          (conjugate gradients, from the last mu)
 *       v = 1 / (1 / lambda + |h|^2 / sigma^2)
 *   M:  (M^H M + diag(sum v)) h = M^H y,   sigma^2 = mean( |y - h * mu|^2 + |h|^2 v )
 * </pre>
 *
 * where row t of M is mu[t], mu[t-1], ... The room is over-relaxed. What is returned is the direct
 * sound, {@code h[0] mu}: a linear filter of the recording, phase and all (D. Schmid, G. Enzner, S.
 * Malik, D. Kolossa, R. Martin, "Variational Bayesian inference for multichannel dereverberation
 * and noise reduction", IEEE/ACM TASLP 22 (8), 2014, for the model and its inference). One object
 * for each thread.
 */
final class DryPosterior {
  private static final double SMALLEST_NOISE = 1e-10;
  private static final double RIDGE = 1e-4;

  private final PosteriorSettings settings;
  private final int frames;
  private final int taps;
  private final HermitianSolver solver;
  private final double[] rightRe;
  private final double[] rightIm;
  private final ComplexRow h;
  private final ComplexRow minusH;
  private final ComplexRow.Scratch scratch = new ComplexRow.Scratch();
  private final ComplexRow mu;
  private final ComplexRow residual;
  private final ComplexRow u;
  private final ComplexRow r;
  private final ComplexRow z;
  private final ComplexRow p;
  private final ComplexRow ap;
  private final ComplexRow work;
  private final float[] root;
  private final float[] preconditioner;
  private final double[] variance;

  DryPosterior(PosteriorSettings settings, int frames) {
    this.settings = settings;
    this.frames = frames;
    this.taps = Math.min(settings.responseFrames(), frames);
    this.solver = new HermitianSolver(taps);
    this.rightRe = new double[taps];
    this.rightIm = new double[taps];
    this.h = new ComplexRow(taps);
    this.minusH = new ComplexRow(taps);
    this.mu = new ComplexRow(frames);
    this.residual = new ComplexRow(frames);
    this.u = new ComplexRow(frames);
    this.r = new ComplexRow(frames);
    this.z = new ComplexRow(frames);
    this.p = new ComplexRow(frames);
    this.ap = new ComplexRow(frames);
    this.work = new ComplexRow(frames);
    this.root = new float[frames];
    this.preconditioner = new float[frames];
    this.variance = new double[frames];
  }

  /**
   * Estimates room and dry sound of a bin.
   *
   * @param y the recording
   * @param lambda variance of the dry sound, above 0
   * @param start first estimate of the dry sound, the drier the better: the room is first learned
   *     from it; replaced by the direct sound
   */
  void infer(ComplexRow y, float[] lambda, ComplexRow start) {
    mu.set(start);
    for (int t = 0; t < frames; t++) {
      root[t] = (float) Math.sqrt(lambda[t]);
      variance[t] = 0;
    }
    h.clear();
    for (int i = 0; i < settings.iterations(); i++) {
      if (!estimateRoom(y, i == 0 ? 1 : settings.relaxation())) {
        start.clear();
        return;
      }
      residual.set(y);
      for (int l = 0; l < taps; l++) {
        minusH.re[l] = -h.re[l];
        minusH.im[l] = -h.im[l];
      }
      residual.addConvolved(minusH, mu, 0, scratch);
      double noise = noiseVariance(y);
      estimateDry(noise);
      double precision = h.energy() / noise;
      for (int t = 0; t < frames; t++) {
        variance[t] = 1 / (1 / (double) lambda[t] + precision);
      }
    }
    for (int t = 0; t < frames; t++) {
      start.re[t] = h.re[0] * mu.re[t] - h.im[0] * mu.im[t];
      start.im[t] = h.re[0] * mu.im[t] + h.im[0] * mu.re[t];
    }
  }

  /** Moves h towards the least-squares room between mu and y; false where mu is silent. */
  private boolean estimateRoom(ComplexRow y, double relaxation) {
    fillNormalEquations(y);
    solver.load(RIDGE);
    if (!solver.factor()) {
      return false;
    }
    solver.solve(rightRe, rightIm);
    for (int l = 0; l < taps; l++) {
      h.re[l] += (float) (relaxation * (rightRe[l] - h.re[l]));
      h.im[l] += (float) (relaxation * (rightIm[l] - h.im[l]));
    }
    return true;
  }

  /**
   * Sums over t &lt; T of conj mu[t - l] mu[t - m] follow from those of the row above by taking
   * away one product at the end: {@code R[l + 1][m + 1] = R[l][m] - conj mu[T - 1 - l] mu[T - 1 -
   * m]}.
   */
  private void fillNormalEquations(ComplexRow y) {
    double[][] re = solver.re();
    double[][] im = solver.im();
    double variances = 0;
    for (double v : variance) {
      variances += v;
    }
    for (int m = 0; m < taps; m++) {
      correlate(mu, mu, m);
      re[m][0] = sumRe;
      im[m][0] = sumIm;
      correlate(mu, y, m);
      rightRe[m] = sumRe;
      rightIm[m] = sumIm;
    }
    for (int l = 1; l < taps; l++) {
      for (int m = l; m < taps; m++) {
        double ar = mu.re[frames - m];
        double ai = mu.im[frames - m];
        double br = mu.re[frames - l];
        double bi = mu.im[frames - l];
        re[m][l] = re[m - 1][l - 1] - (ar * br + ai * bi);
        im[m][l] = im[m - 1][l - 1] - (ar * bi - ai * br);
      }
    }
    double left = variances;
    for (int l = 0; l < taps; l++) {
      re[l][l] += left;
      left -= variance[frames - 1 - l];
    }
  }

  private double sumRe;
  private double sumIm;

  /** Leaves the sum over t of conj a[t - lag] b[t] in sumRe, sumIm. */
  private void correlate(ComplexRow a, ComplexRow b, int lag) {
    int n = frames - lag;
    sumRe = Vectors.dot(a.re, 0, b.re, lag, n) + Vectors.dot(a.im, 0, b.im, lag, n);
    sumIm = Vectors.dot(a.re, 0, b.im, lag, n) - Vectors.dot(a.im, 0, b.re, lag, n);
  }

  private double noiseVariance(ComplexRow y) {
    double spread = 0;
    for (double v : variance) {
      spread += v;
    }
    double explained = (residual.energy() + h.energy() * spread) / frames;
    return Math.max(Float.MIN_NORMAL, explained + SMALLEST_NOISE * y.energy() / frames);
  }

  /**
   * A few steps of conjugate gradients for u = mu / sqrt(lambda), preconditioned by the diagonal.
   */
  private void estimateDry(double noise) {
    float inverseNoise = (float) (1 / noise);
    float echo = (float) (h.energy() / noise);
    work.setCorrelated(h, residual, scratch);
    for (int t = 0; t < frames; t++) {
      float q = root[t];
      preconditioner[t] = 1 / (1 + q * q * echo);
      u.re[t] = mu.re[t] / q;
      u.im[t] = mu.im[t] / q;
      r.re[t] = q * work.re[t] * inverseNoise - u.re[t];
      r.im[t] = q * work.im[t] * inverseNoise - u.im[t];
    }
    precondition();
    p.set(z);
    double rz = r.realDot(z);
    for (int i = 0; i < settings.conjugateSteps(); i++) {
      applyTo(p, inverseNoise);
      float step = (float) (rz / Math.max(p.realDot(ap), Float.MIN_NORMAL));
      u.addScaled(step, p);
      r.addScaled(-step, ap);
      precondition();
      double next = r.realDot(z);
      float ratio = (float) (next / Math.max(rz, Float.MIN_NORMAL));
      for (int t = 0; t < frames; t++) {
        p.re[t] = z.re[t] + ratio * p.re[t];
        p.im[t] = z.im[t] + ratio * p.im[t];
      }
      rz = next;
    }
    for (int t = 0; t < frames; t++) {
      mu.re[t] = root[t] * u.re[t];
      mu.im[t] = root[t] * u.im[t];
    }
  }

  private void precondition() {
    for (int t = 0; t < frames; t++) {
      z.re[t] = preconditioner[t] * r.re[t];
      z.im[t] = preconditioner[t] * r.im[t];
    }
  }

  /** ap = p + sqrt(lambda) H^H H sqrt(lambda) p / sigma^2. */
  private void applyTo(ComplexRow x, float inverseNoise) {
    for (int t = 0; t < frames; t++) {
      work.re[t] = root[t] * x.re[t];
      work.im[t] = root[t] * x.im[t];
    }
    residual.clear();
    residual.addConvolved(h, work, 0, scratch);
    work.setCorrelated(h, residual, scratch);
    for (int t = 0; t < frames; t++) {
      ap.re[t] = x.re[t] + root[t] * work.re[t] * inverseNoise;
      ap.im[t] = x.im[t] + root[t] * work.im[t] * inverseNoise;
    }
  }
}
