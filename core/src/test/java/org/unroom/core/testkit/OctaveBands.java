package org.unroom.core.testkit;

import java.util.Arrays;
import org.unroom.core.dsp.RealFft;

/**
 * The seven octave bands 125 Hz … 8 kHz of synthetic rooms as zero-phase filters in the frequency
 * domain. Band b lies between the edges {@code 125 * 2^(b - 1/2)} and {@code 125 * 2^(b + 1/2)};
 * the lowest reaches down to 0 Hz, the highest up to the Nyquist frequency. Around an edge e the
 * powers of its two bands cross as sin² and cos²,
 *
 * <pre>
 *   P_b(f) = r(f, e_low) (1 - r(f, e_high)),   r(f, e) = sin^2(pi/2 clip(log2(f/e)/w + 1/2, 0, 1))
 * </pre>
 *
 * with w the width of the crossing in octaves; the sum over all bands is 1 at every frequency.
 */
public final class OctaveBands {
  /** Number of bands. */
  public static final int COUNT = 7;

  private static final double LOWEST_HZ = 125;

  private final int sampleRateHz;
  private final double crossingOctaves;

  /**
   * A filter bank.
   *
   * @param sampleRateHz rate of the signals
   * @param crossingOctaves width of a crossing, above 0 and at most 1: narrow ones keep the decays
   *     of neighbours apart, wide ones ring less
   */
  public OctaveBands(int sampleRateHz, double crossingOctaves) {
    if (!(crossingOctaves > 0 && crossingOctaves <= 1)) {
      throw new IllegalArgumentException(
          "crossingOctaves=%s must be above 0 and at most 1".formatted(crossingOctaves));
    }
    this.sampleRateHz = sampleRateHz;
    this.crossingOctaves = crossingOctaves;
  }

  /** Centre of band b, 0..6, in hertz. */
  public static double centreHz(int b) {
    return LOWEST_HZ * Math.pow(2, b);
  }

  /** White Gaussian noise of variance 1 in pieces: {@code [b][n]}, independent, sum is white. */
  public float[][] noise(int n, long seed) {
    float[][] bands = new float[COUNT][];
    for (int b = 0; b < COUNT; b++) {
      bands[b] = filtered(SeededNoise.gaussian(n, seed * COUNT + b), b, 0.5);
    }
    return bands;
  }

  /**
   * Sum over the bands of {@code x[b]}, each reduced to its band; equal signals come back whole.
   */
  public float[] sum(float[][] x) {
    float[] sum = new float[x[0].length];
    for (int b = 0; b < COUNT; b++) {
      float[] part = filtered(x[b], b, 1);
      for (int n = 0; n < sum.length; n++) {
        sum[n] += part[n];
      }
    }
    return sum;
  }

  /** What of {@code x} lies in band b, for measuring its decay. */
  public float[] band(float[] x, int b) {
    return filtered(x, b, 0.5);
  }

  /** {@code x} filtered by {@code P_b^exponent}; as long as x, as if silence surrounded it. */
  private float[] filtered(float[] x, int b, double exponent) {
    RealFft fft = RealFft.ofLength(RealFft.nextPowerOfTwo(Math.max(2, 2 * x.length)));
    float[] a = Arrays.copyOf(x, fft.length());
    fft.forward(a);
    a[0] *= (float) gain(b, 0, exponent);
    a[1] *= (float) gain(b, sampleRateHz / 2.0, exponent);
    for (int k = 1; k < fft.length() / 2; k++) {
      float g = (float) gain(b, k * (double) sampleRateHz / fft.length(), exponent);
      a[2 * k] *= g;
      a[2 * k + 1] *= g;
    }
    fft.inverse(a);
    return Arrays.copyOf(a, x.length);
  }

  private double gain(int b, double hz, double exponent) {
    double above = b == 0 ? 1 : rise(hz, centreHz(b) / Math.sqrt(2));
    double below = b == COUNT - 1 ? 1 : 1 - rise(hz, centreHz(b) * Math.sqrt(2));
    return Math.pow(above * below, exponent);
  }

  private double rise(double hz, double edgeHz) {
    if (hz <= 0) {
      return 0;
    }
    double u = Math.log(hz / edgeHz) / Math.log(2) / crossingOctaves + 0.5;
    double s = Math.sin(Math.PI / 2 * Math.min(1, Math.max(0, u)));
    return s * s;
  }
}
