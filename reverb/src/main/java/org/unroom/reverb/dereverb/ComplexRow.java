package org.unroom.reverb.dereverb;

import java.util.Arrays;
import org.unroom.core.linalg.Vectors;

/**
 * Complex numbers along time in one bin, real and imaginary parts apart, with the few operations
 * that prediction and posterior need. Convolution and correlation copy what they shift into a small
 * block first, since the JVM runs loops in lanes only where all arrays have the same index: three
 * to four times faster than the loop that the equation says.
 */
final class ComplexRow {
  private static final int BLOCK = 512;

  final float[] re;
  final float[] im;

  ComplexRow(int length) {
    this(new float[length], new float[length]);
  }

  ComplexRow(float[] re, float[] im) {
    this.re = re;
    this.im = im;
  }

  int length() {
    return re.length;
  }

  void set(ComplexRow other) {
    System.arraycopy(other.re, 0, re, 0, re.length);
    System.arraycopy(other.im, 0, im, 0, im.length);
  }

  void clear() {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
  }

  /** Adds {@code weight * x}. */
  void addScaled(float weight, ComplexRow x) {
    Vectors.addScaled(weight, x.re, re);
    Vectors.addScaled(weight, x.im, im);
  }

  /** Sum of |x|^2. */
  double energy() {
    return Vectors.dot(re, re) + Vectors.dot(im, im);
  }

  /** Real part of the sum of conj(x) y. */
  double realDot(ComplexRow y) {
    return Vectors.dot(re, y.re) + Vectors.dot(im, y.im);
  }

  /** Adds the convolution {@code sum over l of h[l] x[t - delay - l]}. */
  void addConvolved(ComplexRow h, ComplexRow x, int delay, Scratch scratch) {
    for (int from = 0; from < length(); from += BLOCK) {
      int count = Math.min(BLOCK, length() - from);
      scratch.load(this, from, count);
      for (int l = 0; l < h.length(); l += 2) {
        boolean pair = l + 1 < h.length();
        scratch.take(x, from - delay - l, count, 0);
        scratch.take(x, from - delay - l - 1, pair ? count : 0, 1);
        scratch.add(h.re[l], h.im[l], pair ? h.re[l + 1] : 0, pair ? h.im[l + 1] : 0);
      }
      scratch.store(this, from, count);
    }
  }

  /** Sets this to the correlation {@code sum over l of conj h[l] x[t + l]}. */
  void setCorrelated(ComplexRow h, ComplexRow x, Scratch scratch) {
    for (int from = 0; from < length(); from += BLOCK) {
      int count = Math.min(BLOCK, length() - from);
      scratch.zero();
      for (int l = 0; l < h.length(); l += 2) {
        boolean pair = l + 1 < h.length();
        scratch.take(x, from + l, count, 0);
        scratch.take(x, from + l + 1, pair ? count : 0, 1);
        scratch.add(h.re[l], -h.im[l], pair ? h.re[l + 1] : 0, pair ? -h.im[l + 1] : 0);
      }
      scratch.store(this, from, count);
    }
  }

  /** One thread's block of sums and of two shifted stretches. */
  static final class Scratch {
    private final float[] sumRe = new float[BLOCK];
    private final float[] sumIm = new float[BLOCK];
    private final float[][] re = new float[2][BLOCK];
    private final float[][] im = new float[2][BLOCK];

    private void zero() {
      Arrays.fill(sumRe, 0);
      Arrays.fill(sumIm, 0);
    }

    private void load(ComplexRow y, int from, int count) {
      System.arraycopy(y.re, from, sumRe, 0, count);
      System.arraycopy(y.im, from, sumIm, 0, count);
    }

    private void store(ComplexRow y, int from, int count) {
      System.arraycopy(sumRe, 0, y.re, from, count);
      System.arraycopy(sumIm, 0, y.im, from, count);
    }

    /** Copies x[from .. from + count - 1], zeros outside of x, into stretch i. */
    private void take(ComplexRow x, int from, int count, int i) {
      Vectors.copyRange(x.re, from, count, re[i]);
      Vectors.copyRange(x.im, from, count, im[i]);
    }

    /** Adds (a0 + i b0) times the first stretch and (a1 + i b1) times the second. */
    private void add(float a0, float b0, float a1, float b1) {
      weigh(sumRe, re[0], im[0], re[1], im[1], a0, -b0, a1, -b1);
      weigh(sumIm, re[0], im[0], re[1], im[1], b0, a0, b1, a1);
    }

    private static void weigh(
        float[] y,
        float[] p,
        float[] q,
        float[] r,
        float[] s,
        float wp,
        float wq,
        float wr,
        float ws) {
      for (int t = 0; t < BLOCK; t++) {
        y[t] += wp * p[t] + wq * q[t] + wr * r[t] + ws * s[t];
      }
    }
  }
}
