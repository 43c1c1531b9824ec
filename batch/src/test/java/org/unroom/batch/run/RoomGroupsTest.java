package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;

/** Who shares a room with whom, and by what such a group is known. */
class RoomGroupsTest {
  @TempDir Path folder;

  private PlannedRecording planned(String name) {
    Path file = folder.resolve(name);
    InputFile input =
        new InputFile(
            file, name, file.getFileName().toString(), file.getParent(), Path.of(""), true);
    return PlannedRecording.withoutOutputs(input);
  }

  private PlannedRecording written(String name, String content) throws IOException {
    PlannedRecording planned = planned(name);
    Files.createDirectories(planned.input().path().getParent());
    Files.writeString(planned.input().path(), content);
    return planned;
  }

  private static RoomGroups groups(RoomBy by, List<PlannedRecording> plan) {
    return RoomGroups.of(by, plan, ReadWindow.WHOLE, SoundDecoder.HERE);
  }

  @Test
  void everyRecordingOfOneRoomIsInIt() {
    PlannedRecording a = planned("x/a.wav");
    PlannedRecording b = planned("y/b.wav");
    RoomGroups groups = groups(RoomBy.ONE_ROOM, List.of(a, b));
    assertThat(groups.of(a)).isPresent().isEqualTo(groups.of(b));
    assertThat(groups.of(a).orElseThrow().size()).isEqualTo(2);
    assertThat(groups.of(planned("c.wav"))).isEmpty();
  }

  @Test
  void foldersAreRoomsAndOneAloneSharesNone() {
    PlannedRecording a = planned("x/a.wav");
    PlannedRecording b = planned("x/b.wav");
    PlannedRecording c = planned("y/c.wav");
    RoomGroups groups = groups(RoomBy.FOLDER, List.of(a, b, c));
    assertThat(groups.of(a)).isPresent().isEqualTo(groups.of(b));
    assertThat(groups.of(c)).isEmpty();
  }

  @Test
  void namesTellTheRoomByTheirFirstGroupOrAsAWhole() {
    PlannedRecording a = planned("hall_1.wav");
    PlannedRecording b = planned("hall_2.wav");
    PlannedRecording c = planned("booth_1.wav");
    PlannedRecording d = planned("booth_2.wav");
    PlannedRecording e = planned("other.wav");
    for (String pattern : List.of("^([a-z]+)_[0-9]", "^[a-z]+_")) {
      RoomGroups groups = groups(RoomBy.name(Pattern.compile(pattern)), List.of(a, b, c, d, e));
      assertThat(groups.of(a)).isPresent().isEqualTo(groups.of(b)).isNotEqualTo(groups.of(c));
      assertThat(groups.of(c)).isPresent().isEqualTo(groups.of(d));
      assertThat(groups.of(e)).isEmpty();
    }
  }

  @Test
  void groupIsKnownByItsBytesNotByNamesOrOrder() throws IOException {
    PlannedRecording a = written("x/a.wav", "first");
    PlannedRecording b = written("x/b.wav", "second");
    PlannedRecording renamed = written("y/z.wav", "first");
    PlannedRecording other = written("y/a.wav", "third");
    assertThat(hash(a, b)).isEqualTo(hash(b, renamed)).isNotEqualTo(hash(a, other));
    assertThat(hash(a, b)).isNotEqualTo(hash(a, b, other)).isNotEqualTo(hash(a, planned("no.wav")));
  }

  private static String hash(PlannedRecording... plan) {
    return groups(RoomBy.ONE_ROOM, List.of(plan)).of(plan[0]).orElseThrow().hash();
  }

  @Test
  void unreadableAndRoomlessRecordingsTellOfNoRoom() throws IOException {
    List<PlannedRecording> plan = new ArrayList<>();
    plan.add(written("text.wav", "no sound"));
    plan.add(planned("missing.wav"));
    plan.add(planned("noise.wav"));
    TestRecordings.noiseWav(folder.resolve("noise.wav"), 8000, 16_000, 1);
    RoomGroup group = groups(RoomBy.ONE_ROOM, plan).of(plan.get(0)).orElseThrow();
    try (Workers workers = new Workers(1);
        ScratchSpace scratch = new ScratchSpace(folder)) {
      assertThat(group.room(0, workers, scratch, Progress.NONE)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void roomIsHeardOnceInWhatARepairLeft() throws IOException {
    List<PlannedRecording> plan = new ArrayList<>();
    for (String name : List.of("a.wav", "b.wav")) {
      plan.add(planned(name));
      TestRecordings.noiseWav(folder.resolve(name), 16_000, 8000, plan.size());
    }
    List<Long> repaired = new ArrayList<>();
    RoomGroup group = groups(RoomBy.ONE_ROOM, plan).of(plan.get(0)).orElseThrow();
    RoomGroup after =
        group.after(
            (sound, scratch, progress) -> {
              repaired.add(sound.length());
              return sound;
            });
    assertThat(after.hash()).isEqualTo(group.hash());
    try (Workers workers = new Workers(1);
        ScratchSpace scratch = new ScratchSpace(folder)) {
      after.room(0, workers, scratch, Progress.NONE);
      group.room(0, workers, scratch, Progress.NONE);
    }
    assertThat(repaired).containsExactly(16_000L, 16_000L);
  }
}
