package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class StftTest {
  /** Single-precision FFT: errors grow as log2 N times 6e-8. */
  private static final double SINGLE = 2e-6;

  private static final Workers ONE = new Workers(1);
  private static final Workers TWO = new Workers(2);

  @AfterAll
  static void stop() {
    ONE.close();
    TWO.close();
  }

  @ParameterizedTest
  @CsvSource({"16,4,FULL", "16,5,FULL", "18,9,FULL", "2,1,FULL", "16,4,NONE", "18,5,NONE"})
  void isTheDefinition(int nFft, int hop, Padding padding) {
    Stft stft = new Stft(nFft, hop, padding);
    NaiveTwin.check(
        x -> flatten(stft.forward(x, TWO)), x -> flatten(literal(x, nFft, hop, padding)), SINGLE);
  }

  @ParameterizedTest
  @CsvSource({"16,4", "16,8", "16,1", "18,5", "100,33", "1024,256"})
  void inverseGivesBackASignalOfAnyLength(int nFft, int hop) {
    Stft stft = new Stft(nFft, hop, Padding.FULL);
    NaiveTwin.check(x -> stft.inverse(stft.forward(x, TWO), x.length, TWO), x -> x, SINGLE);
    assertThat(stft.inverse(stft.forward(new float[0], ONE), 0, ONE)).isEmpty();
  }

  @Test
  void inverseOfAChangedSpectrogramIsTheLiteralWeightedOverlapAdd() {
    int nFft = 16;
    int hop = 5;
    Stft stft = new Stft(nFft, hop, Padding.FULL);
    ComplexSpectrogram noise = randomSpectrogram(stft.bins(), stft.frames(203));
    NaiveTwin.assertClose(
        "inverse", stft.inverse(noise, 203, TWO), literalInverse(noise, 203, nFft, hop), SINGLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000, 40_000})
  void sameBytesOnOneAndTwoThreads(int n) {
    Stft stft = new Stft(256, 64, Padding.FULL);
    float[] x = SeededNoise.gaussian(n, 3);
    ComplexSpectrogram one = stft.forward(x, ONE);
    assertThat(flatten(stft.forward(x, TWO))).isEqualTo(flatten(one));
    assertThat(stft.inverse(one, n, TWO)).isEqualTo(stft.inverse(one, n, ONE));
  }

  @Test
  void fullScaleSineHasAQuarterOfTheFrameInItsBin() {
    float[] x = new float[64];
    for (int n = 0; n < x.length; n++) {
      x[n] = (float) Math.cos(2 * Math.PI * 8 * n / 64.0);
    }
    ComplexSpectrogram s = new Stft(64, 16, Padding.NONE).forward(x, ONE);
    assertThat(s.frames()).isEqualTo(1);
    assertThat(s.power()[8][0]).isCloseTo(16f * 16f, within(1e-3f));
  }

  @Test
  void refusesWhatCannotBeInverted() {
    assertThatThrownBy(() -> new Stft(1024, 600, Padding.FULL))
        .hasMessageContaining("hop=600 must be 1..512");
    assertThatThrownBy(() -> new Stft(15, 4, Padding.FULL)).hasMessageContaining("nFft=15");
    Stft bare = new Stft(16, 4, Padding.NONE);
    ComplexSpectrogram s = bare.forward(new float[64], ONE);
    assertThatThrownBy(() -> bare.inverse(s, 64, ONE)).hasMessageContaining("use FULL");
    assertThatThrownBy(() -> new Stft(16, 4, Padding.FULL).inverse(s, 64, ONE))
        .hasMessageContaining("need 9 and 25");
  }

  private static ComplexSpectrogram literal(float[] x, int nFft, int hop, Padding padding) {
    int before = padding == Padding.FULL ? nFft : 0;
    int after = padding == Padding.FULL ? 2 * nFft : 0;
    int room = before + x.length + after - nFft;
    int frames = room < 0 ? 0 : room / hop + 1;
    ComplexSpectrogram s = new ComplexSpectrogram(nFft / 2 + 1, frames);
    for (int f = 0; f <= nFft / 2; f++) {
      for (int t = 0; t < frames; t++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < nFft; i++) {
          int n = t * hop - before + i;
          double v = n >= 0 && n < x.length ? x[n] * hann(i, nFft) : 0;
          re += v * Math.cos(2 * Math.PI * f * i / nFft);
          im -= v * Math.sin(2 * Math.PI * f * i / nFft);
        }
        s.re(f)[t] = (float) re;
        s.im(f)[t] = (float) im;
      }
    }
    return s;
  }

  private static float[] literalInverse(ComplexSpectrogram s, int length, int nFft, int hop) {
    double[] sum = new double[length];
    double[] weight = new double[length];
    for (int t = 0; t < s.frames(); t++) {
      for (int i = 0; i < nFft; i++) {
        int n = t * hop - nFft + i;
        if (n >= 0 && n < length) {
          sum[n] += hann(i, nFft) * literalFrameSample(s, t, i, nFft);
          weight[n] += hann(i, nFft) * hann(i, nFft);
        }
      }
    }
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      x[n] = (float) (sum[n] / weight[n]);
    }
    return x;
  }

  private static double literalFrameSample(ComplexSpectrogram s, int t, int i, int nFft) {
    double v = (s.re(0)[t] + (i % 2 == 0 ? 1 : -1) * s.re(nFft / 2)[t]) / nFft;
    for (int f = 1; f < nFft / 2; f++) {
      double angle = 2 * Math.PI * f * i / nFft;
      v += 2 * (s.re(f)[t] * Math.cos(angle) - s.im(f)[t] * Math.sin(angle)) / nFft;
    }
    return v;
  }

  private static double hann(int i, int n) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * i / n);
  }

  private static ComplexSpectrogram randomSpectrogram(int bins, int frames) {
    float[][] re = new float[bins][];
    float[][] im = new float[bins][];
    for (int f = 0; f < bins; f++) {
      re[f] = SeededNoise.gaussian(frames, f);
      im[f] = SeededNoise.gaussian(frames, 1000 + f);
    }
    return new ComplexSpectrogram(re, im);
  }

  private static float[] flatten(ComplexSpectrogram s) {
    float[] all = new float[2 * s.bins() * s.frames()];
    for (int f = 0; f < s.bins(); f++) {
      System.arraycopy(s.re(f), 0, all, 2 * f * s.frames(), s.frames());
      System.arraycopy(s.im(f), 0, all, (2 * f + 1) * s.frames(), s.frames());
    }
    return all;
  }
}
