package org.unroom.core.dsp;

/**
 * Reads and multiplies spectra in the packed layout of {@link RealFft}: N floats, for even N {@code
 * [Re X0, Re X(N/2), Re X1, Im X1, ...]}, for odd N {@code [Re X0, Im X((N-1)/2), Re X1, Im X1,
 * ..., Re X((N-1)/2)]}. Length N is the array's.
 */
public final class PackedSpectrum {
  private PackedSpectrum() {}

  /** Real part of bin k, 0..N/2. */
  public static float re(float[] packed, int k) {
    return 2 * k == packed.length ? packed[1] : packed[2 * k];
  }

  /** Imaginary part of bin k, 0..N/2. */
  public static float im(float[] packed, int k) {
    if (k == 0 || 2 * k == packed.length) {
      return 0;
    }
    return 2 * k + 1 < packed.length ? packed[2 * k + 1] : packed[1];
  }

  /** Sets bin k, 0..N/2; what is no part of the layout, Im X0 and Im X(N/2), is dropped. N even. */
  public static void set(float[] packed, int k, float re, float im) {
    if (2 * k == packed.length) {
      packed[1] = re;
    } else {
      packed[2 * k] = re;
      if (k > 0) {
        packed[2 * k + 1] = im;
      }
    }
  }

  /** {@code a <- a b}, bin by bin; N even. */
  public static void multiply(float[] a, float[] b) {
    a[0] *= b[0];
    a[1] *= b[1];
    for (int i = 2; i < a.length; i += 2) {
      float re = a[i] * b[i] - a[i + 1] * b[i + 1];
      a[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
      a[i] = re;
    }
  }

  /** {@code sum <- sum + a b}, bin by bin; N even. */
  static void addProduct(float[] sum, float[] a, float[] b) {
    sum[0] += a[0] * b[0];
    sum[1] += a[1] * b[1];
    for (int i = 2; i < a.length; i += 2) {
      sum[i] += a[i] * b[i] - a[i + 1] * b[i + 1];
      sum[i + 1] += a[i] * b[i + 1] + a[i + 1] * b[i];
    }
  }

  /** {@code sum <- sum + conj(a) b}, bin by bin; N even. */
  public static void addConjugateProduct(float[] sum, float[] a, float[] b) {
    sum[0] += a[0] * b[0];
    sum[1] += a[1] * b[1];
    for (int i = 2; i < a.length; i += 2) {
      sum[i] += a[i] * b[i] + a[i + 1] * b[i + 1];
      sum[i + 1] += a[i] * b[i + 1] - a[i + 1] * b[i];
    }
  }
}
