package org.unroom.core.dsp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jtransforms.fft.FloatFFT_1D;
import org.jtransforms.utils.CommonUtils;

/**
 * Discrete Fourier transform of real signals, {@code X[k] = sum_n x[n] exp(-2 pi i k n / N)}, on
 * JTransforms in single precision, any length N. Spectra lie packed in N floats, in the layout of
 * JTransforms: for even N {@code [Re X0, Re X(N/2), Re X1, Im X1, Re X2, Im X2, ...]}, for odd N
 * {@code [Re X0, Im X((N-1)/2), Re X1, Im X1, ..., Re X((N-1)/2)]}. Plans are cached per length and
 * may be used by several threads at once; each transform runs on the calling thread.
 */
public final class RealFft {
  private static final Map<Integer, RealFft> PLANS = new ConcurrentHashMap<>();

  static {
    CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Integer.MAX_VALUE);
    CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Integer.MAX_VALUE);
  }

  private final int n;
  private final FloatFFT_1D plan;

  private RealFft(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("FFT length n=%d must be at least 1".formatted(n));
    }
    this.n = n;
    this.plan = new FloatFFT_1D(n);
  }

  /** The plan for length {@code n}, at least 1. */
  public static RealFft ofLength(int n) {
    return PLANS.computeIfAbsent(n, RealFft::new);
  }

  /** The smallest power of two that is at least {@code n}. */
  public static int nextPowerOfTwo(int n) {
    return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
  }

  /** Transform length N. */
  public int length() {
    return n;
  }

  /** Number of distinct bins, {@code N/2 + 1}. */
  public int bins() {
    return n / 2 + 1;
  }

  /** Replaces the N samples by their packed spectrum. */
  public void forward(float[] a) {
    plan.realForward(a);
  }

  /** Replaces the packed spectrum by its N samples; the inverse of {@link #forward}. */
  public void inverse(float[] a) {
    plan.realInverse(a, true);
  }
}
