package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.core.testkit.audio.SpeechLike;

class ScenesTest {
  private static final int RATE = 8000;
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  /** Speech in one room after the other. */
  private static Audio recording(double[] t60, int[] seconds) {
    float[] all = new float[RATE * Arrays.stream(seconds).sum()];
    int at = 0;
    for (int i = 0; i < t60.length; i++) {
      float[] h = SyntheticRoom.of(RATE, t60[i], -3, 3 + i).impulseResponse(1.2 * t60[i]);
      float[] dry = new SpeechLike(11 + i, seconds[i]).render(RATE);
      System.arraycopy(new FftConvolution(h).full(dry), 0, all, at, seconds[i] * RATE);
      at += seconds[i] * RATE;
    }
    return Audio.mono(all, RATE);
  }

  private static List<Scenes.Scene> scenes(Audio recording) throws IOException {
    return Scenes.of(AudioSource.of(recording), WORKERS, Progress.NONE);
  }

  @Test
  void aChangeOfPlaceIsFoundWhereItIs() throws IOException {
    List<Scenes.Scene> scenes =
        scenes(recording(new double[] {0.3, 1.4, 0.5}, new int[] {52, 66, 47}));
    assertThat(scenes).hasSize(3);
    assertThat(scenes.get(0).from()).isZero();
    assertThat(scenes.get(0).to() / (double) RATE).isCloseTo(52, within(10.0));
    assertThat(scenes.get(1).to() / (double) RATE).isCloseTo(118, within(10.0));
    assertThat(scenes.get(2).to()).isEqualTo(165 * RATE);
    assertThat(scenes.get(1).from()).isEqualTo(scenes.get(0).to());
    float[] longest = scenes.get(1).t60Seconds();
    assertThat(longest[longest.length / 2]).isCloseTo(1.4f, Percentage.withPercentage(40));
  }

  @Test
  void onePlaceIsOneScene() throws IOException {
    List<Scenes.Scene> scenes = scenes(recording(new double[] {0.8}, new int[] {90}));
    assertThat(scenes).hasSize(1);
    assertThat(scenes.get(0).to()).isEqualTo(90 * RATE);
    assertThat(scenes.get(0).t60Seconds()).isNotEmpty();
  }

  @Test
  void silenceBetweenIsNoPlace() throws IOException {
    Audio talk = recording(new double[] {0.6}, new int[] {100});
    Arrays.fill(talk.channel(0), 40 * RATE, 80 * RATE, 0);
    assertThat(scenes(talk)).hasSize(1);
    assertThat(scenes(Audio.mono(new float[100 * RATE], RATE))).hasSize(1);
  }

  @Test
  void shortRecordingsAreNotLookedInto() throws IOException {
    List<Scenes.Scene> scenes = scenes(recording(new double[] {0.8}, new int[] {39}));
    assertThat(scenes).hasSize(1);
    assertThat(scenes.get(0).t60Seconds()).isEmpty();
  }
}
