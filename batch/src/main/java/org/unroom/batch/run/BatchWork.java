package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.unroom.batch.journal.FileDigest;
import org.unroom.batch.journal.JobIdentity;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.SoundDecoder;

/**
 * What is done with every recording of a batch.
 *
 * @param action the command that does it, such as {@code dereverb}
 * @param settings everything that the signal processing depends on, as text
 * @param pipeline makes the signal processing for a number of threads, on which its results do not
 *     depend
 * @param window the part of each recording to work on
 * @param strict whether damage in a recording is an error
 * @param save how outputs are written; the journal says whether one may be replaced
 * @param kinds what is saved
 * @param version of Unroom
 * @param reporter writes the reports of results
 * @param decoder decodes the recordings; outputs do not depend on it
 * @param rooms which recordings share a room
 */
public record BatchWork(
    String action,
    String settings,
    IntFunction<TreatmentPipeline> pipeline,
    ReadWindow window,
    boolean strict,
    SaveSettings save,
    List<OutputKind> kinds,
    String version,
    ResultReporter reporter,
    SoundDecoder decoder,
    RoomGroups rooms) {
  /** Keeps a copy. */
  public BatchWork {
    kinds = List.copyOf(kinds);
  }

  /** The same, with recordings that share their rooms as told. */
  public BatchWork inRooms(RoomGroups groups) {
    return new BatchWork(
        action, settings, pipeline, window, strict, save, kinds, version, reporter, decoder,
        groups);
  }

  /** A hash of all that outputs depend on beside the recording and the version. */
  public String settingsHash() {
    return FileDigest.ofText(
        String.join(
            "\n",
            action,
            settings,
            window.toString(),
            Long.toString(save.seed()),
            Boolean.toString(strict),
            save.level().toString(),
            kinds.toString()));
  }

  /** What the job is known by; reads the recording. */
  public JobIdentity identify(PlannedRecording planned, Path out) throws IOException {
    Path file = planned.input().path();
    return identity(
        planned,
        out,
        FileDigest.of(file, planned.input().shownAs()),
        Files.getLastModifiedTime(file).toString());
  }

  /** What a job is known by whose recording cannot be read. */
  public JobIdentity identifyUnread(PlannedRecording planned, Path out) {
    return identity(planned, out, new FileDigest(planned.input().shownAs(), 0, ""), "");
  }

  private JobIdentity identity(
      PlannedRecording planned, Path out, FileDigest digest, String modified) {
    // what a recording is treated with depends on the others in its room, too
    String hash =
        rooms
            .of(planned)
            .map(room -> FileDigest.ofText(settingsHash() + room.hash()))
            .orElseGet(this::settingsHash);
    return new JobIdentity(nameOf(planned, out), digest, modified, hash, version);
  }

  /** Unique in a plan, and the same wherever the whole is started from or moved to. */
  public static String nameOf(PlannedRecording planned, Path out) {
    return planned.outputs().values().stream()
        .findFirst()
        .map(output -> seenFrom(out, output))
        .orElseGet(() -> planned.input().path().toAbsolutePath().normalize().toString());
  }

  static String seenFrom(Path out, Path file) {
    return out.toAbsolutePath()
        .normalize()
        .relativize(file.toAbsolutePath().normalize())
        .toString();
  }
}
