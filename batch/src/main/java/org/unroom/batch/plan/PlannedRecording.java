package org.unroom.batch.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One recording and what is to be made of it.
 *
 * @param input the recording
 * @param outputs the files to make, in the order of {@link OutputKind}
 * @param skipped whether it is left alone, as all its outputs exist
 * @param refusal why this recording is not worked on, where it is not
 */
public record PlannedRecording(
    InputFile input, Map<OutputKind, Path> outputs, boolean skipped, Optional<String> refusal) {

  /** A recording that no files are to be made of. */
  public static PlannedRecording withoutOutputs(InputFile input) {
    return new PlannedRecording(input, Map.of(), false, Optional.empty());
  }

  static PlannedRecording refused(InputFile input, String why) {
    return new PlannedRecording(input, Map.of(), false, Optional.of(why));
  }
}
