package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.SpeechLike;

class DehumTest {
  private static final int RATE = 8000;

  /** Hum as loud as the speech, its frequency and level drifting, goes by 15 dB and more. */
  @ParameterizedTest
  @CsvSource({"50.2", "59.7"})
  void driftingHumGoes(double mainsHz) throws IOException {
    float[] truth = new SpeechLike(2, 12).render(RATE);
    float[] damaged = truth.clone();
    double power = 0;
    for (float v : truth) {
      power += (double) v * v / truth.length;
    }
    double phase = 0;
    for (int n = 0; n < truth.length; n++) {
      double t = n / (double) RATE;
      phase += 2 * Math.PI * (mainsHz + 0.04 * Math.sin(2 * Math.PI * t / 8)) / RATE;
      double hum = 0;
      for (int h = 1; h <= 20; h++) {
        hum += Math.sin(h * phase + h * h) / h;
      }
      damaged[n] += (float) (Math.sqrt(power / 0.8) * (1 + 0.1 * Math.sin(t / 2)) * hum);
    }
    Repaired repaired = Repaired.by(new Dehum(), damaged, RATE);
    double before = Repaired.snrDb(truth, damaged, 0, truth.length);
    assertThat(before).isBetween(-1.0, 1.0);
    assertThat(Repaired.snrDb(truth, repaired.samples(), 0, truth.length))
        .isGreaterThan(before + 15);
    assertThat((double) repaired.report().measures().get("mains_hz"))
        .isCloseTo(mainsHz, within(0.05));
  }

  @Test
  void speechBassAndNoiseStay() throws IOException {
    float[] bass = SeededNoise.gaussian(8 * RATE, 4);
    for (int n = 0; n < bass.length; n++) {
      double t = n / (double) RATE;
      boolean sounding = n / RATE % 2 == 0; // a note at the mains' frequency for every other second
      double note = Math.sin(2 * Math.PI * 50 * t) + 0.5 * Math.sin(2 * Math.PI * 100 * t);
      bass[n] = (float) (0.001 * bass[n] + (sounding ? 0.3 * note : 0));
    }
    float[] played = Repaired.by(new Dehum(), bass, RATE).samples();
    assertThat(Repaired.snrDb(bass, played, 0, bass.length)).isGreaterThan(45);
    for (float[] x :
        new float[][] {new SpeechLike(3, 8).render(RATE), SeededNoise.gaussian(40_000, 1)}) {
      Repaired repaired = Repaired.by(new Dehum(), x, RATE);
      assertThat(repaired.report().found()).isEqualTo("no hum");
      assertThat(repaired.samples()).isEqualTo(x);
    }
  }

  /** Held chords whose partials lie on and near the multiples of 49 Hz, one after the other. */
  @Test
  void heldChordsStay() throws IOException {
    double[][] chordsHz = {{98, 147, 196}, {110, 146.8, 220}, {98, 130.8, 196}, {123.5, 147, 196}};
    float[] x = new float[12 * RATE];
    for (int n = 0; n < x.length; n++) {
      double t = n / (double) RATE;
      for (double hz : chordsHz[n / RATE / 3]) {
        for (int h = 1; h <= 8; h++) {
          x[n] += (float) (0.1 / h * Math.exp(-0.3 * (t % 3)) * Math.sin(2 * Math.PI * h * hz * t));
        }
      }
    }
    Repaired repaired = Repaired.by(new Dehum(), x, RATE);
    assertThat(new MainsSearch(AudioSource.of(Audio.mono(x, RATE))).fundamentalHz())
        .as("the spectrum alone takes them for hum")
        .isPresent();
    assertThat(repaired.report().found()).isEqualTo("no hum");
    assertThat(repaired.samples()).isEqualTo(x);
  }

  /** Hum below speech with stretches of silence in which there is nothing at all. */
  @Test
  void silenceWithinASoundStaysFinite() throws IOException {
    float[] x = new float[12 * RATE];
    for (int n = 0; n < x.length; n++) {
      double t = n / (double) RATE;
      double hum = Math.sin(2 * Math.PI * 50 * t) + Math.sin(2 * Math.PI * 150 * t);
      x[n] = t > 4 && t < 9 ? 0 : (float) (0.1 * hum);
    }
    for (float v : Repaired.by(new Dehum(), x, RATE).samples()) {
      assertThat(v).isFinite();
    }
  }

  /** More than a minute is followed in stretches; none is heard to begin. */
  @Test
  void longRecordingsHaveNoSeams() throws IOException {
    float[] truth = SeededNoise.gaussian(100 * RATE, 8);
    float[] damaged = new float[truth.length];
    double phase = 0;
    for (int n = 0; n < truth.length; n++) {
      double t = n / (double) RATE;
      phase += 2 * Math.PI * (50.1 + 0.03 * Math.sin(t / 3)) / RATE;
      truth[n] *= 0.001f;
      double hum = Math.sin(phase) + 0.5 * Math.sin(3 * phase) + 0.3 * Math.sin(5 * phase);
      damaged[n] = truth[n] + (float) (0.1 * (1 + 0.2 * Math.sin(t / 9)) * hum);
    }
    float[] repaired = Repaired.by(new Dehum(), damaged, RATE).samples();
    for (int from = 0; from < truth.length; from += RATE / 2) {
      // hum was 40 dB above the noise
      assertThat(Repaired.snrDb(truth, repaired, from, from + RATE / 2)).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 30_000})
  void silenceAndShortSoundsStay(int samples) throws IOException {
    float[] x = new float[samples];
    assertThat(Repaired.by(new Dehum(), x, RATE).samples()).isEqualTo(x);
  }
}
