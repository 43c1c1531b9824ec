package org.unroom.core.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundingAudioTest {
  private static Audio stereo(float... left) {
    float[] right = new float[left.length];
    for (int n = 0; n < left.length; n++) {
      right[n] = 0 - left[n];
    }
    return new Audio(new float[][] {left, right}, 8000);
  }

  private static List<Float> back(SoundingAudio sounding) throws IOException {
    List<Float> all = new ArrayList<>();
    AudioSink sink =
        sounding.withGaps(
            (samples, from, count) -> {
              for (int n = from; n < from + count; n++) {
                all.add(samples[0][n]);
              }
            });
    for (long n = 0; n < sounding.length(); n += 3) {
      int count = (int) Math.min(3, sounding.length() - n);
      float[][] block = new float[2][count];
      sounding.read(n, block, 0, count);
      sink.write(block, 0, count);
    }
    return all;
  }

  @Test
  void gapsAreLeftOutAndPutBack() throws IOException {
    Audio sound = stereo(0, 0, 0, 1, 2, 0, 3, 0, 0, 0, 0, 4, 5, 0, 0);
    SoundingAudio sounding = SoundingAudio.of(AudioSource.of(sound), 2);
    assertThat(sounding.all().channel(0)).containsExactly(1, 2, 0, 3, 4, 5);
    assertThat(sounding.all().channel(1)).containsExactly(-1, -2, 0, -3, -4, -5);
    assertThat(back(sounding))
        .containsExactly(0f, 0f, 0f, 1f, 2f, 0f, 3f, 0f, 0f, 0f, 0f, 4f, 5f, 0f, 0f);
    assertThat(sounding.inOrigin(0)).isEqualTo(3);
    assertThat(sounding.inOrigin(4)).isEqualTo(11);
    assertThat(sounding.inOrigin(6)).isEqualTo(15);
    assertThat(sounding.sliceWithGaps(2, 5).channel(0)).containsExactly(0, 3, 0, 0, 0, 0);
  }

  @Test
  void shortSilencesAndSoundInOneChannelAreNoGaps() throws IOException {
    Audio sound = stereo(1, 0, 0, 2);
    assertThat(SoundingAudio.of(AudioSource.of(sound), 3).length()).isEqualTo(4);
    sound.channel(1)[1] = 0.5f;
    assertThat(SoundingAudio.of(AudioSource.of(sound), 2).length()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void silenceFromEndToEndHasNoGap(int length) throws IOException {
    SoundingAudio sounding = SoundingAudio.of(AudioSource.of(stereo(new float[length])), 1);
    assertThat(sounding.length()).isEqualTo(length);
    assertThat(back(sounding)).hasSize(length);
  }

  /** The naive twin: what is left out and put back is what was there. */
  @Test
  void everyPatternComesBack() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      float[] x = new float[random.nextInt(40)];
      for (int n = 0; n < x.length; n++) {
        x[n] = random.nextInt(3) == 0 ? 1 + n : 0;
      }
      SoundingAudio sounding = SoundingAudio.of(AudioSource.of(stereo(x)), 1 + random.nextInt(5));
      List<Float> expected = new ArrayList<>();
      for (float v : x) {
        expected.add(v);
      }
      assertThat(back(sounding)).isEqualTo(expected);
      for (int n = 0; n < sounding.length(); n++) {
        assertThat(x[(int) sounding.inOrigin(n)]).isEqualTo(sounding.all().channel(0)[n]);
      }
    }
  }
}
