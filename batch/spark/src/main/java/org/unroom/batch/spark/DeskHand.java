package org.unroom.batch.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.unroom.batch.journal.JobRecords;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.Attempt;
import org.unroom.batch.run.BatchHand;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.Hand;
import org.unroom.batch.run.JobEnd;
import org.unroom.batch.run.Rerun;

/** Does a job as a {@link BatchHand} does, at a {@link Desk} where the job needs one. */
final class DeskHand implements Hand<PlannedRecording, JobEnd> {
  private final BatchWork work;
  private final JobRecords records;
  private final Rerun rerun;
  private final Path out;
  private final boolean mayReplace;

  DeskHand(BatchWork work, JobRecords records, Rerun rerun, Path out, boolean mayReplace) {
    this.work = work;
    this.records = records;
    this.rerun = rerun;
    this.out = out;
    this.mayReplace = mayReplace;
  }

  @Override
  public JobEnd work(PlannedRecording planned, Attempt attempt) throws IOException {
    if (Desk.isNeedless(planned, out)) {
      return done(planned, out, attempt);
    }
    try (Desk desk = new Desk(planned, out)) {
      attempt.report("reading", 0);
      PlannedRecording here = desk.bring();
      desk.bring(
          records
              .lastEnd(BatchWork.nameOf(planned, out))
              .map(JournalEntry::outputs)
              .orElse(List.of()));
      JobEnd end = done(here, desk.out(), attempt);
      if (end.fresh()) {
        desk.deliver(mayReplace);
      }
      return end;
    }
  }

  private JobEnd done(PlannedRecording planned, Path where, Attempt attempt) throws IOException {
    try (BatchHand hand = new BatchHand(work, records, rerun, where, 1)) {
      return hand.work(planned, attempt);
    }
  }
}
