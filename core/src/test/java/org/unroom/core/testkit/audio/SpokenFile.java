package org.unroom.core.testkit.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.testkit.WavFile;

/**
 * Speech that espeak-ng has written to a WAV file (22 050 Hz), at the rate wanted: above 11 kHz
 * there is nothing.
 *
 * @param file the WAV file
 * @param made how it was spoken: voice and text
 */
record SpokenFile(Path file, String made) implements Material {
  @Override
  public float[] render(int sampleRateHz) {
    try {
      Audio spoken = WavFile.read(file);
      float[] x = Resampler.resample(spoken, sampleRateHz).channel(0);
      double[] y = new double[x.length];
      for (int n = 0; n < x.length; n++) {
        y[n] = x[n];
      }
      return Levels.atPeak(y);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
