package org.unroom.batch.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.unroom.batch.journal.Journal;
import org.unroom.batch.journal.JournalLine;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.Attempt;
import org.unroom.batch.run.BatchOrder;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.Hand;
import org.unroom.batch.run.JobEnd;
import org.unroom.core.media.MediaException;

/**
 * Has a job done by the cluster, as a Spark job of one task, so that a recording that brings down
 * executor after executor fails alone, and keeps its record in the driver's journal when its result
 * is back. Any attempt at the task may replace what another has written, as both are the job's own.
 */
final class SparkHand implements Hand<PlannedRecording, JobEnd> {
  private final JavaSparkContext spark;
  private final BatchOrder order;

  SparkHand(JavaSparkContext spark, BatchOrder order) {
    this.spark = spark;
    this.order = order;
  }

  @Override
  public JobEnd work(PlannedRecording planned, Attempt attempt) throws IOException {
    if (planned.refusal().isPresent()) {
      throw new MediaException(planned.input().path(), planned.refusal().get());
    }
    Journal journal = order.journal();
    String name = BatchWork.nameOf(planned, order.out());
    boolean mayReplace = order.rerun().force() || journal.mayOwnOutputs(name);
    String standing =
        order.rerun().resume() ? journal.lastEnd(name).map(JournalLine::textOf).orElse("") : "";
    Path input = planned.input().path();
    JobEnd end = send(input, SparkJob.of(planned, mayReplace, standing)).endOf(input);
    if (end.fresh()) {
      journal.append(end.entry());
    }
    return end;
  }

  private SparkResult send(Path input, SparkJob job) throws MediaException {
    long millis = order.pool().timeout().map(Duration::toMillis).orElse(0L);
    SparkTask task =
        new SparkTask(
            order.recipe(),
            order.out().toAbsolutePath().normalize().toString(),
            order.rerun().retryFailed(),
            millis,
            order.pool().retries());
    try {
      return spark.parallelize(List.of(job), 1).map(task).first();
    } catch (Exception e) {
      // Spark gave the task up: executors or the whole cluster were lost, which can pass
      String problem = "the Spark cluster could not do it (%s)".formatted(firstLine(e));
      throw new MediaException(input, problem, new IOException(problem));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
