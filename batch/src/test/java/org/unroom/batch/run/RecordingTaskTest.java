package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.InputCollector;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.OutputPlan;
import org.unroom.batch.plan.OutputRules;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.plan.StandardInput;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.Probe;
import org.unroom.core.media.RiffChunk;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.media.TestVideo;
import org.unroom.core.parallel.Progress;

class RecordingTaskTest {
  private static final Findings NOTHING =
      new Findings("left unchanged", List.of(), Map.of(), List.of());

  @TempDir Path folder;

  /** Multiplies by {@code gain} and hands over a room of two samples. */
  private static TreatmentPipeline times(float gain) {
    return (recording, scratch, progress) -> {
      AudioSource dry = recording.times(gain);
      Audio room = Audio.mono(new float[] {1f, 0.5f}, recording.sampleRateHz());
      return Treatment.dry(dry, Optional.of(room), NOTHING);
    };
  }

  private PlannedRecording planned(Path input, OutputKind... kinds) throws Exception {
    return OutputPlan.of(
            InputCollector.collect(
                    List.of(input.toString()),
                    new StandardInput(InputStream.nullInputStream()),
                    Locations.LOCAL)
                .files(),
            new OutputRules(
                Optional.empty(), Optional.empty(), List.of(kinds), ExistingOutput.REFUSE))
        .recordings()
        .get(0);
  }

  private static RecordingTask task(TreatmentPipeline pipeline) {
    return new RecordingTask(pipeline, ReadWindow.WHOLE, false, SaveSettings.withSeed(1));
  }

  private Audio read(String name) throws IOException {
    try (MediaReader reader = MediaReader.open(folder.resolve(name))) {
      return reader.readAll();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void dryIsBroughtToTheLoudnessAskedForAndStillAddsUp() throws Exception {
    Audio audio = TestRecordings.noise(2, 48_000, 16_000, SampleFormat.S24, 1);
    Path input =
        TestRecordings.write(folder.resolve("l.wav"), audio, Container.WAV, SampleFormat.S24);
    RecordingResult result =
        new RecordingTask(
                times(0.25f),
                ReadWindow.WHOLE,
                false,
                SaveSettings.withSeed(1).at(Level.ofLufs(-23)))
            .run(planned(input, OutputKind.DRY, OutputKind.REMOVED), Progress.NONE);
    assertThat(Probe.of(folder.resolve("l_dry.wav")).loudnessLufs()).isCloseTo(-23, within(0.01));
    assertThat(result.notes()).anySatisfy(n -> assertThat(n).startsWith("loudness -23.0 LUFS, "));
    assertThat(result.warnings()).isEmpty();
    double gain = Math.pow(10, result.outputs().get(0).levelDb() / 20);
    Audio dry = read("l_dry.wav");
    Audio removed = read("l_removed.wav");
    for (int n = 0; n < audio.length(); n += 97) {
      // a step of dither for each of the two
      assertThat(dry.channel(1)[n] + removed.channel(1)[n])
          .isCloseTo((float) (audio.channel(1)[n] * gain), within(4 / 8_388_608f));
    }
  }

  @Test
  void anyTreatedKindHasWhatWasRemovedBesideIt() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("r.wav"), 300, 16_000, 7);
    TreatmentPipeline halving =
        (recording, scratch, progress) ->
            new Treatment(Map.of(OutputKind.REPAIRED, recording.times(0.5)), NOTHING);
    task(halving).run(planned(input, OutputKind.REPAIRED, OutputKind.REMOVED), Progress.NONE);
    assertThat(names()).containsExactly("r.wav", "r_removed.wav", "r_repaired.wav");
    float[] whole = read("r.wav").channel(0);
    float[] removed = read("r_removed.wav").channel(0);
    float[] repaired = read("r_repaired.wav").channel(0);
    for (int n = 0; n < whole.length; n++) {
      assertThat(repaired[n] + removed[n]).isEqualTo(whole[n]);
    }
  }

