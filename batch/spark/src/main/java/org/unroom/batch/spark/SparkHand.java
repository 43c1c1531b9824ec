package org.unroom.batch.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.unroom.batch.journal.Journal;
import org.unroom.batch.journal.JournalEntry;
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
 * executor after executor fails alone, and keeps its records in the driver's journal: "begun"
 * before the task is sent, as any of its attempts may write, "done" when its result is back.
 */
final class SparkHand implements Hand<PlannedRecording, JobEnd> {
  private final JavaSparkContext spark;
  private final BatchOrder order;
  private final BatchWork work;

  SparkHand(JavaSparkContext spark, BatchOrder order, BatchWork work) {
    this.spark = spark;
    this.order = order;
    this.work = work;
  }

  @Override
  public JobEnd work(PlannedRecording planned, Attempt attempt) throws IOException {
    if (planned.refusal().isPresent()) {
      throw new MediaException(planned.input().path(), planned.refusal().get());
    }
    Journal journal = order.journal();
    String name = BatchWork.nameOf(planned, order.out());
    String standing =
        order.rerun().resume() ? journal.lastEnd(name).map(JournalLine::textOf).orElse("") : "";
    if (!journal.mayOwnOutputs(name)) {
      refuseForeign(planned);
      journal.append(
          JournalEntry.begun(work.identifyUnread(planned, order.out()), attempt.number()));
    }
    JobEnd end = send(SparkJob.of(planned, standing)).endOf(planned.input().path());
    if (end.fresh()) {
      journal.append(end.entry());
    }
    return end;
  }

  private void refuseForeign(PlannedRecording planned) throws MediaException {
    for (Path output : planned.outputs().values()) {
      if (!order.rerun().force() && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
        throw new MediaException(
            output, "exists already and is none of this batch's outputs; --force replaces it");
      }
    }
  }

  private SparkResult send(SparkJob job) {
    long millis = order.pool().timeout().map(Duration::toMillis).orElse(0L);
    SparkTask task =
        new SparkTask(
            order.recipe(),
            order.out().toAbsolutePath().normalize().toString(),
            order.rerun().retryFailed(),
            millis,
            order.pool().retries());
    return spark.parallelize(List.of(job), 1).map(task).first();
  }
}
