package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.core.testkit.audio.SpeechLike;
import org.unroom.core.testkit.audio.TestAudio;
import org.unroom.reverb.dereverb.Evidence.Verdict;

/** {@link Evidence}, and with it {@link Persistence} and {@link SustainedTones}. */
class EvidenceTest {
  private static final Workers WORKERS = new Workers(2);
  private static final int RATE = 16_000;

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @ParameterizedTest
  @CsvSource({
    "interview_dry_16k.flac, LITTLE_ROOM", "interview_study_16k.flac, ROOM",
    "interview_hall_16k.flac, ROOM", "lecture_dry_48k.flac, LITTLE_ROOM",
    "lecture_church_48k.flac, ROOM", "reading_dry_44k.flac, LITTLE_ROOM",
    "reading_office_44k.flac, ROOM", "percussion_dry_44k.flac, LITTLE_ROOM",
    "percussion_gym_44k.flac, ROOM", "violin_hall_48k.flac, HELD_TONES",
    "flute_atrium_44k.flac, HELD_TONES", "cello_studio_stereo_44k.flac, HELD_TONES"
  })
  void tellsRoomsFromDrySoundAndFromHeldTones(String file, Verdict verdict) throws MediaException {
    try (MediaReader reader = MediaReader.open(TestAudio.path(file))) {
      Evidence evidence = Evidence.of(reader.readAll(), WORKERS);
      assertThat(evidence.verdict()).as("%s", evidence).isEqualTo(verdict);
      assertThat(evidence.strength(SoundModel.MIX))
          .as("%s", evidence)
          .isEqualTo(verdict == Verdict.ROOM ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16_000, 44_100})
  void speechStaysBelowTheGateUntilItHasARoom(int rate) {
    float[] dry = new SpeechLike(3, 6).render(rate);
    Evidence without = Evidence.of(Audio.mono(dry, rate), WORKERS);
    assertThat(without.verdict()).isEqualTo(Verdict.LITTLE_ROOM);
    assertThat(without.strength(SoundModel.MIX)).isZero();
    double before = without.persistenceDb().orElseThrow();
    for (double t60 : new double[] {0.4, 0.8, 1.5}) {
      float[] room = SyntheticRoom.of(rate, t60, 0, 1).impulseResponse(t60);
      Evidence with = Evidence.of(Audio.mono(FftConvolution.full(dry, room), rate), WORKERS);
      assertThat(with.verdict()).as("T60 %s: %s", t60, with).isEqualTo(Verdict.ROOM);
      assertThat(with.strength(SoundModel.MIX)).isEqualTo(1);
      double after = with.persistenceDb().orElseThrow();
      assertThat(after).as("persistence at T60 %s", t60).isGreaterThan(before);
      before = after;
    }
  }

  @Test
  void levelDoesNotCount() {
    float[] x = new SpeechLike(3, 4).render(RATE);
    float[] quiet = x.clone();
    for (int n = 0; n < quiet.length; n++) {
      quiet[n] *= 0x1p-8f;
    }
    Evidence loud = Evidence.of(Audio.mono(x, RATE), WORKERS);
    Evidence soft = Evidence.of(Audio.mono(quiet, RATE), WORKERS);
    assertThat(soft.persistenceDb().orElseThrow())
        .isCloseTo(loud.persistenceDb().orElseThrow(), within(1e-3));
    assertThat(soft.heldShare()).isCloseTo(loud.heldShare(), within(1e-6));
  }

  @Test
  void isTheSameForAnyNumberOfThreads() {
    Audio x = Audio.mono(new SpeechLike(3, 3).render(RATE), RATE);
    try (Workers one = new Workers(1)) {
      assertThat(Evidence.of(x, one)).isEqualTo(Evidence.of(x, WORKERS));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 3000})
  void shortRecordingsSayNothing(int length) {
    Evidence evidence = Evidence.of(Audio.mono(SeededNoise.gaussian(length, 1), RATE), WORKERS);
    assertThat(evidence.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(evidence.strength(SoundModel.MIX)).isZero();
  }

  @Test
  void silenceAndSteadyNoiseSayNothing() {
    Evidence silence = Evidence.of(Audio.mono(new float[3 * RATE], RATE), WORKERS);
    assertThat(silence).isEqualTo(new Evidence(OptionalDouble.empty(), 0, Tonality.NONE));
    assertThat(silence.verdict()).isEqualTo(Verdict.UNKNOWN);
    Evidence noise = Evidence.of(Audio.mono(SeededNoise.gaussian(3 * RATE, 1), RATE), WORKERS);
    assertThat(noise.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void heldTonesAreHeldAndNoiseIsNot() {
    assertThat(held(tone(440, 0))).isGreaterThan(0.7);
    // gliding by an octave a second, as speech does at times
    assertThat(held(tone(440, 1))).isLessThan(0.1);
    assertThat(held(SeededNoise.gaussian(2 * RATE, 3))).isLessThan(0.05);
    assertThat(held(new float[2 * RATE])).isZero();
  }

  @Test
  void verdictAndStrengthFollowTheGates() {
    assertThat(of(6, 0).verdict()).isEqualTo(Verdict.LITTLE_ROOM);
    assertThat(of(6, 0).strength(SoundModel.MIX)).isZero();
    assertThat(of(7, 0).verdict()).isEqualTo(Verdict.ROOM);
    assertThat(of(7, 0).strength(SoundModel.MIX)).isCloseTo(0.5, within(1e-12));
    assertThat(of(8, 0.09).strength(SoundModel.MIX)).isEqualTo(1);
    assertThat(of(20, 0.115).strength(SoundModel.MIX)).isCloseTo(0.5, within(1e-9));
    assertThat(of(20, 0.14).strength(SoundModel.MIX)).isCloseTo(0, within(1e-9));
    assertThat(of(20, 0.14).verdict()).isEqualTo(Verdict.HELD_TONES);
    assertThat(of(7, 0.115).strength(SoundModel.MIX)).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void jointIsTheMedianOfWhatIsKnown() {
    Evidence unknown = new Evidence(OptionalDouble.empty(), 0.3, Tonality.NONE);
    Evidence joint = Evidence.joint(List.of(of(1, 0.1), unknown, of(9, 0.2), of(2, 0.5)));
    assertThat(joint.persistenceDb()).hasValue(2);
    assertThat(joint.heldShare()).isCloseTo(0.25, within(1e-12));
    assertThat(Evidence.joint(List.of(unknown)).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private static Evidence of(double persistenceDb, double heldShare) {
    return new Evidence(OptionalDouble.of(persistenceDb), heldShare, Tonality.NONE);
  }

  private static double held(float[] x) {
    AnalysisFrames frames = AnalysisFrames.forRate(RATE);
    return SustainedTones.share(Arrays.asList(frames.stft().forward(x, WORKERS)), frames, WORKERS);
  }

  private static float[] tone(double hz, double octavesPerSecond) {
    float[] x = new float[2 * RATE];
    double cycles = 0;
    for (int n = 0; n < x.length; n++) {
      cycles += hz * Math.pow(2, octavesPerSecond * n / RATE) / RATE;
      x[n] = (float) Math.sin(2 * Math.PI * cycles);
    }
    return x;
  }
}
