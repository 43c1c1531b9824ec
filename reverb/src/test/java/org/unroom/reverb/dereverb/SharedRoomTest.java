package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaReader;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.audio.TestAudio;
import org.unroom.core.testkit.audio.TestAudioEntry;
import org.unroom.reverb.metrics.Evaluation;
import org.unroom.reverb.metrics.Metric;

/** Short clips of one room, each treated with what all of them tell of it. */
class SharedRoomTest {
  private static final Workers WORKERS = new Workers(2);
  private static final String HALL = "interview_hall_16k.flac";
  private static final int CLIP_SECONDS = 3;
  private static final Dereverberator ALONE = new Dereverberator(DereverbMethod.FIT, 1, 0, WORKERS);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static Audio read(String file) throws MediaException {
    try (MediaReader reader = MediaReader.open(TestAudio.path(file))) {
      return reader.readAll();
    }
  }

  private static List<Audio> clips(Audio whole) {
    int length = CLIP_SECONDS * whole.sampleRateHz();
    List<Audio> clips = new ArrayList<>();
    for (int from = 0; from + length <= whole.length(); from += length) {
      float[] clip = Arrays.copyOfRange(whole.channel(0), from, from + length);
      clips.add(Audio.mono(clip, whole.sampleRateHz()));
    }
    return clips;
  }

  private static Optional<SharedRoom> heardIn(List<Audio> clips) throws IOException {
    RoomExtractor extractor = new RoomExtractor(0, WORKERS);
    for (Audio clip : clips) {
      extractor.hear(AudioSource.of(clip), Progress.NONE);
    }
    return extractor.shared();
  }

  private static double estoi(Audio dry, Audio estimate) {
    return Evaluation.of(dry, estimate).mean().of(Metric.ESTOI).orElseThrow();
  }

  @Test
  void clipsBecomeDrierWithTheDecayOfAll() throws IOException {
    TestAudioEntry entry = TestAudio.entry(HALL);
    Audio wet = read(HALL);
    Audio source = read(entry.truth().orElseThrow().dryFile());
    float[] asLong = Arrays.copyOf(source.channel(0), wet.length());
    List<Audio> clips = clips(wet);
    List<Audio> dry = clips(Audio.mono(asLong, wet.sampleRateHz()));
    SharedRoom room = heardIn(clips).orElseThrow();
    double t60 = entry.truth().orElseThrow().t60Seconds();
    assertThat(clips).hasSizeGreaterThan(1);
    assertThat(room.estimate().t60Seconds()).isCloseTo(t60, within(0.3 * t60));
    for (int i = 0; i < clips.size(); i++) {
      Dereverberation done = ALONE.in(room).process(clips.get(i), Progress.NONE);
      assertThat(done.room().orElseThrow().t60Seconds())
          .isCloseTo(room.estimate().t60Seconds(), within(1e-6));
      assertThat(estoi(dry.get(i), done.dry()))
          .isGreaterThan(estoi(dry.get(i), clips.get(i)) + 0.1);
    }
  }

  @Test
  void silenceInTheRoomStaysSilence() throws IOException {
    Audio clip = clips(read(HALL)).get(0);
    SharedRoom room = heardIn(List.of(clip)).orElseThrow();
    Audio silence = Audio.mono(new float[clip.length()], clip.sampleRateHz());
    assertThat(ALONE.in(room).process(silence, Progress.NONE).dry().channel(0)).containsOnly(0f);
  }

  @Test
  void dryClipsTellOfNoRoom() throws IOException {
    assertThat(heardIn(clips(read("interview_dry_16k.flac")))).isEmpty();
  }

  @Test
  void clipThatSaysItIsDryIsBelieved() throws IOException {
    SharedRoom room = heardIn(List.of(clips(read(HALL)).get(0))).orElseThrow();
    Audio dry = read("interview_dry_16k.flac");
    assertThat(ALONE.in(room).process(dry, Progress.NONE).dry()).isSameAs(dry);
  }
}
