package org.unroom.reverb.ir;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.unroom.core.dsp.RealFft;

/**
 * Octaves as zero-phase filters of gain {@code cos(pi/2 |log2(f / fc)|)}: powers of neighbours add
 * up to 1. The lowest octave reaches down to 0 Hz, the highest up to half the rate.
 */
final class OctaveFilters {
  private final double[] centersHz;
  private final int sampleRateHz;

  /** Octaves with these centres, rising by a factor of 2. */
  OctaveFilters(double[] centersHz, int sampleRateHz) {
    this.centersHz = centersHz.clone();
    this.sampleRateHz = sampleRateHz;
  }

  /** Number of octaves. */
  int count() {
    return centersHz.length;
  }

  /** Centre of octave i. */
  double centerHz(int i) {
    return centersHz[i];
  }

  /** White Gaussian noise of variance 1, filtered to octave i. */
  float[] noise(int i, int length, Random random) {
    float[] noise = new float[RealFft.nextPowerOfTwo(Math.max(2, length))];
    for (int n = 0; n < noise.length; n++) {
      noise[n] = (float) random.nextGaussian();
    }
    filter(noise, hz -> gain(i, hz));
    return Arrays.copyOf(noise, length);
  }

  /** What of {@code x} lies in octave i; the sum over all octaves is x again. */
  float[] part(int i, float[] x) {
    float[] part = Arrays.copyOf(x, RealFft.nextPowerOfTwo(Math.max(2, 2 * x.length)));
    filter(part, hz -> gain(i, hz) * gain(i, hz));
    return Arrays.copyOf(part, x.length);
  }

  private void filter(float[] x, java.util.function.DoubleUnaryOperator gain) {
    RealFft fft = RealFft.ofLength(x.length);
    fft.forward(x);
    IntToDoubleFunction ofBin = k -> gain.applyAsDouble(k * (double) sampleRateHz / x.length);
    x[0] *= (float) ofBin.applyAsDouble(0);
    x[1] *= (float) ofBin.applyAsDouble(x.length / 2);
    for (int k = 1; 2 * k < x.length; k++) {
      float weight = (float) ofBin.applyAsDouble(k);
      x[2 * k] *= weight;
      x[2 * k + 1] *= weight;
    }
    fft.inverse(x);
  }

  private double gain(int i, double hz) {
    double octavesAbove = Math.log(hz / centersHz[i]) / Math.log(2);
    boolean lowest = i == 0 && octavesAbove <= 0;
    boolean highest = i == centersHz.length - 1 && octavesAbove >= 0;
    if (lowest || highest) {
      return 1;
    }
    return Math.abs(octavesAbove) < 1 ? Math.cos(Math.PI / 2 * octavesAbove) : 0;
  }
}
