package org.unroom.batch.spark;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.function.Function;
import org.unroom.batch.journal.JobRecords;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.journal.JournalLine;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.JobEnd;
import org.unroom.batch.run.JobPool;
import org.unroom.batch.run.PoolListener;
import org.unroom.batch.run.PoolSettings;
import org.unroom.batch.run.Rerun;
import org.unroom.batch.run.WorkRecipe;
import org.unroom.core.parallel.Progress;

/**
 * Does one job in an executor, by the very code that does it in one JVM: a {@link JobPool} of one
 * thread gives it its timeout and retries, a {@link DeskHand} does it. Doing it twice, as Spark
 * does when an executor is lost or slow, does no harm: each attempt writes under a name of its own
 * (the attempt's unique id), and renames to the same bytes.
 */
final class SparkTask implements Function<SparkJob, SparkResult> {
  private static final long serialVersionUID = 1L;

  private final WorkRecipe recipe;
  private final String out;
  private final boolean retryFailed;
  private final long timeoutMillis;
  private final int retries;

  SparkTask(WorkRecipe recipe, String out, boolean retryFailed, long timeoutMillis, int retries) {
    this.recipe = recipe;
    this.out = out;
    this.retryFailed = retryFailed;
    this.timeoutMillis = timeoutMillis;
    this.retries = retries;
  }

  @Override
  public SparkResult call(SparkJob job) throws InterruptedException {
    BatchWork work = recipe.work();
    PoolSettings settings =
        new PoolSettings(
            1,
            Long.MAX_VALUE,
            timeoutMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(timeoutMillis)),
            retries,
            false);
    // what may be replaced was decided where the journal is
    Rerun rerun = new Rerun(true, retryFailed, false);
    AtomicReference<SparkResult> result = new AtomicReference<>();
    new JobPool<>(
            settings,
            () ->
                new DeskHand(
                    work,
                    new Standing(job),
                    rerun,
                    ClusterLocations.HERE.of(out),
                    job.mayReplace()),
            planned -> 1,
            new Outcome(result))
        .run(List.of(job.planned()));
    return result.get();
  }

  /** What the driver knows of the job; it keeps the records, too. */
  private record Standing(SparkJob job) implements JobRecords {
    @Override
    public Optional<JournalEntry> lastEnd(String name) {
      return JournalLine.parse(job.standing());
    }

    @Override
    public boolean mayOwnOutputs(String name) {
      return job.mayReplace();
    }

    @Override
    public void append(JournalEntry entry) {
      // the driver records what comes back
    }
  }

  /** Keeps how the job ended. */
  private record Outcome(AtomicReference<SparkResult> result)
      implements PoolListener<PlannedRecording, JobEnd> {
    @Override
    public Progress started(PlannedRecording job, int attempt) {
      return Progress.NONE;
    }

    @Override
    public void retried(PlannedRecording job, Failure failure) {
      result.set(SparkResult.failed(failure));
    }

    @Override
    public void done(PlannedRecording job, JobEnd end) {
      result.set(SparkResult.done(end));
    }

    @Override
    public void failed(PlannedRecording job, Failure failure, int attempts, double seconds) {
      result.set(SparkResult.failed(failure));
    }
  }
}
