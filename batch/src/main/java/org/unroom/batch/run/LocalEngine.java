package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.batch.plan.PlannedRecording;

/** Does a batch in this JVM, with a {@link JobPool}. */
public final class LocalEngine implements BatchEngine {
  @Override
  public String name() {
    return "local";
  }

  @Override
  public void run(BatchOrder order, PoolListener<PlannedRecording, JobEnd> listener)
      throws IOException, InterruptedException {
    BatchWork work = order.recipe().work().inRooms(order.rooms());
    OutputClaims.record(order, work);
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = Math.max(1, processors / order.pool().jobs());
    new JobPool<>(
            order.pool(),
            () -> new BatchHand(work, order.journal(), order.rerun(), order.out(), threads),
            MemoryNeed::of,
            new FailureRecorder(work, order.journal(), order.out(), listener))
        .run(order.recordings());
  }
}
