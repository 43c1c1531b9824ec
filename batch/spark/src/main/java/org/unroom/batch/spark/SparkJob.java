package org.unroom.batch.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;

/**
 * A job on its way to an executor; paths and addresses travel as text and mean the same everywhere,
 * as input and output lie on a shared file system.
 *
 * @param input absolute path of the recording
 * @param shownAs how messages call it
 * @param outputs absolute paths of the files to make
 * @param mayReplace whether files under the names of its outputs are its own
 * @param standing line of the journal of how an earlier run ended the job; empty without one
 */
record SparkJob(
    String input,
    String shownAs,
    Map<OutputKind, String> outputs,
    boolean mayReplace,
    String standing)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static SparkJob of(PlannedRecording planned, boolean mayReplace, String standing) {
    Map<OutputKind, String> outputs = new LinkedHashMap<>();
    planned.outputs().forEach((kind, path) -> outputs.put(kind, absolute(path)));
    return new SparkJob(
        absolute(planned.input().path()), planned.input().shownAs(), outputs, mayReplace, standing);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** The job as it was planned. */
  PlannedRecording planned() {
    Path file = ClusterLocations.HERE.of(input);
    Map<OutputKind, Path> files = new EnumMap<>(OutputKind.class);
    outputs.forEach((kind, path) -> files.put(kind, ClusterLocations.HERE.of(path)));
    InputFile recording =
        new InputFile(
            file, shownAs, file.getFileName().toString(), file.getParent(), Path.of(""), true);
    return new PlannedRecording(recording, files, false, Optional.empty());
  }
}
