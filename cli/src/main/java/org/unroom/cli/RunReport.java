package org.unroom.cli;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.JobListener;
import org.unroom.batch.run.RecordingResult;
import org.unroom.batch.run.ResultFields;
import org.unroom.batch.run.RunSummary;
import org.unroom.core.parallel.Progress;

/**
 * Tells people what becomes of their files: progress while a file is worked on, then one honest
 * line for it, its warnings and its notes. With --json, programs are told the same on standard
 * output.
 */
final class RunReport implements JobListener<RecordingResult> {
  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  private final Manners manners;
  private final StatusLine line;
  private final Optional<JsonReport> json;
  private ProgressDisplay display = ProgressDisplay.NONE;

  RunReport(Manners manners, StatusLine line, Optional<JsonReport> json) {
    this.manners = manners;
    this.line = line;
    this.json = json;
  }

  @Override
  public Progress started(String name, int number, int count) {
    String shown = count > 1 ? "%s (%d of %d)".formatted(name, number, count) : name;
    display = ProgressDisplay.of(manners.progress(), shown, line);
    Progress shownProgress = display;
    if (json.isEmpty()) {
      return shownProgress;
    }
    Progress told = json.get().started(name, number, count);
    return (stage, fraction) -> {
      shownProgress.report(stage, fraction);
      told.report(stage, fraction);
    };
  }

  @Override
  public void done(RecordingResult result) {
    display.close();
    String name = result.input().shownAs();
    LOG.info("{}: {}", name, result.findings().headline());
    result.outputs().forEach(output -> LOG.debug("{}: wrote {}", name, output.path()));
    result.notes().forEach(note -> LOG.info("{}: {}", name, note));
    result.warnings().forEach(warning -> LOG.warn("{}: {}", name, warning));
    json.ifPresent(report -> report.done(ResultFields.of(result, manners.asked())));
  }

  @Override
  public void skipped(String name) {
    LOG.info("{}: skipped, its outputs exist", name);
    json.ifPresent(report -> report.skipped(name));
  }

  @Override
  public void failed(String name, Failure failure) {
    display.close();
    if (failure.cause().isPresent()) {
      LOG.error("{}: {}", name, failure.problem(), failure.cause().get());
    } else {
      LOG.error("{}: {}", name, failure.problem());
    }
    json.ifPresent(report -> report.failed(name, failure));
  }

  /** Tells how the run ended; people are told where there was more than one file. */
  void summary(RunSummary summary, ExitCode code) {
    int files = summary.done() + summary.failed() + summary.skipped();
    if (files > 1) {
      LOG.info(
          "{} of {} files done, {} failed, {} skipped, {} with warnings, in {} s",
          summary.done(),
          files,
          summary.failed(),
          summary.skipped(),
          summary.warned(),
          "%.1f".formatted(summary.elapsedSeconds()));
    }
    json.ifPresent(report -> report.summary(summary, code));
  }
}
