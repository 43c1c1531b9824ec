package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;
import org.unroom.core.testkit.Golden;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.SpeechLike;

class DenoiseTest {
  private static final int RATE = 16_000;

  /** White noise 10 dB below speech: followed, or learnt from the second before the speech. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void noiseGoesAndSpeechStays(boolean learnt) throws IOException {
    float[] truth = new float[7 * RATE];
    System.arraycopy(new SpeechLike(5, 6).render(RATE), 0, truth, RATE, 6 * RATE);
    float[] noisy = noisy(truth, 10);
    Optional<TimeSpan> span = learnt ? Optional.of(new TimeSpan(0, 1)) : Optional.empty();
    float[] x = Repaired.by(new Denoise(12, span), noisy, RATE).samples();
    assertThat(Repaired.snrDb(truth, x, 0, x.length)).isGreaterThan(13);
    double before = energy(noisy, RATE / 2, RATE);
    double fallDb = 10 * Math.log10(before / energy(x, RATE / 2, RATE));
    assertThat(fallDb).isCloseTo(12, within(2.0));
  }

  @Test
  void whatHasNoNoiseStays() throws IOException {
    float[] x = new SpeechLike(5, 4).render(RATE);
    Repaired repaired = Repaired.by(new Denoise(12, Optional.empty()), x, RATE);
    assertThat(repaired.samples()).isEqualTo(x);
    assertThat(repaired.report().found()).isEqualTo("no noise to speak of");
  }

  /** Gains of 1 give the signal back: the windows add up. */
  @Test
  void framesAddUp() throws IOException {
    float[] x = SeededNoise.gaussian(5001, 3);
    float[] y = new float[x.length];
    int[] at = new int[1];
    AudioSource source = AudioSource.of(Audio.mono(x, RATE));
    new SpectralFrames(source, 256)
        .apply(
            (c, power, gain) -> Arrays.fill(gain, 1),
            (s, from, count) -> {
              System.arraycopy(s[0], from, y, at[0], count);
              at[0] += count;
            },
            Progress.NONE);
    assertThat(at[0]).isEqualTo(x.length);
    assertThat(Repaired.snrDb(x, y, 0, x.length)).isGreaterThan(100);
  }

  @Test
  void theExponentialIntegralIsThatOfTheTables() {
    Golden tables = new Golden("Abramowitz and Stegun, table 5.1", 1e-6);
    tables.check("E1(0.5)", LogMmseGain.exponentialIntegral(0.5), 0.5597736);
    tables.check("E1(1)", LogMmseGain.exponentialIntegral(1), 0.2193839);
    tables.check("E1(2)", LogMmseGain.exponentialIntegral(2), 0.0489005);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void silenceAndShortSoundsStay(int samples) throws IOException {
    float[] x = new float[samples];
    assertThat(Repaired.by(new Denoise(12, Optional.empty()), x, RATE).samples()).isEqualTo(x);
  }

  @Test
  void refusesWhatIsNoReduction() {
    assertThatThrownBy(() -> new Denoise(0, Optional.empty()))
        .hasMessage("reductionDb=0.0 must be above 0 and at most 60");
  }

  private static float[] noisy(float[] truth, double snrDb) {
    float[] noise = SeededNoise.gaussian(truth.length, 8);
    double rms = Math.sqrt(energy(truth, 0, truth.length) / truth.length);
    float[] noisy = truth.clone();
    for (int n = 0; n < noisy.length; n++) {
      noisy[n] += (float) (rms * Math.pow(10, -snrDb / 20) * noise[n]);
    }
    return noisy;
  }

  private static double energy(float[] x, int from, int to) {
    double energy = 0;
    for (int n = from; n < to; n++) {
      energy += (double) x[n] * x[n];
    }
    return energy;
  }
}
