package org.unroom.core.repair;

import java.io.IOException;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.LowPass;
import org.unroom.core.dsp.Resampler;

/**
 * A recording at the lowest rate that holds the hum: sample m lies at sample {@code m step} of the
 * recording, without delay; zeros stand beyond its ends.
 */
final class HumBand {
  /** Flat to 2.3 kHz ({@link LowPass#sharp} to 0.92 of half of it), free of aliases there. */
  private static final int LEAST_HZ = 5000;

  /** Samples at the low rate that are made at once. */
  private static final int BLOCK = 4096;

  private final AudioSource source;
  private final int step;
  private final int around;
  private final Resampler resampler;

  HumBand(AudioSource source) {
    this.source = source;
    this.step = Math.max(1, source.sampleRateHz() / LEAST_HZ);
    LowPass filter = LowPass.sharp(1, step);
    this.around = filter.halfLength() / step + 1;
    this.resampler = new Resampler(1, step, filter);
  }

  /** Samples of the recording for one here. */
  int step() {
    return step;
  }

  /** Samples a second. */
  double rateHz() {
    return source.sampleRateHz() / (double) step;
  }

  /** The samples {@code [from, to)} at the low rate, {@code [channel][m]}. */
  double[][] read(long from, long to) throws IOException {
    double[][] low = new double[source.channelCount()][(int) (to - from)];
    for (long at = from; at < to; at += BLOCK) {
      int count = (int) Math.min(BLOCK, to - at);
      float[][] x = readPadded((at - around) * step, (count + 2 * around) * step);
      for (int c = 0; c < low.length; c++) {
        float[] y = resampler.resample(x[c]);
        for (int i = 0; i < count; i++) {
          low[c][(int) (at - from) + i] = y[around + i];
        }
      }
    }
    return low;
  }

  private float[][] readPadded(long first, int count) throws IOException {
    float[][] x = new float[source.channelCount()][count];
    long from = Math.max(0, first);
    long to = Math.min(source.length(), first + count);
    if (to > from) {
      source.read(from, x, (int) (from - first), (int) (to - from));
    }
    return x;
  }
}
