package org.unroom.core.dsp;

import java.util.Arrays;

/**
 * Cross-correlation of two signals at the lags up to {@code maxLag} samples either way,
 *
 * <pre>
 *   c[maxLag + l] = sum over n of x[n] y[n + l],   l = -maxLag..maxLag
 * </pre>
 *
 * with zeros outside both. The peak lies at l = d where y is x delayed by d samples. Computed block
 * by block: the cross-spectra of all blocks add up, so one inverse transform is enough and memory
 * does not grow with the length.
 */
public final class CrossCorrelation {
  private static final int SMALLEST_BLOCK = 1 << 14;

  private CrossCorrelation() {}

  /** The 2 maxLag + 1 correlations; signals of any lengths, {@code maxLag} at least 0. */
  public static float[] atLags(float[] x, float[] y, int maxLag) {
    if (maxLag < 0) {
      throw new IllegalArgumentException("maxLag=%d must be at least 0".formatted(maxLag));
    }
    RealFft fft = RealFft.ofLength(RealFft.nextPowerOfTwo(SMALLEST_BLOCK + 4 * maxLag));
    int block = fft.length() - 2 * maxLag;
    float[] sum = new float[fft.length()];
    float[] xs = new float[fft.length()];
    float[] ys = new float[fft.length()];
    for (int start = 0; start < x.length; start += block) {
      copy(x, start, Math.min(start + block, x.length), xs);
      copy(y, start - maxLag, start + block + maxLag, ys);
      fft.forward(xs);
      fft.forward(ys);
      PackedSpectrum.addConjugateProduct(sum, xs, ys);
    }
    fft.inverse(sum);
    return Arrays.copyOf(sum, 2 * maxLag + 1);
  }

  /** {@code to[i] = from[begin + i]} up to {@code end}, zeros where there is no sample. */
  private static void copy(float[] from, int begin, int end, float[] to) {
    Arrays.fill(to, 0);
    int first = Math.max(0, begin);
    int last = Math.min(from.length, end);
    if (last > first) {
      System.arraycopy(from, first, to, first - begin, last - first);
    }
  }
}
