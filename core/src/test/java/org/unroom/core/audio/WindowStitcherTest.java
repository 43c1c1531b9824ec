package org.unroom.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.SeededNoise;

class WindowStitcherTest {
  private static final int RATE = 8000;

  private static Audio stitched(Audio sound, List<AudioWindow> windows, WindowStitcher.Work work)
      throws IOException {
    List<Audio> blocks = new ArrayList<>();
    new WindowStitcher(windows)
        .run(
            AudioSource.of(sound),
            work,
            (samples, from, count) ->
                blocks.add(new Audio(samples, RATE).slice(from, from + count)));
    float[][] all = new float[sound.channelCount()][sound.length()];
    int at = 0;
    for (Audio block : blocks) {
      for (int c = 0; c < all.length; c++) {
        System.arraycopy(block.channel(c), 0, all[c], at, block.length());
      }
      at += block.length();
    }
    assertThat(at).isEqualTo(sound.length());
    return new Audio(all, RATE);
  }

  private static Audio times(Audio sound, float gain) {
    float[][] out = new float[sound.channelCount()][sound.length()];
    for (int c = 0; c < out.length; c++) {
      for (int n = 0; n < out[c].length; n++) {
        out[c][n] = gain * sound.channel(c)[n];
      }
    }
    return new Audio(out, sound.sampleRateHz());
  }

  private static Audio noise(int length) {
    return new Audio(
        new float[][] {SeededNoise.gaussian(length, 1), SeededNoise.gaussian(length, 2)}, RATE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 7, 10",
    "1, 100, 7, 10",
    "99, 100, 7, 10",
    "1001, 100, 30, 50",
    "77, 1, 0, 0"
  })
  void whatNoWindowChangesComesOutBitByBit(int length, int longest, int context, int fade)
      throws IOException {
    Audio sound = noise(length);
    List<AudioWindow> windows = AudioWindow.over(length, longest, context, fade);
    Audio out = stitched(sound, windows, (i, stretch) -> Optional.empty());
    assertThat(out.channel(1)).isEqualTo(sound.channel(1));
  }

  /** A sine that every window halves comes through all seams with an error below −120 dB. */
  @Test
  void changesThatNeighboursAgreeOnHaveNoSeam() throws IOException {
    float[] sine = new float[5000];
    for (int n = 0; n < sine.length; n++) {
      sine[n] = (float) Math.sin(0.31 * n);
    }
    List<AudioWindow> windows = AudioWindow.over(sine.length, 700, 50, 200);
    assertThat(windows).hasSize(8);
    float[] out =
        stitched(Audio.mono(sine, RATE), windows, (i, stretch) -> Optional.of(times(stretch, 0.5f)))
            .channel(0);
    for (int n = 0; n < sine.length; n++) {
      assertThat(out[n]).isCloseTo(0.5f * sine[n], within(1e-6f));
    }
  }

  /** The naive twin: whole sounds, whole weights, one sum. */
  @Test
  void isTheWeightedSumOfTheChanges() throws IOException {
    int length = 1000;
    int fade = 40;
    Audio sound = noise(length);
    List<AudioWindow> windows = AudioWindow.over(length, 130, 25, fade);
    float[] gains = {0, 2, 0.5f, 1, 3, -1, 0.25f, 7};
    Audio out =
        stitched(
            sound,
            windows,
            (i, stretch) -> i == 3 ? Optional.empty() : Optional.of(times(stretch, gains[i])));
    for (int n = 0; n < length; n++) {
      double x = sound.channel(1)[n];
      double y = x;
      for (int i = 0; i < windows.size(); i++) {
        AudioWindow w = windows.get(i);
        double in = i == 0 ? 1 : (n - w.from() + 0.5) / fade;
        double away = i + 1 == windows.size() ? 1 : (w.to() - n - 0.5) / fade;
        y += Math.max(0, Math.min(1, Math.min(in, away))) * (gains[i] - 1) * x;
      }
      assertThat(out.channel(1)[n]).isCloseTo((float) y, within(1e-5f));
    }
  }

  @Test
  void windowsGetTheirContextAndNoMore() throws IOException {
    List<String> seen = new ArrayList<>();
    stitched(
        noise(1000),
        AudioWindow.over(1000, 400, 30, 20),
        (i, stretch) -> {
          seen.add(i + ":" + stretch.length());
          return Optional.empty();
        });
    assertThat(seen).containsExactly("0:383", "1:413", "2:364");
  }

  @Test
  void seamsLieWhereTheyHaveToBe() {
    List<AudioWindow> windows = AudioWindow.between(List.of(0L, 250L, 1000L), 400, 30, 20);
    assertThat(windows)
        .containsExactly(
            new AudioWindow(0, 0, 270, 300),
            new AudioWindow(220, 250, 645, 675),
            new AudioWindow(595, 625, 1000, 1000));
  }

  @Test
  void windowsThatLeaveAHoleAreRefused() {
    AudioWindow first = new AudioWindow(0, 0, 10, 12);
    AudioWindow later = new AudioWindow(8, 11, 20, 20);
    assertThatThrownBy(() -> new WindowStitcher(List.of(first, later)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window 1");
    assertThatThrownBy(() -> AudioWindow.over(100, 10, 0, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fade=6");
  }
}
