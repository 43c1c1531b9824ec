package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.testkit.SeededNoise;

/** Small spectrograms for tests: noise that comes and goes, with some of its own past in it. */
final class Spectra {
  private static final int ECHO_FRAMES = 4;
  private static final float ECHO = 0.6f;

  private Spectra() {}

  /** Channels of seeded noise with loud and quiet stretches and echoes after four frames. */
  static List<ComplexSpectrogram> echoing(int channels, int bins, int frames, long seed) {
    List<ComplexSpectrogram> y = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      ComplexSpectrogram channel = new ComplexSpectrogram(bins, frames);
      for (int f = 0; f < bins; f++) {
        long of = (seed * channels + c) * bins + f;
        fill(channel.re(f), 2 * of);
        fill(channel.im(f), 2 * of + 1);
      }
      y.add(channel);
    }
    return y;
  }

  private static void fill(float[] row, long seed) {
    float[] noise = SeededNoise.gaussian(row.length, seed);
    for (int t = 0; t < row.length; t++) {
      float level = t % 16 < 6 ? 1 : 0.05f;
      row[t] = level * noise[t] + (t < ECHO_FRAMES ? 0 : ECHO * row[t - ECHO_FRAMES]);
    }
  }

  /** The largest magnitude of all channels. */
  static double peak(List<ComplexSpectrogram> channels) {
    double peak = 0;
    for (ComplexSpectrogram channel : channels) {
      for (float[] row : channel.power()) {
        for (float power : row) {
          peak = Math.max(peak, Math.sqrt(power));
        }
      }
    }
    return peak;
  }
}
