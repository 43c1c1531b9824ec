package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Progress;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.SpeechLike;
import org.unroom.core.testkit.audio.TestAudio;
import org.unroom.core.testkit.damage.MusicalNoise;

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

  /** Sustained sounds, plucked ones and speech, made dry and without noise. */
  @TestFactory
  Stream<DynamicTest> dryRecordingsStayBitByBit() {
    return TestAudio.entries().stream()
        .filter(entry -> entry.file().contains("_dry_"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.file(),
                    () -> {
                      try (MediaReader reader = MediaReader.open(TestAudio.path(entry.file()))) {
                        Audio dry = reader.readAll();
                        Repaired repaired = Repaired.by(new Denoise(12, Optional.empty()), dry);
                        assertThat(repaired.report().changed()).isFalse();
                        assertThat(repaired.samples()).isEqualTo(dry.channel(0));
                      }
                    }));
  }

  /** Hiss 40 dB below speech is turned down to 45 dB below it and no further. */
  @Test
  void noiseIsTurnedDownToWhereItIsNotHeard() throws IOException {
    float[] x = noisy(new SpeechLike(5, 8).render(RATE), 40);
    RepairReport report = Repaired.by(new Denoise(12, Optional.empty()), x, RATE).report();
    double levelDb = (double) report.measures().get("noise_level_db");
    assertThat(levelDb).isBetween(-44.0, -34.0);
    assertThat((double) report.measures().get("reduction_db"))
        .isCloseTo(Math.min(12, levelDb + 45), within(1e-9));
    float[] quieter = noisy(new SpeechLike(5, 8).render(RATE), 60);
    assertThat(Repaired.by(new Denoise(12, Optional.empty()), quieter, RATE).samples())
        .isEqualTo(quieter);
  }

  /** The left channel is noisy, the right one is not and stays. */
  @Test
  void channelsAreJudgedApart() throws IOException {
    float[] truth = new SpeechLike(5, 6).render(RATE);
    Audio stereo = new Audio(new float[][] {noisy(truth, 10), truth}, RATE);
    Repaired repaired = Repaired.by(new Denoise(12, Optional.empty()), stereo);
    assertThat(repaired.audio().channel(0)).isNotEqualTo(stereo.channel(0));
    assertThat(repaired.audio().channel(1)).isEqualTo(truth);
    assertThat(repaired.report().changedSamples()).isEqualTo(truth.length);
  }

  @Test
  void whatHasNoNoiseStays() throws IOException {
    float[] x = new SpeechLike(5, 4).render(RATE);
    Repaired repaired = Repaired.by(new Denoise(12, Optional.empty()), x, RATE);
    assertThat(repaired.samples()).isEqualTo(x);
    assertThat(repaired.report().found()).startsWith("no noise");
  }

  /** Gains of 1 leave every sample, gains of a half leave half of each: the windows add up. */
  @ParameterizedTest
  @ValueSource(floats = {1f, 0.5f})
  void framesAddUp(float factor) throws IOException {
    float[] x = SeededNoise.gaussian(5001, 3);
    float[] y = new float[x.length];
    float[] expected = x.clone();
    int[] at = new int[1];
    AudioSource source = AudioSource.of(Audio.mono(x, RATE));
    new SpectralFrames(source, 256)
        .apply(
            (c, t, power, ahead, gain) -> Arrays.fill(gain, factor),
            (s, from, count) -> {
              System.arraycopy(s[0], from, y, at[0], count);
              at[0] += count;
            },
            Progress.NONE);
    for (int n = 0; n < x.length; n++) {
      expected[n] *= factor;
    }
    assertThat(at[0]).isEqualTo(x.length);
    assertThat(Repaired.snrDb(expected, y, 0, x.length)).isGreaterThan(factor == 1 ? 1e9 : 100);
  }

  /** Noise alone stays noise: its bins do not flare up one by one. */
  @Test
  void whatStaysOfNoiseDoesNotSing() throws IOException {
    float[] truth = new float[9 * RATE];
    System.arraycopy(new SpeechLike(5, 6).render(RATE), 0, truth, 3 * RATE, 6 * RATE);
    float[] noisy = noisy(truth, 10);
    float[] x = Repaired.by(new Denoise(12, Optional.empty()), noisy, RATE).samples();
    int to = 5 * RATE / 2;
    // afftdn has 1.06 of white noise, noisered 1.2 to 1.5
    assertThat(MusicalNoise.logKurtosisRatio(noisy, x, RATE / 2, to, RATE)).isBetween(0.0, 0.9);
    assertThat(MusicalNoise.logKurtosisRatio(noisy, noisy, RATE / 2, to, RATE)).isZero();
  }

  /** Unsteady rumble at 13 Hz goes from noisy speech, notes at 41 Hz stay. */
  @Test
  void subsonicRumbleGoesAndBassStays() throws IOException {
    float[] truth = new SpeechLike(5, 6).render(RATE);
    for (int n = 0; n < truth.length; n++) {
      double note = Math.max(0, Math.sin(2 * Math.PI * 0.8 * n / RATE));
      truth[n] += (float) (0.1 * note * Math.sin(2 * Math.PI * 41 * n / RATE));
    }
    float[] noisy = noisy(truth, 20);
    float[] rumbling = noisy.clone();
    for (int n = 0; n < truth.length; n++) {
      double swell = 0.2 * (1 + Math.sin(2 * Math.PI * n / (1.7 * RATE)));
      rumbling[n] += (float) (swell * Math.sin(2 * Math.PI * 13 * n / RATE));
    }
    float[] still = Repaired.by(new Denoise(12, Optional.empty()), noisy, RATE).samples();
    float[] x = Repaired.by(new Denoise(12, Optional.empty()), rumbling, RATE).samples();
    double before = Repaired.snrDb(truth, rumbling, 0, truth.length);
    assertThat(Repaired.snrDb(truth, x, 0, truth.length)).isGreaterThan(before + 7);
    assertThat(Repaired.snrDb(truth, still, 0, truth.length)).isGreaterThan(22);
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
