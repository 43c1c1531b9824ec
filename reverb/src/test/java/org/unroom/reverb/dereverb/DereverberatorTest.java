package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.ScratchAudio;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.TestAudio;
import org.unroom.core.testkit.audio.TestAudioEntry;
import org.unroom.reverb.dereverb.Evidence.Verdict;
import org.unroom.reverb.metrics.Evaluation;
import org.unroom.reverb.metrics.Metric;

/** The whole path from samples to samples, on the project's own recordings. */
class DereverberatorTest {
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static Audio read(String file) throws MediaException {
    try (MediaReader reader = MediaReader.open(TestAudio.path(file))) {
      return reader.readAll();
    }
  }

  /** The dry sound at the level that it has in the wet file, as long as that. */
  private static Audio dryOf(TestAudioEntry wet, int length) throws MediaException {
    float[] dry = read(wet.truth().orElseThrow().dryFile()).channel(0);
    float[] scaled = Arrays.copyOf(dry, length);
    for (int n = 0; n < length; n++) {
      scaled[n] *= (float) wet.directGain();
    }
    return Audio.mono(scaled, wet.rateHz());
  }

  private static Dereverberator of(DereverbMethod method, double amount) {
    return new Dereverberator(method, amount, 0, WORKERS);
  }

  /** Where an editor cut the reverberation off, the room does not end. */
  @Test
  void digitalSilenceIsNoProofOfADryRoom() throws IOException {
    Audio whole = read("interview_hall_16k.flac");
    int third = whole.length() / 3;
    int gap = 3 * whole.sampleRateHz() / 2;
    float[] cut = new float[whole.length() + 2 * gap];
    for (int i = 0; i < 3; i++) {
      int from = i * third;
      int count = i < 2 ? third : whole.length() - from;
      System.arraycopy(whole.channel(0), from, cut, from + i * gap, count);
    }
    Dereverberation asWhole = of(DereverbMethod.FIT, 1).process(whole, Progress.NONE);
    Dereverberation inParts =
        of(DereverbMethod.FIT, 1).process(Audio.mono(cut, whole.sampleRateHz()), Progress.NONE);
    assertThat(inParts.removal().room().orElseThrow().t60Seconds())
        .isEqualTo(asWhole.removal().room().orElseThrow().t60Seconds());
    float[] dry = inParts.dry().channel(0);
    assertThat(dry).hasSize(cut.length);
    assertThat(Arrays.copyOfRange(dry, third, third + gap)).containsOnly(0);
    assertThat(Arrays.copyOfRange(dry, 0, third))
        .isEqualTo(Arrays.copyOf(asWhole.dry().channel(0), third));
  }

