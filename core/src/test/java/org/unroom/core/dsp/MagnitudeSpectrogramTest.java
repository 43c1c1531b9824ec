package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.NaiveTwin;

class MagnitudeSpectrogramTest {
  @ParameterizedTest
  @CsvSource({"16,16,4", "17,17,5", "10,32,3", "1,1,1", "2,2,1", "3,3,1"})
  void isTheDefinition(int windowLength, int nFft, int hop) {
    double[] w = Window.HAMMING.symmetric(windowLength);
    MagnitudeSpectrogram spectrogram = new MagnitudeSpectrogram(w, nFft, hop);
    NaiveTwin.check(
        x -> flatten(spectrogram.of(x, spectrogram.coveringFrames(x.length))),
        x -> flatten(literal(x, w, nFft, hop, spectrogram.coveringFrames(x.length))),
        1e-6);
  }

  @Test
  void countsWholeAndCoveringFrames() {
    MagnitudeSpectrogram s = new MagnitudeSpectrogram(Window.HANN.periodic(8), 8, 4);
    assertThat(s.wholeFrames(7)).isZero();
    assertThat(s.wholeFrames(8)).isEqualTo(1);
    assertThat(s.wholeFrames(15)).isEqualTo(2);
    assertThat(s.coveringFrames(0)).isZero();
    assertThat(s.coveringFrames(7)).isEqualTo(1);
    assertThat(s.coveringFrames(8)).isEqualTo(1);
    assertThat(s.coveringFrames(13)).isEqualTo(3);
  }

  @Test
  void refusesAWindowLongerThanTheTransform() {
    assertThatThrownBy(() -> new MagnitudeSpectrogram(new double[9], 8, 4))
        .hasMessageContaining("window has 9 samples, nFft=8");
  }

  private static float[][] literal(float[] x, double[] w, int nFft, int hop, int frames) {
    float[][] mag = new float[frames][nFft / 2 + 1];
    for (int t = 0; t < frames; t++) {
      for (int f = 0; f <= nFft / 2; f++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < w.length && t * hop + i < x.length; i++) {
          re += w[i] * x[t * hop + i] * Math.cos(2 * Math.PI * f * i / nFft);
          im += w[i] * x[t * hop + i] * Math.sin(2 * Math.PI * f * i / nFft);
        }
        mag[t][f] = (float) Math.hypot(re, im);
      }
    }
    return mag;
  }

  private static float[] flatten(float[][] mag) {
    float[] all = new float[mag.length * mag[0].length];
    for (int t = 0; t < mag.length; t++) {
      System.arraycopy(mag[t], 0, all, t * mag[0].length, mag[0].length);
    }
    return all;
  }
}
