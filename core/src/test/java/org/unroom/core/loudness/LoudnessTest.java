package org.unroom.core.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.SeededNoise;

class LoudnessTest {
  private static final double TONE_HZ = 1000;

  /** Seconds and peak level in dBFS, alternating, of a 1 kHz tone in two channels. */
  private static Audio tones(int rate, double... secondsAndDbfs) {
    int length = 0;
    for (int i = 0; i < secondsAndDbfs.length; i += 2) {
      length += (int) (secondsAndDbfs[i] * rate);
    }
    float[] x = new float[length];
    int n = 0;
    for (int i = 0; i < secondsAndDbfs.length; i += 2) {
      double amplitude = Math.pow(10, secondsAndDbfs[i + 1] / 20);
      int end = n + (int) (secondsAndDbfs[i] * rate);
      for (; n < end; n++) {
        x[n] = (float) (amplitude * Math.sin(2 * Math.PI * TONE_HZ * n / rate));
      }
    }
    return new Audio(new float[][] {x, x.clone()}, rate);
  }

  private static double lufs(Audio audio, double... weights) {
    Loudness meter = new Loudness(audio.sampleRateHz(), weights);
    float[][] samples = new float[audio.channelCount()][];
    for (int c = 0; c < samples.length; c++) {
      samples[c] = audio.channel(c);
    }
    meter.write(samples, 0, audio.length());
    return meter.integratedLufs();
  }

  /** EBU Tech 3341, table 1, cases 1 to 5, with its tolerance of 0.1 LU. */
  @Test
  void meetsTheCasesOfTech3341() {
    assertThat(lufs(tones(48_000, 20, -23), 1, 1)).isCloseTo(-23, within(0.1));
    assertThat(lufs(tones(48_000, 20, -33), 1, 1)).isCloseTo(-33, within(0.1));
    assertThat(lufs(tones(48_000, 10, -36, 60, -23, 10, -36), 1, 1)).isCloseTo(-23, within(0.1));
    assertThat(lufs(tones(48_000, 10, -72, 10, -36, 60, -23, 10, -36, 10, -72), 1, 1))
        .isCloseTo(-23, within(0.1));
    assertThat(lufs(tones(48_000, 20, -26, 20.1, -20, 20, -26), 1, 1)).isCloseTo(-23, within(0.1));
  }

  /** A full-scale 997 Hz sine in one channel reads −3.01 LKFS (BS.1770-4, Annex 1). */
  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 44_056, 44_100, 96_000, 192_000})
  void everyRateReadsTheSame(int rate) {
    Audio both = tones(rate, 3, 0);
    // below 44.1 kHz the bilinear transform lifts the shelf by some hundredths of a dB
    assertThat(lufs(Audio.mono(both.channel(0), rate), 1)).isCloseTo(-3.01, within(0.06));
  }

  @Test
  void weightsRaiseSurroundsAndLeaveOutEffects() {
    Audio tone = tones(48_000, 2, -20);
    double front = lufs(tone, 1, 0);
    assertThat(lufs(tone, 0, 1.41) - front).isCloseTo(10 * Math.log10(1.41), within(1e-6));
    assertThat(lufs(tone, 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void blocksOfAnySizeGiveTheSameNumber() {
    float[] noise = SeededNoise.gaussian(50_000, 3);
    for (int n = 0; n < noise.length; n++) {
      noise[n] *= 0.1f;
    }
    Audio audio = Audio.mono(noise, 22_050);
    Loudness meter = new Loudness(22_050, 1);
    for (int n = 0; n < audio.length(); n += 37) {
      meter.write(new float[][] {audio.channel(0)}, n, Math.min(37, audio.length() - n));
    }
    assertThat(meter.integratedLufs()).isEqualTo(lufs(audio, 1)).isFinite();
  }

  @Test
  void shortOrSilentSoundHasNone() {
    assertThat(lufs(tones(48_000, 0.39, 0), 1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(lufs(tones(48_000, 5, -90), 1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