  @Test
  void anotherRoomMayLengthenAndWidenARecording() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("s.wav"), 300, 16_000, 7);
    Audio wide = new Audio(new float[][] {new float[400], new float[400]}, 16_000);
    TreatmentPipeline swapping =
        (recording, scratch, progress) ->
            new Treatment(
                Map.of(OutputKind.SWAPPED, AudioSource.of(wide), OutputKind.DRY, recording),
                NOTHING);
    RecordingResult result =
        task(swapping).run(planned(input, OutputKind.DRY, OutputKind.SWAPPED), Progress.NONE);
    assertThat(result.outputs())
        .extracting(SavedOutput::kind)
        .containsExactly(OutputKind.SWAPPED, OutputKind.DRY);
    Audio swapped = read("s_swapped.wav");
    assertThat(swapped.channelCount()).isEqualTo(2);
    assertThat(swapped.length()).isEqualTo(400);
    assertThat(read("s_dry.wav").channel(0)).isEqualTo(read("s.wav").channel(0));
  }

  @Test
  void aVideoComesBackAsAVideoAndItsOtherSoundsAsSound() throws Exception {
    Audio audio = TestRecordings.noise(1, 48_000, 48_000, SampleFormat.S16, 1);
    Path input =
        new TestVideo("mp4")
            .picture("mpeg4", 1)
            .sound("aac", audio, "deu")
            .write(folder.resolve("v.mp4"));
    RecordingResult result =
        task(times(0.5f))
            .run(planned(input, OutputKind.DRY, OutputKind.IR, OutputKind.REMOVED), Progress.NONE);
    assertThat(names()).containsExactly("v.mp4", "v_dry.mp4", "v_ir.wav", "v_removed.wav");
    assertThat(result.notes()).contains("written as AAC at 160 kbit/s, which is lossy");
    assertThat(read("v_dry.mp4").length()).isEqualTo(read("v.mp4").length());
    assertThat(Probe.of(folder.resolve("v_dry.mp4")).metadata().pictures()).isEqualTo(1);
    ReadWindow part = new ReadWindow(0.25, OptionalDouble.of(0.5));
    RecordingResult partial =
        new RecordingTask(times(0.5f), part, false, SaveSettings.withSeed(1).replacing(true))
            .run(
                planned(Files.copy(input, folder.resolve("w.mp4")), OutputKind.DRY), Progress.NONE);
    assertThat(partial.notes()).contains("its pictures are not carried over");
    assertThat(read("w_dry.mp4").length()).isEqualTo(24_000);
  }

  @Test
  void whatAKindOfFileCannotHoldIsSaidBeforeTheWork() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("k.wav"), 300, 44_100, 7);
    TreatmentPipeline never =
        (recording, scratch, progress) -> {
          throw new IllegalStateException("worked in vain");
        };
    PlannedRecording planned =
        new PlannedRecording(
            planned(input, OutputKind.DRY).input(),
            Map.of(OutputKind.DRY, folder.resolve("k.opus")),
            false,
            Optional.empty());
    assertThatThrownBy(() -> task(never).run(planned, Progress.NONE))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("k.opus: Opus does not hold 44100 Hz");
  }

  @Test
  void softSoundKeepsItsLevel() throws Exception {
    Path input =
        TestRecordings.write(
            folder.resolve("s.wav"),
            Audio.mono(new float[16_000], 16_000),
            Container.WAV,
            SampleFormat.S16);
    RecordingResult result =
        new RecordingTask(
                times(1), ReadWindow.WHOLE, false, SaveSettings.withSeed(1).at(Level.ofLufs(-23)))
            .run(planned(input, OutputKind.DRY), Progress.NONE);
    assertThat(result.notes())
        .containsExactly("too short or too soft to have a loudness; its level is kept");
    assertThat(Files.mismatch(input, folder.resolve("s_dry.wav"))).isEqualTo(-1);
  }

  @Test
  void loudnessThatDoesNotFitIsReachedAsFarAsItGoesWithAWarning() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("m.wav"), 16_000, 16_000, 1);
    RecordingResult result =
        new RecordingTask(
                times(1), ReadWindow.WHOLE, false, SaveSettings.withSeed(1).at(Level.ofLufs(-1)))
            .run(planned(input, OutputKind.DRY), Progress.NONE);
    assertThat(result.warnings()).hasSize(1).first().asString().contains("is turned down by");
    assertThat(Probe.of(folder.resolve("m_dry.wav")).loudnessLufs()).isBetween(-6.0, -1.1);
  }

  @Test
  void whatAWavCarriesBesideItsSoundIsCarriedOver() throws Exception {
    Path plain = TestRecordings.noiseWav(folder.resolve("p.wav"), 999, 16_000, 1);
    byte[] sound = Files.readAllBytes(plain);
    byte[] extra = "iXML\5\0\0\0<a/>\n\0cue \4\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(sound, sound.length + sound.length % 2 + extra.length);
    System.arraycopy(extra, 0, both, both.length - extra.length, extra.length);
    Path input = Files.write(folder.resolve("x.wav"), both);
    task(times(0.5f)).run(planned(input, OutputKind.DRY, OutputKind.IR), Progress.NONE);
    byte[] dry = Files.readAllBytes(folder.resolve("x_dry.wav"));
    assertThat(Arrays.copyOfRange(dry, dry.length - extra.length, dry.length)).isEqualTo(extra);
    try (MediaReader room = MediaReader.open(folder.resolve("x_ir.wav"))) {
      assertThat(room.metadata().chunks()).isEmpty();
    }
    Path partial = Files.copy(input, folder.resolve("y.wav"));
    ReadWindow window = new ReadWindow(0.01, OptionalDouble.empty());
    RecordingResult result =
        new RecordingTask(times(1), window, false, SaveSettings.withSeed(1))
            .run(planned(partial, OutputKind.DRY), Progress.NONE);
    assertThat(result.notes())
        .containsExactly("its chunks cue  name places in the whole and are not carried over");
    try (MediaReader part = MediaReader.open(folder.resolve("y_dry.wav"))) {
      assertThat(part.metadata().chunks()).extracting(RiffChunk::id).containsExactly("iXML");
    }
  }

  @Test
  void untouchedRecordingsComeBackBitByBit() throws Exception {
    for (SampleFormat format : List.of(SampleFormat.U8, SampleFormat.S16, SampleFormat.S24)) {
      String stem = format.label();
      Audio audio = TestRecordings.noise(3, 7001, 44_100, format, 1);
      Path input =
          TestRecordings.write(folder.resolve(stem + ".wav"), audio, Container.WAV, format);
      task(times(1)).run(planned(input, OutputKind.DRY, OutputKind.REMOVED), Progress.NONE);
      assertThat(Files.mismatch(input, folder.resolve(stem + "_dry.wav"))).isEqualTo(-1);
      assertThat(read(stem + "_removed.wav").channel(2)).containsOnly(0f);
    }
  }

  @Test
  void dryAndRemovedAddUpToTheRecordingExactly() throws Exception {
    for (SampleFormat format : List.of(SampleFormat.S16, SampleFormat.S24, SampleFormat.F32)) {
      String stem = format.label();
      Audio audio = TestRecordings.noise(2, 5000, 48_000, format, 2);
      Path input =
          TestRecordings.write(folder.resolve(stem + ".wav"), audio, Container.WAV, format);
      task(times(0.371f)).run(planned(input, OutputKind.DRY, OutputKind.REMOVED), Progress.NONE);
      Audio dry = read(stem + "_dry.wav");
      Audio removed = read(stem + "_removed.wav");
      for (int n = 0; n < 5000; n++) {
        float sum = dry.channel(1)[n] + removed.channel(1)[n];
        float tolerance = format.isFloat() ? 1e-7f : 0f;
        assertThat(sum).as(stem).isCloseTo(audio.channel(1)[n], within(tolerance));
      }
    }
  }

  @Test
  void resultTellsFormatsAndPlaces() throws Exception {
    Audio audio = TestRecordings.noise(2, 4800, 48_000, SampleFormat.S24, 3);
    Path input =
        TestRecordings.write(folder.resolve("t.flac"), audio, Container.FLAC, SampleFormat.S24);
    List<String> stages = new ArrayList<>();
    RecordingResult result =
        task(times(0.5f))
            .run(
                planned(input, OutputKind.DRY, OutputKind.IR),
                (stage, fraction) -> stages.add(stage));
    assertThat(result.audioSeconds()).isEqualTo(0.1);
    assertThat(result.outputs())
        .extracting(SavedOutput::kind)
        .containsExactly(OutputKind.DRY, OutputKind.IR);
    assertThat(result.outputs().get(0).format().sampleFormat()).isEqualTo(SampleFormat.S24);
    assertThat(result.outputs().get(1).format().sampleFormat()).isEqualTo(SampleFormat.F32);
    assertThat(read("t_ir.wav").channel(0)).containsExactly(1f, 0.5f);
    assertThat(result.warnings()).isEmpty();
    assertThat(stages).contains("reading", "writing");
  }

  @Test
  void soundThatDoesNotFitIsTurnedDownAndSaidSo() throws Exception {
    Audio audio = TestRecordings.noise(1, 1000, 16_000, SampleFormat.S16, 4);
    Path input =
        TestRecordings.write(folder.resolve("l.wav"), audio, Container.WAV, SampleFormat.S16);
    RecordingResult result = task(times(4)).run(planned(input, OutputKind.DRY), Progress.NONE);
    assertThat(result.outputs().get(0).gainDb()).isCloseTo(-6, within(0.1));
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("l_dry.wav is turned down by 6.0", "16-bit integer");
  }

  @Test
  void damageIsAWarningAndAnErrorWhenStrict() throws Exception {
    Path input = TestRecordings.floatWav(folder.resolve("n.wav"), 0.1f, Float.NaN, 0.2f);
    RecordingTask strict =
        new RecordingTask(times(1), ReadWindow.WHOLE, true, SaveSettings.withSeed(1));
    assertThatThrownBy(() -> strict.run(planned(input, OutputKind.DRY), Progress.NONE))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("1 sample is not a finite number (first at sample 1, 0.000 s)")
        .hasMessageContaining("--strict");
    assertThat(names()).containsExactly("n.wav");
    RecordingResult result = task(times(1)).run(planned(input, OutputKind.DRY), Progress.NONE);
    assertThat(result.warnings()).hasSize(1);
    assertThat(read("n_dry.wav").channel(0)).containsExactly(0.1f, 0f, 0.2f);
  }

  @Test
  void windowTakesAPart() throws Exception {
    Audio audio = TestRecordings.noise(1, 16_000, 16_000, SampleFormat.S16, 5);
    Path input =
        TestRecordings.write(folder.resolve("w.wav"), audio, Container.WAV, SampleFormat.S16);
    RecordingTask part =
        new RecordingTask(
            times(1),
            new ReadWindow(0.25, OptionalDouble.of(0.5)),
            false,
            SaveSettings.withSeed(1));
    part.run(planned(input, OutputKind.DRY), Progress.NONE);
    assertThat(read("w_dry.wav").channel(0)).isEqualTo(audio.slice(4000, 12_000).channel(0));
    RecordingTask behind =
        new RecordingTask(
            times(1),
            new ReadWindow(2, OptionalDouble.empty()),
            false,
            SaveSettings.withSeed(1).replacing(true));
    assertThatThrownBy(() -> behind.run(planned(input, OutputKind.IR), Progress.NONE))
        .hasMessageContaining("--start=2.0 lies behind its end, it is 1.000 s long");
  }

  @Test
  void aPreviewIsHeardWithWhatIsAroundIt() throws Exception {
    Audio audio = TestRecordings.noise(1, 50 * 8_000, 8_000, SampleFormat.S16, 5);
    Path input =
        TestRecordings.write(folder.resolve("p.wav"), audio, Container.WAV, SampleFormat.S16);
    List<Long> heard = new ArrayList<>();
    TreatmentPipeline listening =
        (recording, scratch, progress) -> {
          heard.add(recording.length());
          return times(0.5f).treat(recording, scratch, progress);
        };
    for (String preview : List.of("20+2", "5+2", "47+9")) {
      ReadWindow window = ReadWindow.preview(preview, OptionalInt.empty()).orElseThrow();
      new RecordingTask(listening, window, false, SaveSettings.withSeed(1))
          .run(planned(input, OutputKind.DRY, OutputKind.BEFORE), Progress.NONE);
      int from = (int) window.startSample(8_000);
      int to = (int) Math.min(audio.length(), from + window.samples(8_000));
      assertThat(read("p_before.wav").channel(0)).isEqualTo(audio.slice(from, to).channel(0));
      assertThat(read("p_dry.wav").length()).isEqualTo(to - from);
      Files.delete(folder.resolve("p_before.wav"));
      Files.delete(folder.resolve("p_dry.wav"));
    }
    assertThat(heard).containsExactly(32 * 8_000L, 22 * 8_000L, 18 * 8_000L);
    ReadWindow behind = ReadWindow.preview("60+9", OptionalInt.empty()).orElseThrow();
    RecordingTask task = new RecordingTask(listening, behind, false, SaveSettings.withSeed(1));
    assertThatThrownBy(() -> task.run(planned(input, OutputKind.DRY), Progress.NONE))
        .hasMessageContaining("--preview lies behind its end, at 60.0 s");
  }

  @Test
  void noSamplesIsAClearError() throws Exception {
    Path input = TestRecordings.floatWav(folder.resolve("e.wav"));
    assertThatThrownBy(() -> task(times(1)).run(planned(input, OutputKind.DRY), Progress.NONE))
        .hasMessageContaining("e.wav: holds no samples");
    Path one = TestRecordings.floatWav(folder.resolve("one.wav"), 0.25f);
    task(times(1)).run(planned(one, OutputKind.DRY), Progress.NONE);
    assertThat(read("one_dry.wav").channel(0)).containsExactly(0.25f);
  }

  @Test
  void roomThatWasNotToldIsAWarningOrAnError() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("r.wav"), 100, 16_000, 6);
    TreatmentPipeline none =
        (recording, scratch, progress) -> Treatment.dry(recording, Optional.empty(), NOTHING);
    assertThatThrownBy(() -> task(none).run(planned(input, OutputKind.IR), Progress.NONE))
        .hasMessageContaining("no room could be told");
    RecordingResult result =
        task(none).run(planned(input, OutputKind.DRY, OutputKind.IR), Progress.NONE);
    assertThat(result.warnings()).singleElement().asString().contains("no room is saved");
    assertThatThrownBy(
            () ->
                task(none)
                    .run(planned(input, OutputKind.RESYNTH, OutputKind.REPORT), Progress.NONE))
        .hasMessageContaining("nothing in it could be played again, so there is none to save");
    assertThat(names()).containsExactly("r.wav", "r_dry.wav");
  }

  @Test
  void nothingIsLeftWhenThePipelineFails() throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("f.wav"), 100, 16_000, 7);
    TreatmentPipeline shortened =
        (recording, scratch, progress) ->
            Treatment.dry(AudioSource.of(recording.slice(0, 50)), Optional.empty(), NOTHING);
    assertThatThrownBy(() -> task(shortened).run(planned(input, OutputKind.DRY), Progress.NONE))
        .isInstanceOf(IllegalStateException.class);
    TreatmentPipeline notANumber = times(Float.NaN);
    assertThatThrownBy(
            () ->
                task(notANumber).run(planned(input, OutputKind.DRY, OutputKind.IR), Progress.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names()).containsExactly("f.wav");
  }
}
