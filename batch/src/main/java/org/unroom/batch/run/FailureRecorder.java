package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.unroom.batch.journal.JobIdentity;
import org.unroom.batch.journal.JobRecords;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.IoReason;
import org.unroom.core.parallel.Progress;

/** Records jobs that failed for good, and tells the next listener. */
public final class FailureRecorder implements PoolListener<PlannedRecording, JobEnd> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureRecorder.class);

  private final BatchWork work;
  private final JobRecords records;
  private final Path out;
  private final PoolListener<PlannedRecording, JobEnd> next;

  /** A recorder in front of {@code next}. */
  public FailureRecorder(
      BatchWork work, JobRecords records, Path out, PoolListener<PlannedRecording, JobEnd> next) {
    this.work = work;
    this.records = records;
    this.out = out;
    this.next = next;
  }

  @Override
  public Progress started(PlannedRecording job, int attempt) {
    return next.started(job, attempt);
  }

  @Override
  public void retried(PlannedRecording job, Failure failure) {
    next.retried(job, failure);
  }

  @Override
  public void done(PlannedRecording job, JobEnd result) {
    next.done(job, result);
  }

  @Override
  public void failed(PlannedRecording job, Failure failure, int attempts, double seconds) {
    try {
      records.append(
          JournalEntry.failed(
              identity(job), !failure.canPass(), failure.problem(), attempts, seconds));
    } catch (IOException e) {
      // the run goes on and tells of the failure; a resumed run tries the job again
      LOG.warn("the journal cannot be written ({})", IoReason.of(e));
    }
    next.failed(job, failure, attempts, seconds);
  }

  private JobIdentity identity(PlannedRecording job) {
    try {
      return work.identify(job, out);
    } catch (IOException e) {
      return work.identifyUnread(job, out);
    }
  }
}
