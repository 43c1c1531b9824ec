package org.unroom.batch.run;

import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.parallel.Progress;

/** Writes what a user wants to read of a result, where its plan asks for that. */
@FunctionalInterface
public interface ResultReporter {
  /**
   * Reports a result whose sounds are saved.
   *
   * @param replace whether a report that exists is replaced
   * @return the result, with a warning where its report could not be written
   */
  RecordingResult report(
      PlannedRecording planned, RecordingResult result, boolean replace, Progress progress);
}
