package org.unroom.batch.run;

import java.util.List;
import org.unroom.batch.plan.InputProblem;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.parallel.Progress;

/**
 * Runs jobs one after the other (the threads are inside a job). What goes wrong in one is told and
 * stays with it; the next is begun, unless the run is to end at the first failure.
 */
public final class JobRun {
  private final JobListener<RecordingResult> listener;
  private final boolean failFast;
  private final long start = System.nanoTime();
  private int done;
  private int warned;
  private int failed;
  private int skipped;

  /** A run that tells {@code listener}. */
  public JobRun(JobListener<RecordingResult> listener, boolean failFast) {
    this.listener = listener;
    this.failFast = failFast;
  }

  /** Tells of inputs that were not found, then does the others. */
  public RunSummary run(List<InputProblem> problems, List<PlannedRecording> recordings, Work work) {
    for (InputProblem problem : problems) {
      fail(problem.shownAs(), Failure.because(problem.problem()));
    }
    int number = 0;
    for (PlannedRecording recording : recordings) {
      number++;
      if (!failFast || failed == 0) {
        one(recording, number, recordings.size(), work);
      }
    }
    return new RunSummary(done, warned, failed, skipped, (System.nanoTime() - start) / 1e9);
  }

  private void one(PlannedRecording recording, int number, int count, Work work) {
    String name = recording.input().shownAs();
    if (recording.refusal().isPresent()) {
      fail(name, Failure.because(recording.refusal().get()));
    } else if (recording.skipped()) {
      skipped++;
      listener.skipped(name);
    } else {
      attempt(recording, work, listener.started(name, number, count));
    }
  }

  private void attempt(PlannedRecording recording, Work work, Progress progress) {
    try {
      RecordingResult result = work.on(recording, progress);
      done++;
      warned += result.warnings().isEmpty() ? 0 : 1;
      listener.done(result);
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      fail(recording.input().shownAs(), Failure.of(e));
    }
  }

  private void fail(String name, Failure failure) {
    failed++;
    listener.failed(name, failure);
  }

  /** What is done with one recording. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    RecordingResult on(PlannedRecording recording, Progress progress) throws Exception;
  }
}
