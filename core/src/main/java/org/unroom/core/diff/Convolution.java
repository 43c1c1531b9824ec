package org.unroom.core.diff;

import java.util.Arrays;
import org.unroom.core.dsp.PackedSpectrum;
import org.unroom.core.dsp.RealFft;

/**
 * Convolution of a signal with an impulse response, both of which may be learned, cut to the
 * signal's length,
 *
 * <pre>
 *   forward    y[n] = sum over k of h[k] x[n - k],              n = 0..N-1
 *   adjoint    gx[n] = sum over k of h[k] gy[n + k],   gh[k] = sum over n of gy[n] x[n - k]
 * </pre>
 *
 * by one FFT over all of it; forward and adjoint take three transforms each. Nothing is allocated.
 * Not safe for several threads at once.
 */
public final class Convolution {
  private final int length;
  private final int taps;
  private final RealFft fft;
  private final float[] signalSpectrum;
  private final float[] responseSpectrum;
  private final float[] work;
  private final float[] product;

  /**
   * Plans the transforms.
   *
   * @param length N of the signal, at least 1
   * @param taps of the impulse response, at least 1
   */
  public Convolution(int length, int taps) {
    if (length < 1 || taps < 1) {
      throw new IllegalArgumentException(
          "length=%d and taps=%d must be at least 1".formatted(length, taps));
    }
    this.length = length;
    this.taps = taps;
    this.fft = RealFft.ofLength(Math.max(2, RealFft.nextPowerOfTwo(length + taps - 1)));
    this.signalSpectrum = new float[fft.length()];
    this.responseSpectrum = new float[fft.length()];
    this.work = new float[fft.length()];
    this.product = new float[fft.length()];
  }

  /** Writes y, as long as x. */
  public void forward(float[] x, float[] response, float[] y) {
    transform(x, length, signalSpectrum);
    transform(response, taps, responseSpectrum);
    System.arraycopy(signalSpectrum, 0, work, 0, work.length);
    PackedSpectrum.multiply(work, responseSpectrum);
    fft.inverse(work);
    System.arraycopy(work, 0, y, 0, length);
  }

  /**
   * Adds the gradients, for what {@link #forward} had last.
   *
   * @param gx gradient with respect to x, added to; of length 0 if it is not wanted
   * @param gResponse gradient with respect to h, added to; of length 0 likewise
   */
  public void adjoint(float[] gy, float[] gx, float[] gResponse) {
    transform(gy, length, work);
    addCorrelation(responseSpectrum, gx, length);
    addCorrelation(signalSpectrum, gResponse, taps);
  }

  private void addCorrelation(float[] with, float[] sum, int count) {
    if (sum.length == 0) {
      return;
    }
    Arrays.fill(product, 0);
    PackedSpectrum.addConjugateProduct(product, with, work);
    fft.inverse(product);
    for (int n = 0; n < count; n++) {
      sum[n] += product[n];
    }
  }

  private void transform(float[] x, int count, float[] into) {
    System.arraycopy(x, 0, into, 0, count);
    Arrays.fill(into, count, into.length, 0);
    fft.forward(into);
  }
}
