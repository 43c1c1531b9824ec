package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.SpeechLike;
import org.unroom.core.testkit.audio.TestAudio;
import org.unroom.core.testkit.damage.Clicks;

class DeclickTest {
  private static final int RATE = 44_100;

  /** Of clicks above -20 dB nine in ten are found, and the error falls by 6 dB and more. */
  @ParameterizedTest
  @CsvSource({"song_dry_44k.flac, 5", "song_dry_44k.flac, 20", "reading_dry_44k.flac, 20"})
  void clicksGoAndTheRestStays(String file, double perSecond) throws IOException {
    float[] truth = read(file);
    float[] damaged = truth.clone();
    List<Clicks.Click> clicks = new Clicks(perSecond, -20, 0, 11).addTo(damaged, RATE);
    Repaired repaired = Repaired.by(new Declick(ClickSensitivity.CLICKS), damaged, RATE);
    float[] x = repaired.samples();
    long found = clicks.stream().filter(c -> changed(damaged, x, c.from(), c.to())).count();
    assertThat(found).isGreaterThanOrEqualTo(9L * clicks.size() / 10);
    double before = Repaired.snrDb(truth, damaged, 0, x.length);
    assertThat(Repaired.snrDb(truth, x, 0, x.length)).isGreaterThan(before + 6);
    assertThat(unknownChanges(damaged, x, clicks)).isLessThan(clicks.size() / 10 + 1L);
  }

  /** Drums, wood block and shaker; plucked strings; and speech with its plosives. */
  @ParameterizedTest
  @ValueSource(strings = {"percussion_dry_44k.flac", "guitar_dry_44k.flac", "reading_dry_44k.flac"})
  void attacksAreNoClicks(String file) throws IOException {
    float[] x = read(file);
    Repaired repaired = Repaired.by(new Declick(ClickSensitivity.CLICKS), x, RATE);
    assertThat(Repaired.snrDb(x, repaired.samples(), 0, x.length)).isGreaterThan(45);
  }

  @Test
  void theVinylPresetFindsMore() throws IOException {
    float[] crackling = new SpeechLike(8, 6).render(RATE);
    new Clicks(100, -50, -30, 2).addTo(crackling, RATE);
    long usual = clicks(new Declick(ClickSensitivity.CLICKS), crackling);
    assertThat(clicks(new Declick(ClickSensitivity.VINYL), crackling)).isGreaterThan(usual);
  }

  /** The windows' seams, at 8 s, leave no trace: a click on it goes like any other. */
  @Test
  void aClickOnASeamGoes() throws IOException {
    float[] truth = new float[10 * RATE];
    for (int n = 0; n < truth.length; n++) {
      truth[n] = (float) (0.3 * Math.sin(2 * Math.PI * 440 * n / RATE));
    }
    float[] damaged = truth.clone();
    for (int n = -6; n < 6; n++) {
      damaged[8 * RATE + n] += 0.2f;
    }
    float[] x = Repaired.by(new Declick(ClickSensitivity.CLICKS), damaged, RATE).samples();
    assertThat(Repaired.snrDb(truth, x, 8 * RATE - 50, 8 * RATE + 50)).isGreaterThan(60);
  }

  @ParameterizedTest
  @EnumSource(ClickSensitivity.class)
  void silenceAndShortSoundsStay(ClickSensitivity sensitivity) throws IOException {
    for (int samples : new int[] {0, 1, 100, 3000}) {
      float[] x = new float[samples];
      assertThat(Repaired.by(new Declick(sensitivity), x, RATE).samples()).isEqualTo(x);
    }
    float[] noise = SeededNoise.gaussian(20, 3);
    assertThat(Repaired.by(new Declick(sensitivity), noise, 8000).samples()).isEqualTo(noise);
  }

  private static long clicks(Declick declick, float[] x) throws IOException {
    return (long) Repaired.by(declick, x, RATE).report().measures().get("clicks");
  }

  private static boolean changed(float[] before, float[] after, int from, int to) {
    for (int n = from; n < to; n++) {
      if (before[n] != after[n]) {
        return true;
      }
    }
    return false;
  }

  /** Runs of changed samples that touch no click. */
  private static long unknownChanges(float[] before, float[] after, List<Clicks.Click> clicks) {
    boolean[] known = new boolean[before.length];
    for (Clicks.Click click : clicks) {
      for (int n = click.from() - 12; n < click.to() + 12; n++) {
        known[Math.max(0, Math.min(known.length - 1, n))] = true;
      }
    }
    long runs = 0;
    for (int n = 1; n < before.length; n++) {
      boolean starts = before[n] != after[n] && before[n - 1] == after[n - 1];
      runs += starts && !known[n] ? 1 : 0;
    }
    return runs;
  }

  private static float[] read(String file) throws MediaException {
    try (MediaReader reader = MediaReader.open(TestAudio.path(file))) {
      Audio audio = reader.readAll();
      return audio.channel(0);
    }
  }
}
