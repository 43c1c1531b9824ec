package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.core.audio.Audio;

class QuantizerTest {
  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void untouchedSamplesStayAsTheyAre(SampleFormat format) {
    Audio audio = TestRecordings.noise(2, 1000, 48_000, format, 1);
    Quantizer quantizer = new Quantizer(format, 1);
    assertThat(quantizer.gainFor(audio)).isEqualTo(1);
    assertThat(quantizer.quantize(audio, 1)).isSameAs(audio);
  }

  /** TPDF dither: error of mean 0 and variance 1/12 + 2/12 = 1/4 of a step, whatever the signal. */
  @Test
  void errorHasTheMeanAndVarianceOfTriangularDither() {
    int length = 200_000;
    for (float level : new float[] {0.3f, 0.50001f, 0.123456f}) {
      float[] constant = new float[length];
      java.util.Arrays.fill(constant, level / 32768);
      Audio out = new Quantizer(SampleFormat.S16, 7).quantize(Audio.mono(constant, 16_000), 1);
      double mean = 0;
      double variance = 0;
      for (float y : out.channel(0)) {
        double error = y * 32768.0 - level;
        mean += error / length;
        variance += error * error / length;
      }
      // five standard errors of 200,000 samples: 0.5 / sqrt(200000) * 5
      assertThat(mean).as("mean at %s", level).isCloseTo(0, within(0.006));
      assertThat(variance).as("variance at %s", level).isCloseTo(0.25, within(0.005));
    }
  }

  @Test
  void resultIsOnTheGridAndDependsOnTheSeedAlone() {
    Audio audio = TestRecordings.noise(2, 5000, 48_000, SampleFormat.F32, 2);
    Audio one = new Quantizer(SampleFormat.S16, 5).quantize(audio, 1);
    assertThat(new Quantizer(SampleFormat.S16, 0).onGrid(one)).isTrue();
    assertThat(new Quantizer(SampleFormat.S16, 5).quantize(audio, 1).channel(1))
        .isEqualTo(one.channel(1));
    assertThat(new Quantizer(SampleFormat.S16, 6).quantize(audio, 1).channel(1))
        .isNotEqualTo(one.channel(1));
  }

  /** Dither of one channel must not be another's, delayed either: it would add up in a mix. */
  @Test
  void ditherOfChannelsIsUncorrelatedAtAllSmallDelays() {
    int length = 50_000;
    Audio silence = new Audio(new float[4][length], 16_000);
    float[] offset = new float[length];
    java.util.Arrays.fill(offset, 0.5f / 32768);
    for (int c = 0; c < 4; c++) {
      System.arraycopy(offset, 0, silence.channel(c), 0, length);
    }
    Audio out = new Quantizer(SampleFormat.S16, 3).quantize(silence, 1);
    for (int c = 1; c < 4; c++) {
      for (int delay = -4; delay <= 4; delay++) {
        double sum = 0;
        for (int n = 4; n < length - 4; n++) {
          sum += (out.channel(0)[n] * 32768.0 - 0.5) * (out.channel(c)[n + delay] * 32768.0 - 0.5);
        }
        // variance 1/4 each; five standard errors are 5 / sqrt(50000) = 0.022
        assertThat(sum / length / 0.25).as("channel %d, delay %d", c, delay).isBetween(-0.03, 0.03);
      }
    }
  }

  @Test
  void channelsGetDitherOfTheirOwn() {
    float[] same = new float[1000];
    java.util.Arrays.fill(same, 0.5f / 32768);
    Audio out =
        new Quantizer(SampleFormat.S16, 3).quantize(new Audio(new float[][] {same, same}, 8000), 1);
    assertThat(out.channel(0)).isNotEqualTo(out.channel(1));
  }

  @Test
  void soundBeyondFullScaleIsTurnedDownAsAWhole() {
    Audio loud = Audio.mono(new float[] {0.5f, -2f, 1.5f}, 16_000);
    Quantizer quantizer = new Quantizer(SampleFormat.S24, 1);
    double gain = quantizer.gainFor(loud);
    assertThat(gain).isEqualTo(0.5);
    float[] out = quantizer.quantize(loud, gain).channel(0);
    assertThat(out[0]).isCloseTo(0.25f, within(1e-6f));
    assertThat(out[1]).isCloseTo(-1f, within(1e-6f));
    assertThat(out[2]).isCloseTo(0.75f, within(1e-6f));
  }

  @Test
  void fullScaleItselfIsNotTooLoud() {
    Audio full = Audio.mono(new float[] {1f, -1f}, 16_000);
    for (SampleFormat format : SampleFormat.values()) {
      assertThat(new Quantizer(format, 1).gainFor(full)).as(format.label()).isEqualTo(1);
    }
  }

  @Test
  void floatFormatsKeepWhatIsBeyondFullScale() {
    Audio loud = Audio.mono(new float[] {4f}, 16_000);
    Quantizer quantizer = new Quantizer(SampleFormat.F32, 1);
    assertThat(quantizer.quantize(loud, quantizer.gainFor(loud))).isSameAs(loud);
  }
}
