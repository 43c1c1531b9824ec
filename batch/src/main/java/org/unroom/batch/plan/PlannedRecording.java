package org.unroom.batch.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One recording and what is to be made of it.
 *
 * @param input the recording
 * @param outputs the files to make, in the order of {@link OutputKind}; empty where nothing is to
 *     be done
 * @param refusal why this recording is not worked on, where it is not
 */
public record PlannedRecording(
    InputFile input, Map<OutputKind, Path> outputs, Optional<String> refusal) {

  static PlannedRecording refused(InputFile input, String why) {
    return new PlannedRecording(input, Map.of(), Optional.of(why));
  }

  /** Whether all outputs exist already and are to be left alone. */
  public boolean skipped() {
    return outputs.isEmpty() && refusal.isEmpty();
  }
}
