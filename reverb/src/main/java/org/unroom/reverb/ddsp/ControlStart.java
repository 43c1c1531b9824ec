package org.unroom.reverb.ddsp;

import java.util.Arrays;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.dsp.Window;

/**
 * Where the controls of a fit start: what a recording's spectra say at the multiples of its pitch,
 * read as if there were no room,
 *
 * <pre>
 *   a_h(t) = 4 max |X[t][f]| / N  over the three bins next to h f0(t)
 * </pre>
 *
 * (a sine of amplitude a peaks at a N/4 under a Hann window of N), and noise well below what lies
 * between the partials. All are natural logarithms of amplitude.
 */
final class ControlStart {
  private static final double FRAME_SECONDS = 0.064;
  private static final double HANN_GAIN = 0.25;
  private static final double HANN_POWER = 3.0 / 8;

  /** Silence: at 2048 a magnitude of 5e-7, below every floor of the logarithm. */
  private static final double LOWEST_AMPLITUDE = 1e-9;

  private static final double NOISE_QUANTILE = 0.25;
  private static final double NOISE_BELOW_NEPERS = 2;
  private static final double LOW_QUANTILE = 0.05;
  private static final double UNIFORM_DEVIATION = 1 / Math.sqrt(3);

  private final ControlFrames frames;
  private final float[] f0Hz;
  private final int harmonics;
  private final int nFft;
  private final float[][] mag;
  private final float[][] partials;

  /**
   * Reads a recording.
   *
   * @param x the recording
   * @param f0Hz pitch at every control frame, above 0
   */
  ControlStart(ControlFrames frames, float[] x, float[] f0Hz) {
    this.frames = frames;
    this.f0Hz = f0Hz;
    this.harmonics = harmonics();
    this.nFft = RealFft.nextPowerOfTwo((int) (FRAME_SECONDS * frames.sampleRateHz()));
    int step = frames.hop() * frames.settings().amplitudeFrames();
    float[] padded = new float[nFft / 2 + x.length];
    System.arraycopy(x, 0, padded, nFft / 2, x.length);
    this.mag =
        new MagnitudeSpectrogram(Window.HANN.periodic(nFft), nFft, step)
            .of(padded, frames.loudnessKnots());
    this.partials = new float[mag.length][harmonics];
    for (int k = 0; k < mag.length; k++) {
      readPartials(k);
    }
  }

  private int harmonics() {
    float[] sorted = f0Hz.clone();
    Arrays.sort(sorted);
    double low = sorted[(int) (LOW_QUANTILE * (sorted.length - 1))];
    int most = frames.settings().mostHarmonics();
    return (int) Math.max(1, Math.min(most, frames.sampleRateHz() / 2.0 / low));
  }

  private void readPartials(int k) {
    double f0 = f0Hz[Math.min(k * frames.settings().amplitudeFrames(), f0Hz.length - 1)];
    double binHz = frames.sampleRateHz() / (double) nFft;
    for (int h = 1; h <= harmonics; h++) {
      int near = (int) Math.rint(h * f0 / binHz);
      double largest = 0;
      for (int f = Math.max(0, near - 1); f <= near + 1 && near < mag[k].length - 1; f++) {
        largest = Math.max(largest, mag[k][f]);
      }
      partials[k][h - 1] = (float) Math.max(LOWEST_AMPLITUDE, largest / (HANN_GAIN * nFft));
    }
  }

  /** Number of partials K. */
  int partials() {
    return harmonics;
  }

  /** Logarithm of the partials' sum at every knot of the loudness. */
  float[] loudness() {
    float[] loudness = new float[partials.length];
    for (int k = 0; k < loudness.length; k++) {
      double sum = 0;
      for (float a : partials[k]) {
        sum += a;
      }
      loudness[k] = (float) Math.log(sum);
    }
    return loudness;
  }

  /** Logarithm of every partial around each knot of the distribution, {@code [knot][K]}. */
  float[] distribution() {
    float[] distribution = new float[frames.distributionKnots() * harmonics];
    int apart = frames.settings().distributionFrames();
    int per = Math.max(1, apart / frames.settings().amplitudeFrames());
    for (int s = 0; s < frames.distributionKnots(); s++) {
      int from = Math.min(partials.length - 1, Math.max(0, s * per - per / 2));
      int to = Math.min(partials.length, Math.max(from + 1, s * per + per / 2 + 1));
      for (int h = 0; h < harmonics; h++) {
        double sum = 0;
        for (int k = from; k < to; k++) {
          sum += partials[k][h];
        }
        distribution[s * harmonics + h] = (float) Math.log(sum / (to - from));
      }
    }
    return distribution;
  }

  /** Noise magnitudes, {@code [filter][band]}, for uniform noise in -1..1. */
  float[] noise(TriangularBands bands) {
    double white = UNIFORM_DEVIATION * Math.sqrt(nFft * HANN_POWER);
    double perBin = (mag[0].length - 1) / (double) (bands.bins() - 1);
    float[] noise = new float[frames.noiseFilters() * bands.count()];
    for (int t = 0; t < frames.noiseFilters(); t++) {
      int frame = t * frames.settings().noiseFrames() / frames.settings().amplitudeFrames();
      float[] row = mag[Math.min(mag.length - 1, frame)];
      for (int b = 0; b < bands.count(); b++) {
        int from = (int) (perBin * (b == 0 ? 0 : bands.peak(b - 1)));
        int last = b + 1 < bands.count() ? bands.peak(b + 1) : bands.bins() - 1;
        float[] sorted = Arrays.copyOfRange(row, from, (int) (perBin * last) + 1);
        Arrays.sort(sorted);
        double quiet = sorted[(int) (NOISE_QUANTILE * (sorted.length - 1))] / white;
        noise[t * bands.count() + b] =
            (float) (Math.log(Math.max(LOWEST_AMPLITUDE, quiet)) - NOISE_BELOW_NEPERS);
      }
    }
    return noise;
  }
}
