package org.unroom.reverb.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;

class RoomConvolutionTest {
  private static final int RATE = 16000;
  private static final int LENGTH = 20_000;

  private static Audio sound(int channels) {
    float[][] x = new float[channels][];
    for (int c = 0; c < channels; c++) {
      x[c] = SeededNoise.gaussian(LENGTH, 10 + c);
    }
    return new Audio(x, RATE);
  }

  private static float[][] swapped(Audio sound, Audio response, SwapSettings settings)
      throws IOException {
    OtherRoom room =
        new OtherRoom(response, sound.channelCount(), RATE, settings.predelaySeconds());
    RoomConvolution convolution = new RoomConvolution(room, settings);
    float[][] out = new float[room.outputs()][(int) convolution.resultLength(sound.length())];
    int[] at = new int[1];
    convolution.process(
        AudioSource.of(sound),
        (samples, from, count) -> {
          for (int c = 0; c < out.length; c++) {
            System.arraycopy(samples[c], from, out[c], at[0], count);
          }
          at[0] += count;
        });
    assertThat(at[0]).isEqualTo(out[0].length);
    return out;
  }

  private static Audio impulse(int at, float height) {
    float[] h = new float[at + 200];
    h[at] = height;
    return Audio.mono(h, RATE);
  }

  @Test
  void throughAUnitImpulseEverySampleComesBack() throws IOException {
    Audio sound = sound(2);
    for (Audio response : new Audio[] {impulse(0, 1), impulse(77, -0.25f)}) {
      float[][] y = swapped(sound, response, SwapSettings.NATURAL);
      assertThat(y[0]).isEqualTo(sound.channel(0));
      assertThat(y[1]).isEqualTo(sound.channel(1));
    }
  }

  @Test
  void isTheConvolutionWithTheDirectSoundAtOneAndInPlace() throws IOException {
    SyntheticRoom room = SyntheticRoom.of(RATE, 0.4, 0, 3);
    float[] h = room.impulseResponse(0.5);
    float[] louder = h.clone();
    for (int n = 0; n < h.length; n++) {
      louder[n] *= -3;
    }
    Audio sound = sound(1);
    float[] expected = FftConvolution.full(sound.channel(0), h);
    float[] y = swapped(sound, Audio.mono(louder, RATE), SwapSettings.NATURAL)[0];
    assertThat(y).hasSize(LENGTH + h.length - 1 - room.directSample());
    for (int n = 0; n < y.length; n++) {
      assertThat(y[n]).isCloseTo(expected[n + room.directSample()], within(2e-4f));
    }
    float[] cut = swapped(sound, Audio.mono(h, RATE), new SwapSettings(1, 0, Tail.CUT))[0];
    assertThat(cut).hasSize(LENGTH);
    assertThat(Arrays.copyOf(y, 100)).containsExactly(Arrays.copyOf(cut, 100), within(1e-5f));
  }

  @Test
  void wetMixesAndPredelayMovesWhatFollowsTheDirectSound() throws IOException {
    float[] h = new float[1000];
    h[100] = 1;
    h[400] = 0.5f;
    Audio sound = sound(1);
    float[] x = sound.channel(0);
    float[] dry = swapped(sound, Audio.mono(h, RATE), new SwapSettings(0, 0, Tail.CUT))[0];
    assertThat(dry).isEqualTo(x);
    float[] half = swapped(sound, Audio.mono(h, RATE), new SwapSettings(0.5, 0.01, Tail.CUT))[0];
    for (int n = 460; n < LENGTH; n++) {
      assertThat(half[n]).isCloseTo(x[n] + 0.25f * x[n - 460], within(1e-5f));
    }
  }

  @Test
  void routesEveryLayout() throws IOException {
    Audio trueStereo =
        new Audio(new float[][] {taps(1, 0), taps(0, 0.5f), taps(0, 0.25f), taps(1, 0)}, RATE);
    Audio stereo = sound(2);
    float[][] y = swapped(stereo, trueStereo, new SwapSettings(1, 0, Tail.CUT));
    for (int n = 50; n < LENGTH; n++) {
      float l = stereo.channel(0)[n] + 0.25f * stereo.channel(1)[n - 50];
      float r = stereo.channel(1)[n] + 0.5f * stereo.channel(0)[n - 50];
      assertThat(y[0][n]).isCloseTo(l, within(1e-5f));
      assertThat(y[1][n]).isCloseTo(r, within(1e-5f));
    }
    Audio pair = new Audio(new float[][] {taps(1, 0), taps(0.5f, 0)}, RATE);
    Audio mono = sound(1);
    float[][] two = swapped(mono, pair, new SwapSettings(1, 0, Tail.CUT));
    assertThat(two).hasNumberOfRows(2);
    assertThat(two[0]).isEqualTo(mono.channel(0));
    assertThat(two[1][500]).isEqualTo(0.5f * mono.channel(0)[500]);
    assertThat(swapped(sound(6), impulse(3, 1), SwapSettings.NATURAL)).hasNumberOfRows(6);
  }

  /** Direct sound at sample 0 and a reflection at 50. */
  private static float[] taps(float direct, float reflection) {
    float[] h = new float[51];
    h[0] = direct;
    h[50] = reflection;
    return h;
  }

  @Test
  void responsesOfOtherRatesKeepTheirTransferFunction() throws IOException {
    float[] h = new float[3000];
    h[300] = 1;
    float[] y = swapped(sound(1), Audio.mono(h, 48_000), new SwapSettings(1, 0, Tail.CUT))[0];
    double same = 0;
    double all = 0;
    for (int n = 1000; n < LENGTH - 1000; n++) {
      double x = sound(1).channel(0)[n];
      same += (y[n] - x) * (y[n] - x);
      all += x * x;
      if (n > 3000) {
        break;
      }
    }
    // what lies beyond the low pass of the resampler is missing
    assertThat(same / all).isLessThan(0.1);
  }

  @Test
  void silentResponsesAreRefused() {
    assertThatThrownBy(() -> new OtherRoom(Audio.mono(new float[100], RATE), 1, RATE, 0))
        .hasMessageContaining("a silent response is no room");
  }
}
