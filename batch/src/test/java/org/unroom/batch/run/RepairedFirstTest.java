package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.parallel.Progress;
import org.unroom.core.repair.Repair;
import org.unroom.core.repair.RepairReport;

class RepairedFirstTest {
  private static final RoomNotes NOTES =
      new RoomNotes(Optional.empty(), Map.of("t60_s", List.of(0.5)));
  private static final RoomNotes OF_THE_GROUP =
      new RoomNotes(Optional.empty(), Map.of("t60_s", List.of(0.7)));

  @Test
  void keepsWhatTheTreatmentSaysOfTheRoom() throws IOException {
    assertThat(notes(pipeline())).contains(NOTES);
  }

  @Test
  void treatsInTheGroupsRoomToo() throws IOException {
    RoomGroup group = new RoomGroup(List.of(), ReadWindow.WHOLE, SoundDecoder.HERE);
    assertThat(notes(pipeline().in(group))).contains(OF_THE_GROUP);
  }

  private static TreatmentPipeline pipeline() {
    return new RepairedFirst(new RepairChain(List.of(new NothingFound())), new Treated(NOTES));
  }

  private static Optional<RoomNotes> notes(TreatmentPipeline pipeline) throws IOException {
    AudioSource recording = AudioSource.of(Audio.mono(new float[100], 8000));
    try (ScratchSpace scratch = ScratchSpace.temporary()) {
      Treatment done = pipeline.treat(recording, scratch, Progress.NONE);
      assertThat(done.main()).isSameAs(recording);
      assertThat(done.findings().measures()).containsKey("repairs");
      return done.room();
    }
  }

  private record Treated(RoomNotes notes) implements TreatmentPipeline {
    @Override
    public Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress) {
      Findings findings = new Findings("treated", List.of(), Map.of(), List.of());
      return new Treatment(Map.of(OutputKind.DRY, recording), findings, Optional.of(notes));
    }

    @Override
    public TreatmentPipeline in(RoomGroup room) {
      return new Treated(OF_THE_GROUP);
    }
  }

  private static final class NothingFound implements Repair {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress) {
      return new RepairReport("nothing", 0, "nothing found", Map.of(), List.of());
    }
  }
}
