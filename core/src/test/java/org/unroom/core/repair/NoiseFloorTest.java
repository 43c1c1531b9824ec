package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.testkit.SeededNoise;

class NoiseFloorTest {
  private static final int RATE = 16_000;
  private static final int LENGTH = 512;

  /** White noise of variance 0.01: N is what the windows' squares, which sum to n/2, make of it. */
  @Test
  void noiseIsFoundAtItsPower() throws IOException {
    float[] x = SeededNoise.gaussian(6 * RATE, 1);
    for (int n = 0; n < x.length; n++) {
      x[n] *= 0.1f;
    }
    NoiseFloor floor = of(x);
    for (int f = 4; f < floor.power().length - 4; f++) {
      // 2 % deviation of the mean of 750 frames, and the smallest of tiles
      assertThat(10 * Math.log10(floor.power()[f] / (0.01 * LENGTH / 2))).isCloseTo(0, within(1.0));
    }
    assertThat(mean(floor.noiseLike())).isGreaterThan(0.9);
  }

  /** Noise 40 dB below a chord that sounds half of the time is found in the pauses. */
  @Test
  void noiseIsFoundInPauses() throws IOException {
    float[] x = SeededNoise.gaussian(6 * RATE, 2);
    for (int n = 0; n < x.length; n++) {
      x[n] = 0.01f * x[n] + (n / RATE % 2 == 0 ? (float) chord(n) : 0);
    }
    NoiseFloor floor = of(x);
    double level = 0;
    for (float p : floor.power()) {
      level += p / floor.power().length;
    }
    assertThat(10 * Math.log10(level / (1e-4 * LENGTH / 2))).isCloseTo(0, within(1.0));
    assertThat(mean(floor.noiseLike())).isGreaterThan(0.9);
  }

  /** A chord that swells and fades but never stops is no noise, wherever it sounds. */
  @Test
  void aHeldChordIsNoNoise() throws IOException {
    float[] x = new float[6 * RATE];
    for (int n = 0; n < x.length; n++) {
      x[n] = (float) (chord(n) * (1.2 + Math.sin(2 * Math.PI * n / RATE)));
    }
    NoiseFloor floor = of(x);
    assertThat(floor.noiseLike()[(int) (220.0 * LENGTH / RATE)]).isLessThan(0.1f);
    assertThat(floor.noiseLike()[(int) (330.0 * LENGTH / RATE)]).isLessThan(0.1f);
  }

  /** Silence tells nothing of noise, and neither does a moment. */
  @Test
  void silenceAndMomentsHaveNoFloor() throws IOException {
    assertThat(of(new float[RATE]).power()).containsOnly(0);
    assertThat(of(SeededNoise.gaussian(RATE / 4, 3)).power()).containsOnly(0);
  }

  private static double chord(int n) {
    double t = 2 * Math.PI * n / RATE;
    return 0.3 * (Math.sin(220 * t) + Math.sin(331 * t) + Math.sin(440 * t));
  }

  private static NoiseFloor of(float[] x) throws IOException {
    SpectralFrames frames = new SpectralFrames(AudioSource.of(Audio.mono(x, RATE)), LENGTH);
    // frames that lie within the sound
    int count = (int) (frames.frames() - 8) / 2;
    float[][] powers = new float[count][];
    for (int t = 0; t < count; t++) {
      powers[t] = frames.powers(2L * t + 4)[0];
    }
    return NoiseFloor.of(powers, 2 * frames.hopSeconds());
  }

  private static double mean(float[] values) {
    double mean = 0;
    for (float v : values) {
      mean += v / values.length;
    }
    return mean;
  }
}
