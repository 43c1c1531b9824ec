package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;

/** FFmpeg's own measurement of generated files: loudness within 0.1 LU, true peak within 0.2 dB. */
class LoudnessAgainstFfmpegTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 8000, 0", "1, 16000, 1", "2, 44100, 2", "2, 48000, 3", "2, 96000, 4",
    "3, 48000, 5", "4, 48000, 6", "5, 44100, 7", "6, 48000, 8", "2, 192000, 9"
  })
  void agreesWithFfmpeg(int channels, int rate, int seed) throws IOException {
    Audio audio = TestRecordings.noise(channels, 6 * rate, rate, SampleFormat.F32, seed);
    for (int c = 0; c < channels; c++) {
      float[] x = audio.channel(c);
      float before = 0;
      for (int n = 0; n < x.length; n++) {
        // as of recordings, little lies at half the rate, where filters for true peak differ
        float now = x[n];
        x[n] = 0.5f * (now + before);
        before = now;
        // loud, soft and silent stretches, so that both gates have something to hold back
        double second = n / (double) rate;
        x[n] *= (float) (second < 2 ? 0.5 : second < 4 ? 0.05 / (c + 1) : second < 5 ? 1e-5 : 0.3);
      }
    }
    Path file =
        TestRecordings.write(
            folder.resolve("loudness" + seed + ".wav"), audio, Container.WAV, SampleFormat.F32);
    Loudness loudness =
        new Loudness(rate, LoudnessWeights.of(TestRecordings.layout(channels), channels));
    TruePeak peak = new TruePeak(rate, channels);
    AudioSource.of(audio).forEachBlock(loudness);
    AudioSource.of(audio).forEachBlock(peak);
    FfmpegLoudness theirs = FfmpegLoudness.of(file);
    assertThat(loudness.integratedLufs()).isCloseTo(theirs.integratedLufs(), within(0.1));
    assertThat(peak.peakDbtp()).isCloseTo(Decibels.ofAmplitude(theirs.truePeak()), within(0.2));
  }

  @Test
  void weightsKnowTheLayouts() {
    assertThat(LoudnessWeights.of("mono", 1)).containsExactly(1);
    assertThat(LoudnessWeights.of("5.1", 6)).containsExactly(1, 1, 1, 0, 1.41, 1.41);
    assertThat(LoudnessWeights.of("5.1(side)", 6)).containsExactly(1, 1, 1, 0, 1.41, 1.41);
    assertThat(LoudnessWeights.of("7.1", 8)).containsExactly(1, 1, 1, 0, 1, 1, 1.41, 1.41);
    assertThat(LoudnessWeights.of("9 channels", 9)).hasSize(9).containsOnly(1);
    assertThat(LoudnessWeights.of("nonsense", 2)).containsExactly(1, 1);
  }
}
