package org.unroom.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;

class ListeningCopyTest {
  @TempDir Path folder;

  private static Audio tone(int rateHz, int channels, double seconds) {
    float[][] x = new float[channels][(int) (seconds * rateHz)];
    for (float[] channel : x) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] = (float) (0.4 * Math.sin(2 * Math.PI * 440 * n / rateHz));
      }
    }
    return new Audio(x, rateHz);
  }

  private Audio decoded(byte[] mp3) throws IOException {
    Path file = folder.resolve("copy.mp3");
    Files.write(file, mp3);
    try (MediaReader reader = MediaReader.open(file, InputPolicy.ANYTHING)) {
      return reader.readAll();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7999, 8000, 16_000, 44_100, 48_000, 96_000, 192_000})
  void everyRateComesBackAtOneThatMp3HasAndInFullLength(int rateHz) throws IOException {
    Audio copy = decoded(ListeningCopy.mp3(tone(rateHz, 2, 1.5)));
    assertThat(copy.channelCount()).isEqualTo(2);
    assertThat(copy.sampleRateHz()).isBetween(Math.min(rateHz, 48_000), 48_000);
    assertThat(copy.seconds()).isCloseTo(1.5, within(0.001));
  }

  private double levelDb(double amplitude) throws IOException {
    Audio sound = tone(48_000, 1, 2);
    for (int n = 0; n < sound.length(); n++) {
      sound.channel(0)[n] *= (float) amplitude;
    }
    float[] copy = decoded(ListeningCopy.mp3(sound)).channel(0);
    double energy = 0;
    for (int n = 10_000; n < 80_000; n++) {
      energy += copy[n] * copy[n];
    }
    return 10 * Math.log10(energy / 70_000 / (0.4 * 0.4 / 2));
  }

  @Test
  void differencesInLevelStay() throws IOException {
    // LAME's headroom of 5 % is -0.45 dB; what is compared is a tenth of what ears tell apart
    assertThat(levelDb(1)).isBetween(-0.6, 0.1);
    assertThat(levelDb(0.25) - levelDb(1)).isCloseTo(20 * Math.log10(0.25), within(0.1));
  }

  @Test
  void oneSampleIsEnoughAndThirtySecondsOfStereoStayBelowHalfAMegabyte() throws IOException {
    assertThat(decoded(ListeningCopy.mp3(tone(44_100, 1, 1.5 / 44_100))).length()).isPositive();
    assertThat(ListeningCopy.mp3(tone(44_100, 2, 30)).length).isLessThan(500_000);
  }

  @Test
  void moreThanTwoChannelsAreRefused() {
    assertThatThrownBy(() -> ListeningCopy.mp3(tone(48_000, 3, 0.1)))
        .hasMessageContaining("channels=3");
  }
}
