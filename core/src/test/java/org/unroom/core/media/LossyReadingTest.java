package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;

/** Codecs with priming and padding: sample n stays sample n, and the length is the original's. */
class LossyReadingTest {
  private static final int LENGTH = 30_011;

  @TempDir Path folder;

  /** Sines of 300, 1234 and 2100 Hz that start at sample 0 with a full swing. */
  private static Audio chord(int sampleRateHz) {
    float[] x = new float[LENGTH];
    for (int n = 0; n < x.length; n++) {
      double t = 2 * Math.PI * n / sampleRateHz;
      x[n] = (float) (0.2 * (Math.cos(300 * t) + Math.cos(1234 * t) + Math.cos(2100 * t)));
    }
    return Audio.mono(x, sampleRateHz);
  }

  @ParameterizedTest
  @CsvSource({
    "mp3, libmp3lame, 44100, MP3",
    "mp3, libmp3lame, 16000, MP3",
    "ipod, aac, 44100, MOV",
    "ipod, aac, 16000, MOV",
    "mp4, aac, 48000, MOV",
    "ogg, libopus, 48000, OGG",
    "matroska, libopus, 48000, MATROSKA",
    "webm, libopus, 16000, MATROSKA"
  })
  void timeAndLengthAreTheOriginals(String muxer, String codec, int rate, Container container)
      throws IOException {
    Audio original = chord(rate);
    Path file = TestEncoder.encode(folder.resolve("x"), original, muxer, codec);

    try (MediaReader reader = MediaReader.open(file)) {
      Audio read = reader.readAll();
      assertThat(reader.format().container()).isEqualTo(container);
      assertThat(reader.format().lossy()).isTrue();
      assertThat(reader.format().sampleFormat()).isEqualTo(SampleFormat.F32);
      assertThat(reader.report().damaged()).isFalse();
      if (reader.format().sampleRateHz() == rate) {
        assertThat(read.length()).isEqualTo(LENGTH);
        assertThat(lag(original.channel(0), read.channel(0))).isZero();
      } else {
        // Opus decodes at 48 kHz whatever it was given
        assertThat(read.length()).isEqualTo(LENGTH * 3);
      }
    }
  }

  @Test
  void rawAacKeepsItsPrimingForItHasNoWordOfIt() throws IOException {
    Path file = TestEncoder.encode(folder.resolve("x"), chord(44_100), "adts", "aac");
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.format().container()).isEqualTo(Container.AAC);
      assertThat(reader.readAll().length()).isBetween(LENGTH, LENGTH + 3 * 1024);
    }
  }

  @Test
  void cutOffMp3IsReadAsFarAsItGoesAndSaysSo() throws IOException {
    Path whole = TestEncoder.encode(folder.resolve("x"), chord(44_100), "mp3", "libmp3lame");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    try (MediaReader reader = MediaReader.open(cut)) {
      Audio read = reader.readAll();
      assertThat(read.length()).isBetween(LENGTH / 2 - 4000, LENGTH / 2 + 4000);
      assertThat(reader.report().missing()).isPositive();
      assertThat(reader.report().damage(44_100))
          .first()
          .asString()
          .startsWith("cut off: its header promises 0.681 s");
    }
  }

  /** Where within ±2000 samples the two are most alike. */
  private static int lag(float[] a, float[] b) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int lag = -2000; lag <= 2000; lag++) {
      double sum = 0;
      for (int n = 4000; n < 12_000; n++) {
        sum += a[n] * b[n + lag];
      }
      if (sum > most) {
        most = sum;
        best = lag;
      }
    }
    return best;
  }
}
