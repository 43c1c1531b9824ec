package org.unroom.batch.report;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.RecordingResult;
import org.unroom.batch.run.ResultFields;
import org.unroom.batch.run.ResultReporter;
import org.unroom.batch.run.RunInfo;
import org.unroom.core.parallel.Progress;

/** Writes a report after each result that is to have one. A report that fails costs no sound. */
public final class Reporting implements ResultReporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);

  private final RunInfo run;

  /** For the results of one run. */
  public Reporting(RunInfo run) {
    this.run = run;
  }

  @Override
  public RecordingResult report(
      PlannedRecording planned, RecordingResult result, boolean replace, Progress progress) {
    Path page = planned.outputs().get(OutputKind.REPORT);
    if (page == null) {
      return result;
    }
    progress.report("writing the report", 1);
    try {
      new Report(ReportSubject.of(ResultFields.of(result, run)), page).write(replace);
      return result;
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.debug("{}: its report fails", result.input().shownAs(), e);
      return result.withWarning("no report: " + Failure.of(e).problem());
    }
  }
}
