package org.unroom.core.dsp;

import java.util.Arrays;

/**
 * Linear convolution with a fixed kernel by the overlap-add method,
 *
 * <pre>
 *   y[n] = sum over k of h[k] x[n - k],   n = 0..len(x) + len(h) - 2
 * </pre>
 *
 * The full result, not cropped and not delayed: sample 0 of y is x[0] h[0]. The signal is cut into
 * blocks that fit an FFT of about four kernel lengths, so memory stays bounded for long recordings;
 * a shorter signal takes one block. Single precision: the error is about 1e-7 of the largest output
 * sample. Source: A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal Processing", 2nd ed., sec.
 * 8.7.3.
 */
public final class FftConvolution {
  private static final int KERNELS_PER_TRANSFORM = 4;
  private static final int SMALLEST_TRANSFORM = 1024;

  private final float[] kernel;
  private final RealFft fft;
  private final float[] kernelSpectrum;

  /**
   * Transforms the kernel.
   *
   * @param kernel impulse response h, any length; of length 0, every result has length 0
   */
  public FftConvolution(float[] kernel) {
    int transform =
        Math.max(SMALLEST_TRANSFORM, KERNELS_PER_TRANSFORM * RealFft.nextPowerOfTwo(kernel.length));
    this.kernel = kernel;
    this.fft = RealFft.ofLength(transform);
    this.kernelSpectrum = new float[transform];
    System.arraycopy(kernel, 0, kernelSpectrum, 0, kernel.length);
    fft.forward(kernelSpectrum);
  }

  /** The convolution of two signals, length a + b - 1; 0 if either is empty. */
  public static float[] full(float[] a, float[] b) {
    return a.length < b.length ? new FftConvolution(a).full(b) : new FftConvolution(b).full(a);
  }

  /** The convolution of {@code x} with the kernel, length x + kernel - 1; 0 if either is empty. */
  public float[] full(float[] x) {
    if (x.length == 0 || kernel.length == 0) {
      return new float[0];
    }
    float[] y = new float[x.length + kernel.length - 1];
    float[] scratch = new float[fft.length()];
    for (int start = 0; start < x.length; start += blockLength()) {
      addBlock(x, start, y, scratch);
    }
    return y;
  }

  private int blockLength() {
    return fft.length() - kernel.length + 1;
  }

  private void addBlock(float[] x, int start, float[] y, float[] scratch) {
    int length = Math.min(blockLength(), x.length - start);
    System.arraycopy(x, start, scratch, 0, length);
    Arrays.fill(scratch, length, scratch.length, 0);
    fft.forward(scratch);
    PackedSpectrum.multiply(scratch, kernelSpectrum);
    fft.inverse(scratch);
    int end = Math.min(y.length, start + length + kernel.length - 1);
    for (int n = start; n < end; n++) {
      y[n] += scratch[n - start];
    }
  }
}
