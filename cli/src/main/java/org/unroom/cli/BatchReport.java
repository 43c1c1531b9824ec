package org.unroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.journal.Journal;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.InputProblem;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.report.BatchIndex;
import org.unroom.batch.report.IndexEntry;
import org.unroom.batch.report.IndexEntry.State;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.JobEnd;
import org.unroom.batch.run.JobOutcome;
import org.unroom.batch.run.JobOutcome.Status;
import org.unroom.batch.run.PoolListener;
import org.unroom.batch.run.RunSummary;
import org.unroom.batch.run.SummaryFiles;
import org.unroom.core.parallel.Progress;

/**
 * Tells what becomes of a batch: a line for every job that ends, one changing line for all of them,
 * messages for programs, and an account at the end.
 */
final class BatchReport implements PoolListener<PlannedRecording, JobEnd> {
  private static final Logger LOG = LoggerFactory.getLogger(BatchReport.class);

  /** Beside the other summaries in the output folder. */
  private static final String INDEX = "summary.html";

  private final RunFrame frame;
  private final Manners manners;
  private final List<PlannedRecording> plan;
  private final List<JobOutcome> unfound = new ArrayList<>();
  private final Map<PlannedRecording, JobOutcome> outcomes = new ConcurrentHashMap<>();
  private final BatchProgress progress;

  BatchReport(RunFrame frame, Manners manners, List<PlannedRecording> plan) {
    this.frame = frame;
    this.manners = manners;
    this.plan = plan;
    this.progress = new BatchProgress(frame, manners, plan);
  }

  /** Tells of what is settled before anything is done, and returns the jobs that are not. */
  List<PlannedRecording> open(List<InputProblem> problems) {
    for (InputProblem problem : problems) {
      unfound.add(JobOutcome.failed(problem.shownAs(), problem.problem(), 0, 0));
      tellFailure(problem.shownAs(), Failure.because(problem.problem()));
    }
    List<PlannedRecording> open = new ArrayList<>();
    for (PlannedRecording job : plan) {
      if (job.skipped()) {
        end(job, JobOutcome.skipped(job.input().shownAs()));
        LOG.info("{}: skipped, its outputs exist", job.input().shownAs());
        frame.json().ifPresent(json -> json.skipped(job.input().shownAs()));
      } else {
        open.add(job);
      }
    }
    return open;
  }

  @Override
  public Progress started(PlannedRecording job, int attempt) {
    return (stage, fraction) -> progress.at(job, fraction);
  }

  @Override
  public void retried(PlannedRecording job, Failure failure) {
    LOG.info("{}: {}; tried again", job.input().shownAs(), failure.problem());
  }

  @Override
  public void done(PlannedRecording job, JobEnd end) {
    String name = job.input().shownAs();
    JournalEntry entry = end.entry();
    JobOutcome outcome = JobOutcome.of(name, entry, end.fresh());
    end(job, outcome);
    if (outcome.status() == Status.FAILED) {
      tellFailure(
          name, Failure.because(entry.message() + " (as before; --retry-failed tries it again)"));
      return;
    }
    LOG.info("{}: {}", name, end.fresh() ? entry.message() : "done before");
    if (end.fresh()) {
      entry.warnings().forEach(warning -> LOG.warn("{}: {}", name, warning));
    }
    frame.json().ifPresent(json -> json.batchDone(outcome, entry));
  }

  @Override
  public void failed(PlannedRecording job, Failure failure, int tries, double seconds) {
    end(job, JobOutcome.failed(job.input().shownAs(), failure.problem(), tries, seconds));
    tellFailure(job.input().shownAs(), failure);
  }

  private void end(PlannedRecording job, JobOutcome outcome) {
    outcomes.put(job, outcome);
    progress.ended(job, outcome);
  }

  private void tellFailure(String name, Failure failure) {
    if (failure.cause().isPresent()) {
      LOG.error("{}: {}", name, failure.problem(), failure.cause().get());
    } else {
      LOG.error("{}: {}", name, failure.problem());
    }
    frame.json().ifPresent(json -> json.failed(name, failure));
  }

  /** Writes the account and tells how it all ended. */
  ExitCode end(Path out, BatchWork work, Journal journal) throws IOException {
    progress.close();
    List<JobOutcome> all = new ArrayList<>(unfound);
    plan.forEach(job -> Optional.ofNullable(outcomes.get(job)).ifPresent(all::add));
    RunSummary summary = summary(all);
    ExitCode code = ExitCode.of(summary, manners.strict());
    Map<String, Object> fields = fields(summary, code, work);
    fields.put("journal_seconds", journal.appendSeconds());
    SummaryFiles.write(out, fields, all);
    if (work.kinds().contains(OutputKind.REPORT)) {
      new BatchIndex(entries(), out.resolve(INDEX)).write(true);
    }
    SummaryScreen.lines(all, summary, progress.audioSeconds()).forEach(LOG::info);
    frame.json().ifPresent(json -> json.summary(summary, code));
    return code;
  }

  /** The recordings as rows of the page over all of them. */
  private List<IndexEntry> entries() {
    List<IndexEntry> entries = new ArrayList<>();
    unfound.forEach(o -> entries.add(IndexEntry.without(o.input(), State.FAILED, o.message())));
    for (PlannedRecording job : plan) {
      JobOutcome outcome = outcomes.get(job);
      if (outcome != null) {
        entries.add(entry(job, outcome));
      }
    }
    return entries;
  }

  private static IndexEntry entry(PlannedRecording job, JobOutcome outcome) {
    String name = outcome.input();
    return switch (outcome.status()) {
      case FAILED -> IndexEntry.without(name, State.FAILED, outcome.message());
      case SKIPPED -> IndexEntry.without(name, State.SKIPPED, outcome.message());
      case DONE, KEPT -> IndexEntry.done(name, job.outputs().get(OutputKind.REPORT));
    };
  }

  private RunSummary summary(List<JobOutcome> all) {
    int kept = count(all, Status.KEPT) + count(all, Status.SKIPPED);
    int warned = (int) all.stream().filter(o -> !o.warnings().isEmpty()).count();
    return new RunSummary(
        count(all, Status.DONE),
        warned,
        count(all, Status.FAILED),
        kept,
        progress.elapsedSeconds());
  }

  private static int count(List<JobOutcome> all, Status status) {
    return (int) all.stream().filter(outcome -> outcome.status() == status).count();
  }

  private Map<String, Object> fields(RunSummary summary, ExitCode code, BatchWork work) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", work.version());
    fields.put("do", work.action());
    fields.put("settings", work.settings());
    fields.put("settings_sha256", work.settingsHash());
    fields.put("files_planned", plan.size() + unfound.size());
    fields.put("files_done", summary.done());
    fields.put("files_kept", summary.skipped());
    fields.put("files_failed", summary.failed());
    fields.put("files_with_warnings", summary.warned());
    fields.put("audio_seconds", progress.audioSeconds());
    fields.put("elapsed_seconds", summary.elapsedSeconds());
    fields.put("exit_code", code.code());
    return fields;
  }
}
