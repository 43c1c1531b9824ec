package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.testkit.audio.TestAudio;

class TonalityTest {
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @ParameterizedTest
  @CsvSource({
    "interview_hall_16k.flac, false", "interview_study_16k.flac, false",
    "reading_stairwell_44k.flac, false", "lecture_church_48k.flac, false",
    "percussion_gym_44k.flac, false", "guitar_dry_44k.flac, false",
    "guitar_parlour_44k.flac, false", "song_dry_44k.flac, true",
    "song_chapel_44k.flac, true", "violin_hall_48k.flac, true",
    "flute_atrium_44k.flac, true", "cello_studio_stereo_44k.flac, true"
  })
  void tellsOneSingerOrInstrumentFromTheRest(String file, boolean melody) throws MediaException {
    try (MediaReader reader = MediaReader.open(TestAudio.path(file))) {
      Tonality tonality = Tonality.of(reader.readAll(), WORKERS);
      assertThat(tonality.isMelody()).as("%s", tonality).isEqualTo(melody);
    }
  }

  @Test
  void framesCountByTheirAmplitude() {
    float[] f0Hz = new float[200];
    float[] confidence = new float[200];
    double[] amplitude = new double[200];
    for (int t = 0; t < 200; t++) {
      f0Hz[t] = t < 100 ? 220 : 220 + 4 * (t - 100);
      confidence[t] = t < 100 ? 1 : 0.6f;
      amplitude[t] = t < 100 ? 3 : 1;
    }
    Tonality tonality = Tonality.of(new PitchTrack(0, 0.01, f0Hz, confidence), amplitude);
    // 90 frames at 3 against 90 at 1; of the first, 8 have the glide within reach
    assertThat(tonality.pitchConfidence()).isCloseTo((3 + 0.6) / 4, within(1e-6));
    assertThat(tonality.steadyShare()).isCloseTo(82 * 3 / 360.0, within(0.01));
    assertThat(tonality.restlessCents()).isZero();
    assertThat(tonality.isMelody()).isTrue();
  }

  @Test
  void leapsAreNoMelodyHoweverClearTheyAre() {
    float[] f0Hz = new float[300];
    for (int t = 0; t < 300; t++) {
      f0Hz[t] = t / 12 % 2 == 0 ? 220 : 330;
    }
    float[] sure = new float[300];
    double[] even = new double[300];
    Arrays.fill(sure, 1);
    Arrays.fill(even, 1);
    Tonality tonality = Tonality.of(new PitchTrack(0, 0.01, f0Hz, sure), even);
    assertThat(tonality.restlessCents()).isCloseTo(702, within(1.0));
    assertThat(tonality.isMelody()).isFalse();
  }

  /** Speech in rooms stands for up to 8 % of its sound, plucked violin for 25 %. */
  @Test
  void pitchThatStandsIsNoSpeech() {
    assertThat(new Tonality(0.7, 0.25, 129).isMelody()).isTrue();
    assertThat(new Tonality(0.7, 0.08, 151).isMelody()).isFalse();
    assertThat(new Tonality(0.7, 0.25, 340).isMelody()).isFalse();
  }

  @Test
  void silenceHasNone() {
    Audio silence = Audio.mono(new float[16_000], 16_000);
    assertThat(Tonality.of(silence, WORKERS)).isEqualTo(Tonality.NONE);
    assertThat(Tonality.NONE.isMelody()).isFalse();
    assertThat(Tonality.joint(List.of(Tonality.NONE, new Tonality(1, 0.5, 100))))
        .isEqualTo(new Tonality(0.5, 0.25, 50));
  }
}
