package org.unroom.core.dsp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Linear convolution of a sound that comes block by block with a fixed kernel of any length,
 *
 * <pre>
 *   y[n] = sum over k of h[k] x[n - k],   block after block of B samples
 * </pre>
 *
 * The kernel is cut into partitions of B samples; their spectra are multiplied with those of the
 * last blocks of x and summed before one inverse transform (uniformly partitioned overlap-save; W.
 * G. Gardner, "Efficient convolution without input-output delay", JAES 43 (3), 1995, sec. 2).
 * Memory and work a sample grow with the kernel, not with the sound. Partitions of zeros cost
 * nothing, and a kernel of zeros gives zeros exactly. Single precision, as {@link FftConvolution}.
 * One object for each sound.
 */
public final class PartitionedConvolution {
  private final int block;
  private final RealFft fft;
  private final List<float[]> partitions = new ArrayList<>();
  private final List<Integer> delays = new ArrayList<>();
  private final float[][] spectra;
  private final float[] window;
  private final float[] sum;
  private int newest;

  /**
   * Transforms the kernel.
   *
   * @param kernel h
   * @param block B, a power of two
   */
  public PartitionedConvolution(float[] kernel, int block) {
    if (block < 1 || Integer.bitCount(block) != 1) {
      throw new IllegalArgumentException("block=%d must be a power of two".formatted(block));
    }
    this.block = block;
    this.fft = RealFft.ofLength(2 * block);
    for (int start = 0; start < kernel.length; start += block) {
      float[] partition = new float[2 * block];
      int count = Math.min(block, kernel.length - start);
      System.arraycopy(kernel, start, partition, 0, count);
      if (!isZero(partition)) {
        fft.forward(partition);
        partitions.add(partition);
        delays.add(start / block);
      }
    }
    int history = delays.isEmpty() ? 0 : delays.get(delays.size() - 1) + 1;
    this.spectra = new float[history][2 * block];
    this.window = new float[2 * block];
    this.sum = new float[2 * block];
  }

  private static boolean isZero(float[] x) {
    for (float v : x) {
      if (v != 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds the next block of y, for the next block of x, to {@code y[0…B)}. */
  public void addNext(float[] x, float[] y) {
    if (spectra.length == 0) {
      return;
    }
    System.arraycopy(window, block, window, 0, block);
    System.arraycopy(x, 0, window, block, block);
    newest = (newest + 1) % spectra.length;
    System.arraycopy(window, 0, spectra[newest], 0, 2 * block);
    fft.forward(spectra[newest]);
    Arrays.fill(sum, 0);
    for (int p = 0; p < partitions.size(); p++) {
      int past = Math.floorMod(newest - delays.get(p), spectra.length);
      PackedSpectrum.addProduct(sum, partitions.get(p), spectra[past]);
    }
    fft.inverse(sum);
    for (int n = 0; n < block; n++) {
      y[n] += sum[block + n];
    }
  }
}