  private static double figure(Evaluation evaluation, Metric metric) {
    return evaluation.mean().of(metric).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "interview_study_16k.flac, 0.04, 0.3",
    "interview_hall_16k.flac, 0.25, 0.3",
    "reading_office_44k.flac, 0.10, 0.25",
    "reading_stairwell_44k.flac, 0.20, 0.2"
  })
  void speechBecomesDrierAndItsRoomIsKnown(String file, double gain, double t60Error)
      throws MediaException {
    TestAudioEntry entry = TestAudio.entry(file);
    Audio wet = read(file);
    Audio dry = dryOf(entry, wet.length());
    Dereverberation done = of(DereverbMethod.FIT, 1).process(wet, Progress.NONE);
    Evaluation before = Evaluation.of(dry, wet);
    Evaluation after = Evaluation.of(dry, done.dry());
    assertThat(figure(after, Metric.ESTOI)).isGreaterThan(figure(before, Metric.ESTOI) + gain);
    assertThat(figure(after, Metric.FW_SEG_SNR)).isGreaterThan(figure(before, Metric.FW_SEG_SNR));
    assertThat(figure(after, Metric.LSD)).isLessThan(figure(before, Metric.LSD));
    assertThat(figure(after, Metric.SI_SDR)).isGreaterThan(figure(before, Metric.SI_SDR));
    double t60 = entry.truth().orElseThrow().t60Seconds();
    assertThat(done.room().orElseThrow().t60Seconds()).isCloseTo(t60, within(t60Error * t60));
    assertThat(done.left().orElseThrow().drrDb()).isGreaterThan(done.room().get().drrDb() + 3);
    assertThat(done.dry().length()).isEqualTo(wet.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interview_dry_16k.flac",
        "lecture_dry_48k.flac",
        "reading_dry_44k.flac",
        "percussion_dry_44k.flac"
      })
  void dryRecordingsComeBackUntouched(String file) throws MediaException {
    Audio dry = read(file);
    Dereverberation done = of(DereverbMethod.FIT, 1).process(dry, Progress.NONE);
    assertThat(done.evidence().verdict()).isEqualTo(Verdict.LITTLE_ROOM);
    assertThat(done.dry()).isSameAs(dry);
    assertThat(done.room()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guitar_dry_44k.flac", "guitar_parlour_44k.flac"})
  void tonesThatRingOnByThemselvesAreNotTakenForRoom(String file) throws MediaException {
    Audio wet = read(file);
    Dereverberation done = of(DereverbMethod.FIT, 1).process(wet, Progress.NONE);
    assertThat(done.removal().verdict()).isEqualTo(Verdict.HELD_TONES);
    assertThat(done.removal().model()).isEqualTo(SoundModel.MIX);
    assertThat(done.dry()).isSameAs(wet);
  }

  @ParameterizedTest
  @CsvSource({
    "violin_hall_48k.flac, 0.15",
    "flute_atrium_44k.flac, 0.15",
    "cello_studio_stereo_44k.flac, 0.15",
    "song_chapel_44k.flac, 0.15"
  })
  void instrumentsAndSingersBecomeDrierAndTheirRoomIsKnown(String file, double t60Error)
      throws MediaException {
    TestAudioEntry entry = TestAudio.entry(file);
    Audio wet = read(file);
    Audio dry = dryOf(entry, wet.length());
    Dereverberation done = of(DereverbMethod.FIT, 1).process(wet, Progress.NONE);
    Evaluation before = Evaluation.of(dry, wet);
    Evaluation after = Evaluation.of(dry, done.dry());
    assertThat(done.removal().model()).isEqualTo(SoundModel.INSTRUMENT);
    assertThat(done.removal().verdict()).isEqualTo(Verdict.ROOM);
    assertThat(figure(after, Metric.FW_SEG_SNR)).isGreaterThan(figure(before, Metric.FW_SEG_SNR));
    assertThat(figure(after, Metric.LSD)).isLessThan(figure(before, Metric.LSD));
    // the dry sound is not what is aimed at, but dry sound with its first reflections
    assertThat(figure(after, Metric.SI_SDR)).isGreaterThan(figure(before, Metric.SI_SDR) - 0.5);
    double t60 = entry.truth().orElseThrow().t60Seconds();
    assertThat(done.room().orElseThrow().t60Seconds()).isCloseTo(t60, within(t60Error * t60));
    assertThat(done.left().orElseThrow().drrDb()).isGreaterThan(done.room().get().drrDb() + 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "song_dry_44k.flac",
        "violin_dry_48k.flac",
        "flute_dry_44k.flac",
        "cello_dry_44k.flac"
      })
  void dryMusicComesBackUntouched(String file) throws MediaException {
    Audio dry = read(file);
    Dereverberation done = of(DereverbMethod.FIT, 1).process(dry, Progress.NONE);
    assertThat(done.removal().verdict()).isIn(Verdict.LITTLE_ROOM, Verdict.UNKNOWN);
    assertThat(done.dry()).isSameAs(dry);
  }

  @Test
  void theModelCanBeAskedFor() throws MediaException {
    Audio dry = read("song_dry_44k.flac");
    for (SoundModel model : SoundModel.values()) {
      Dereverberation done =
          new Dereverberator(DereverbMethod.FIT, model, 1, 0, WORKERS).process(dry, Progress.NONE);
      assertThat(done.removal().model())
          .isEqualTo(model == SoundModel.AUTO ? SoundModel.INSTRUMENT : model);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 700, 40_000})
  void whatIsTooShortOrSilentComesBackUntouched(int length) {
    for (float level : new float[] {0, 0.1f}) {
      float[] noise = SeededNoise.gaussian(length, 3);
      for (int n = 0; n < length; n++) {
        noise[n] *= level;
      }
      Audio recording = new Audio(new float[][] {noise, noise.clone()}, 44_100);
      Dereverberation done = of(DereverbMethod.FIT, 1).process(recording, Progress.NONE);
      assertThat(done.evidence().verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(done.dry()).isSameAs(recording);
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameSamples() throws MediaException {
    Audio wet = read("interview_study_16k.flac");
    Audio two = of(DereverbMethod.FIT, 1).process(wet, Progress.NONE).dry();
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      for (Workers workers : new Workers[] {one, three}) {
        Dereverberator other = new Dereverberator(DereverbMethod.FIT, 1, 0, workers);
        assertThat(other.process(wet, Progress.NONE).dry().channel(0)).isEqualTo(two.channel(0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = DereverbMethod.class, mode = Mode.EXCLUDE, names = "DDSP")
  void theAmountIsAShareOfTheChange(DereverbMethod method) throws MediaException {
    Audio wet = read("interview_hall_16k.flac").slice(0, 48_000);
    float[] all = of(method, 1).process(wet, Progress.NONE).dry().channel(0);
    float[] quarter = of(method, 0.25).process(wet, Progress.NONE).dry().channel(0);
    float[] y = wet.channel(0);
    double change = 0;
    for (int n = 0; n < y.length; n++) {
      assertThat(quarter[n]).isCloseTo(y[n] + 0.25f * (all[n] - y[n]), within(1e-5f));
      change += Math.abs(all[n] - y[n]);
    }
    assertThat(change / y.length).isGreaterThan(1e-3);
    assertThat(of(method, 0).process(wet, Progress.NONE).dry()).isSameAs(wet);
  }

  /** A level does not change what is done: twice the recording gives twice the result. */
  @Test
  void levelPassesThrough() throws MediaException {
    Audio wet = read("interview_study_16k.flac").slice(0, 64_000);
    float[] halved = wet.channel(0).clone();
    for (int n = 0; n < halved.length; n++) {
      halved[n] *= 0.5f;
    }
    float[] a = of(DereverbMethod.FIT, 1).process(wet, Progress.NONE).dry().channel(0);
    float[] b =
        of(DereverbMethod.FIT, 1)
            .process(Audio.mono(halved, 16_000), Progress.NONE)
            .dry()
            .channel(0);
    for (int n = 0; n < a.length; n++) {
      assertThat(2 * b[n]).isCloseTo(a[n], within(2e-3f));
    }
  }

  /** Two microphones, one late and soft: what is between them stays. */
  @Test
  void channelsKeepTheirDelayAndLevel() throws MediaException {
    float[] left = read("interview_hall_16k.flac").slice(0, 64_000).channel(0);
    float[] right = new float[left.length];
    for (int n = 5; n < right.length; n++) {
      right[n] = 0.5f * left[n - 5];
    }
    Audio done =
        of(DereverbMethod.FIT, 1)
            .process(new Audio(new float[][] {left, right}, 16_000), Progress.NONE)
            .dry();
    double error = 0;
    double energy = 0;
    for (int n = 5; n < left.length; n++) {
      double d = done.channel(1)[n] - 0.5 * done.channel(0)[n - 5];
      error += d * d;
      energy += 0.25 * done.channel(0)[n - 5] * done.channel(0)[n - 5];
    }
    assertThat(10 * Math.log10(energy / error)).isGreaterThan(15);
  }

  @Test
  void stagesAreReportedInOrder() throws MediaException {
    Audio wet = read("interview_hall_16k.flac").slice(0, 48_000);
    Set<String> stages = new HashSet<>();
    double[] last = {0};
    of(DereverbMethod.FIT, 1)
        .process(
            wet,
            (stage, fraction) -> {
              assertThat(fraction).isBetween(last[0] - 1e-9, 1 + 1e-9);
              last[0] = fraction;
              stages.add(stage);
            });
    assertThat(last[0]).isCloseTo(1, within(1e-9));
    assertThat(stages).hasSizeGreaterThan(4);
  }

  /** From the disk to the disk, in any blocks: the bytes of memory. */
  @Test
  void soundOnTheDiskGivesTheSamplesOfSoundInMemory(@TempDir Path folder) throws IOException {
    Audio wet = read("interview_hall_16k.flac").slice(0, 80_000);
    Dereverberation inMemory = of(DereverbMethod.FIT, 1).process(wet, Progress.NONE);
    try (ScratchSpace scratch = new ScratchSpace(folder, 0)) {
      ScratchAudio recording = scratch.sound(1, 16_000);
      AudioSource.of(wet).forEachBlock(recording);
      ScratchAudio dry = scratch.soundLike(recording);
      RoomRemoval done = of(DereverbMethod.FIT, 1).process(recording, dry, Progress.NONE);
      assertThat(done).usingRecursiveComparison().isEqualTo(inMemory.removal());
      assertThat(done.changed()).isTrue();
      assertThat(dry.all().channel(0)).isEqualTo(inMemory.dry().channel(0));
    }
  }

  /**
   * Speech that comes again and again: where one window goes over into the next, it comes out as it
   * does elsewhere.
   */
  @Test
  void windowsMeetWithoutASeam() throws MediaException {
    Audio once = read("interview_hall_16k.flac").slice(0, 8 * 16_000);
    float[] again = new float[9 * once.length()];
    for (int n = 0; n < again.length; n++) {
      again[n] = once.channel(0)[n % once.length()];
    }
    Audio recording = Audio.mono(again, 16_000);
    int seam = (int) TreatmentWindows.over(again.length, 16_000, 1).get(0).to();
    assertThat(seam).isBetween(2 * once.length(), again.length - 2 * once.length());
    float[] dry = of(DereverbMethod.FIT, 1).process(recording, Progress.NONE).dry().channel(0);
    double atSeam = difference(dry, seam - 16_000, 32_000, once.length());
    double elsewhere = difference(dry, seam - 3 * 16_000, 32_000, once.length());
    assertThat(atSeam).isLessThan(-15).isLessThan(elsewhere + 3);
  }

  /** Of a stretch and the one a period later, against the stretch, in decibels. */
  private static double difference(float[] x, int from, int length, int period) {
    double difference = 0;
    double energy = 0;
    for (int n = from; n < from + length; n++) {
      double d = x[n] - x[n + period];
      difference += d * d;
      energy += (double) x[n] * x[n];
    }
    return 10 * Math.log10(difference / energy);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void amountsOutsideTheRangeAreRefused(double amount) {
    assertThatThrownBy(() -> of(DereverbMethod.FIT, amount))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 1");
  }
}
