package org.unroom.core.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.unroom.core.dsp.PackedSpectrum;
import org.unroom.core.dsp.RealFft;

/**
 * White Gaussian noise of deviation 1, split into bands whose powers add up to 1 at every
 * frequency: band b has the gain {@code cos(pi/2 |u|)}, where u runs from 0 at its own centre to ±1
 * at its neighbours' on the logarithmic scale; the outermost bands reach to 0 Hz and to half the
 * sample rate. Each band has noise of its own; all start 2.5 ms late.
 */
public final class BandNoise {
  private static final double START_SECONDS = 0.0025;

  private final double sampleRateHz;
  private final float[][] bands;

  /**
   * Draws the noise.
   *
   * @param centersHz centres of the bands in hertz, rising, above 0, at least one
   * @param sampleRateHz samples per second
   * @param taps samples L of each band
   * @param seed of the noise
   */
  public BandNoise(List<Double> centersHz, double sampleRateHz, int taps, long seed) {
    for (int b = 0; b < centersHz.size(); b++) {
      if (!(centersHz.get(b) > (b == 0 ? 0 : centersHz.get(b - 1)))) {
        throw new IllegalArgumentException(
            "centersHz=%s must be above 0 and rise".formatted(centersHz));
      }
    }
    int start = (int) Math.round(START_SECONDS * sampleRateHz);
    if (centersHz.isEmpty() || taps <= start) {
      throw new IllegalArgumentException(
          "%d bands of taps=%d; there must be at least one band and more than %d taps"
              .formatted(centersHz.size(), taps, start));
    }
    this.sampleRateHz = sampleRateHz;
    this.bands = new float[centersHz.size()][];
    Random random = new Random(seed);
    RealFft fft = RealFft.ofLength(Math.max(2, RealFft.nextPowerOfTwo(taps)));
    for (int b = 0; b < bands.length; b++) {
      bands[b] = Arrays.copyOf(band(centersHz, b, fft, random), taps);
      Arrays.fill(bands[b], 0, start, 0);
    }
  }

  private float[] band(List<Double> centersHz, int b, RealFft fft, Random random) {
    float[] noise = new float[fft.length()];
    for (int n = 0; n < noise.length; n++) {
      noise[n] = (float) random.nextGaussian();
    }
    fft.forward(noise);
    for (int k = 0; k < fft.bins(); k++) {
      float gain = (float) gain(centersHz, b, k * sampleRateHz / fft.length());
      PackedSpectrum.set(
          noise, k, gain * PackedSpectrum.re(noise, k), gain * PackedSpectrum.im(noise, k));
    }
    fft.inverse(noise);
    return noise;
  }

  private static double gain(List<Double> centersHz, int b, double hz) {
    double center = centersHz.get(b);
    int neighbour = hz < center ? b - 1 : b + 1;
    if (neighbour < 0 || neighbour == centersHz.size()) {
      return 1;
    }
    double u = Math.log(hz / center) / Math.log(centersHz.get(neighbour) / center);
    return u < 1 ? Math.cos(Math.PI / 2 * u) : 0;
  }

  /** Samples per second. */
  public double sampleRateHz() {
    return sampleRateHz;
  }

  /** Samples L of each band. */
  public int taps() {
    return bands[0].length;
  }

  /** The noise {@code [b][k]}, not a copy. */
  float[][] bands() {
    return bands;
  }
}
