package org.unroom.core.dsp;

/**
 * Complex Fourier transforms of many frames side by side, {@code Z[k] = sum over i of z[i] exp(-2
 * pi i k i / N)} for N = 2^a or 3 2^a: row i holds sample i of all frames, one frame per lane,
 * {@code re[i][lane]}. Rows enter every butterfly as whole arrays, all at the same index, which is
 * what the JVM needs to work on them in lanes: two to three times as quick as one transform after
 * the other (docs/measurements.md).
 *
 * <p>The forward transform decimates in frequency and leaves bin k in row {@link #row}(k); the
 * inverse takes the bins from there and leaves the samples in order, so nothing is ever permuted
 * (W. M. Gentleman, G. Sande, "Fast Fourier transforms: for fun and profit", 1966). Not scaled
 * either way: inverse(forward(z)) = N z. Safe for several threads at once.
 */
public final class LaneFft {
  private static final float HALF = 0.5f;
  private static final float SQRT_3_4 = (float) Math.sqrt(3) / 2;

  private final int n;
  private final float[] cosine;
  private final float[] sine;
  private final int[] rows;

  /**
   * Plans the transform.
   *
   * @param n length N: a power of two, or three times one
   */
  public LaneFft(int n) {
    if (!fits(n)) {
      throw new IllegalArgumentException(
          "n=%d must be a power of two or three times one; use %d"
              .formatted(n, RealFft.nextPowerOfTwo(n)));
    }
    this.n = n;
    this.cosine = new float[n];
    this.sine = new float[n];
    for (int i = 0; i < n; i++) {
      cosine[i] = (float) Math.cos(2 * Math.PI * i / n);
      sine[i] = (float) Math.sin(2 * Math.PI * i / n);
    }
    this.rows = new int[n];
    placeBins(0, n, 0, 1);
  }

  /** Whether there is a transform of this length. */
  public static boolean fits(int n) {
    return n >= 1 && (Integer.bitCount(n) == 1 || (n % 3 == 0 && Integer.bitCount(n / 3) == 1));
  }

  /** Transform length N. */
  public int length() {
    return n;
  }

  /** The row in which {@link #forward} leaves bin k, 0..N-1. */
  public int row(int k) {
    return rows[k];
  }

  private void placeBins(int firstRow, int length, int firstBin, int step) {
    if (length == 1) {
      rows[firstBin] = firstRow;
      return;
    }
    int parts = length % 3 == 0 ? 3 : 2;
    for (int q = 0; q < parts; q++) {
      int part = length / parts;
      placeBins(firstRow + q * part, part, firstBin + q * step, step * parts);
    }
  }

  /** Replaces samples by bins, in all lanes. */
  public void forward(float[][] re, float[][] im) {
    int length = n;
    if (n % 3 == 0) {
      length = n / 3;
      for (int p = 0; p < length; p++) {
        split3(re, im, p, length, SQRT_3_4);
        turn(re[p + length], im[p + length], cosine[p], -sine[p]);
        turn(re[p + 2 * length], im[p + 2 * length], cosine[2 * p], -sine[2 * p]);
      }
    }
    for (; length >= 2; length /= 2) {
      for (int p = 0; p < length / 2; p++) {
        int w = p * (n / length);
        for (int i = p; i < n; i += length) {
          int k = i + length / 2;
          if (p == 0) {
            split2(re[i], re[k]);
            split2(im[i], im[k]);
          } else {
            splitAndTurn(re[i], im[i], re[k], im[k], cosine[w], -sine[w]);
          }
        }
      }
    }
  }

  /** Replaces bins by N times the samples, in all lanes. */
  public void inverse(float[][] re, float[][] im) {
    int third = n % 3 == 0 ? n / 3 : 0;
    for (int length = 2; length <= (third > 0 ? third : n); length *= 2) {
      for (int p = 0; p < length / 2; p++) {
        int w = p * (n / length);
        for (int i = p; i < n; i += length) {
          int k = i + length / 2;
          if (p == 0) {
            split2(re[i], re[k]);
            split2(im[i], im[k]);
          } else {
            turnAndSplit(re[i], im[i], re[k], im[k], cosine[w], sine[w]);
          }
        }
      }
    }
    for (int p = 0; p < third; p++) {
      turn(re[p + third], im[p + third], cosine[p], sine[p]);
      turn(re[p + 2 * third], im[p + 2 * third], cosine[2 * p], sine[2 * p]);
      split3(re, im, p, third, -SQRT_3_4);
    }
  }

  private static void split2(float[] a, float[] b) {
    for (int j = 0; j < a.length; j++) {
      float x = a[j];
      float y = b[j];
      a[j] = x + y;
      b[j] = x - y;
    }
  }

  private static void splitAndTurn(
      float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
    for (int j = 0; j < ar.length; j++) {
      float x = ar[j];
      float y = br[j];
      float u = ai[j];
      float v = bi[j];
      float re = x - y;
      float im = u - v;
      ar[j] = x + y;
      ai[j] = u + v;
      br[j] = re * wr - im * wi;
      bi[j] = re * wi + im * wr;
    }
  }

  private static void turnAndSplit(
      float[] ar, float[] ai, float[] br, float[] bi, float wr, float wi) {
    for (int j = 0; j < ar.length; j++) {
      float x = ar[j];
      float u = ai[j];
      float y = br[j];
      float v = bi[j];
      float re = y * wr - v * wi;
      float im = y * wi + v * wr;
      ar[j] = x + re;
      ai[j] = u + im;
      br[j] = x - re;
      bi[j] = u - im;
    }
  }

  private static void turn(float[] re, float[] im, float wr, float wi) {
    for (int j = 0; j < re.length; j++) {
      float x = re[j];
      float y = im[j];
      re[j] = x * wr - y * wi;
      im[j] = x * wi + y * wr;
    }
  }

  /** Sum of three rows, and both differences, which lie a third turn apart either way. */
  private static void split3(float[][] re, float[][] im, int p, int third, float sine) {
    int b = p + third;
    int c = b + third;
    split2(re[b], re[c]);
    split2(im[b], im[c]);
    cross(re[p], re[b], im[c], sine);
    cross(im[p], im[b], re[c], -sine);
    float[] swapped = re[c];
    re[c] = im[c];
    im[c] = swapped;
  }

  private static void cross(float[] x, float[] sum, float[] difference, float sine) {
    for (int j = 0; j < x.length; j++) {
      float middle = x[j] - HALF * sum[j];
      float side = sine * difference[j];
      x[j] += sum[j];
      sum[j] = middle + side;
      difference[j] = middle - side;
    }
  }
}
