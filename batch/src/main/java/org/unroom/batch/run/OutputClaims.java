package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.PlannedRecording;

/**
 * Records, before the first job of a run begins, of which jobs no output exists yet. Files that lie
 * under their names in a later run may then be replaced by it; any other file is somebody else's.
 */
public final class OutputClaims {
  private OutputClaims() {}

  /** Writes the records, all with one wait for the disk. */
  public static void record(BatchOrder order, BatchWork work) throws IOException {
    List<JournalEntry> claims =
        order.recordings().stream()
            .filter(job -> job.refusal().isEmpty())
            .filter(job -> !order.journal().mayOwnOutputs(BatchWork.nameOf(job, order.out())))
            .filter(OutputClaims::isNew)
            .map(job -> JournalEntry.planned(work.identifyUnread(job, order.out())))
            .toList();
    if (!claims.isEmpty()) {
      order.journal().append(claims);
    }
  }

  private static boolean isNew(PlannedRecording job) {
    return job.outputs().values().stream()
        .noneMatch(output -> Files.exists(output, LinkOption.NOFOLLOW_LINKS));
  }
}
