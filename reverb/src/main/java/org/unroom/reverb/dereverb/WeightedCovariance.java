package org.unroom.reverb.dereverb;

import org.unroom.core.linalg.HermitianSolver;
import org.unroom.core.linalg.MatrixProduct;

/**
 * The normal equations of delayed linear prediction in one bin, {@code R g = r}, for C channels
 * with K taps each,
 *
 * <pre>
 *   R[(a,i)][(b,j)] = sum over t of w[t] y_a[t - d - i] conj y_b[t - d - j],   i, j = 0..K-1
 *   r_c[(a,i)]      = sum over t of w[t] y_a[t - d - i] conj y_c[t]
 * </pre>
 *
 * All of R follows from lagged products weighted by shifted weights,
 *
 * <pre>
 *   G_ab[m][i] = sum over s of ( y_a[s] conj y_b[s - m] ) w[s + d + i]
 *   R[(a,i)][(b,i+m)] = G_ab[m][i],   r_c[(a,i)] = conj of the same at w[s], with C_ca and m = d + i
 * </pre>
 *
 * which is a product of real matrices, 2 (K + d) by T and T by (K + 1): half of the operations of
 * multiplying the delayed frames with each other. One object for each thread.
 */
final class WeightedCovariance implements AutoCloseable {
  private final int channels;
  private final int taps;
  private final int delay;
  private final int frames;
  private final int lags;
  private final MatrixProduct product;
  private final HermitianSolver solver;
  private final float[] padded;
  private final float[] row;
  private final float[] shiftedRe;
  private final float[] shiftedIm;
  private final float[] column;
  private final double[][] rightRe;
  private final double[][] rightIm;

  WeightedCovariance(int channels, int taps, int delay, int frames) {
    this.channels = channels;
    this.taps = taps;
    this.delay = delay;
    this.frames = frames;
    this.lags = taps + delay;
    this.product = new MatrixProduct(2 * lags, taps + 1, frames);
    this.solver = new HermitianSolver(channels * taps);
    this.padded = new float[frames + lags];
    this.row = new float[frames];
    this.shiftedRe = new float[frames];
    this.shiftedIm = new float[frames];
    this.column = new float[2 * lags];
    this.rightRe = new double[channels][channels * taps];
    this.rightIm = new double[channels][channels * taps];
  }

  /**
   * Sets up and solves the equations of one bin.
   *
   * @param re real parts {@code [channel][t]}
   * @param im imaginary parts
   * @param weight w, above 0
   * @param ridge added to the diagonal, as a share of its mean
   * @return whether there is a solution; without (silence, for one) nothing can be predicted
   */
  boolean solve(float[][] re, float[][] im, float[] weight, double ridge) {
    putWeights(weight);
    for (int a = 0; a < channels; a++) {
      for (int b = 0; b < channels; b++) {
        putLaggedProducts(re[a], im[a], re[b], im[b]);
        product.compute();
        collect(a, b);
      }
    }
    solver.load(ridge);
    if (!solver.factor()) {
      return false;
    }
    for (int c = 0; c < channels; c++) {
      solver.solve(rightRe[c], rightIm[c]);
    }
    return true;
  }

  /** Real parts of the prediction filter of channel c, {@code [a * K + i]}. */
  double[] filterRe(int c) {
    return rightRe[c];
  }

  /** Imaginary parts of the prediction filter of channel c. */
  double[] filterIm(int c) {
    return rightIm[c];
  }

  private void putWeights(float[] weight) {
    System.arraycopy(weight, 0, padded, 0, frames);
    for (int i = 0; i < taps; i++) {
      product.putB(i, 0, padded, delay + i, frames);
    }
    product.putB(taps, 0, padded, 0, frames);
  }

  private void putLaggedProducts(float[] aRe, float[] aIm, float[] bRe, float[] bIm) {
    for (int m = 0; m < lags; m++) {
      // all arrays at the same index: only such loops run in lanes
      int first = Math.min(m, frames);
      java.util.Arrays.fill(shiftedRe, 0, first, 0f);
      java.util.Arrays.fill(shiftedIm, 0, first, 0f);
      System.arraycopy(bRe, 0, shiftedRe, first, frames - first);
      System.arraycopy(bIm, 0, shiftedIm, first, frames - first);
      for (int s = 0; s < frames; s++) {
        row[s] = aRe[s] * shiftedRe[s] + aIm[s] * shiftedIm[s];
      }
      product.putA(2 * m, 0, row, 0, frames);
      for (int s = 0; s < frames; s++) {
        row[s] = aIm[s] * shiftedRe[s] - aRe[s] * shiftedIm[s];
      }
      product.putA(2 * m + 1, 0, row, 0, frames);
    }
  }

  /**
   * R[(a,i)][(b,j)] for j >= i from G_ab; its mirror image is the lower triangle of block (b, a).
   */
  private void collect(int a, int b) {
    double[][] re = solver.re();
    double[][] im = solver.im();
    for (int i = 0; i < taps; i++) {
      product.getColumn(i, column);
      for (int j = i; j < taps; j++) {
        int m = j - i;
        re[b * taps + j][a * taps + i] = column[2 * m];
        im[b * taps + j][a * taps + i] = -column[2 * m + 1];
        re[a * taps + i][b * taps + j] = column[2 * m];
        im[a * taps + i][b * taps + j] = column[2 * m + 1];
      }
    }
    // y_a is the channel that is predicted here, y_b the one that it is predicted from
    product.getColumn(taps, column);
    for (int i = 0; i < taps; i++) {
      rightRe[a][b * taps + i] = column[2 * (delay + i)];
      rightIm[a][b * taps + i] = -column[2 * (delay + i) + 1];
    }
  }

  @Override
  public void close() {
    product.close();
  }
}
