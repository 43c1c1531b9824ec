package org.unroom.batch.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.unroom.batch.journal.JournalLine;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.JobEnd;
import org.unroom.core.media.MediaException;

/**
 * What became of a job, on its way back.
 *
 * @param entry line of the journal, where the job is done
 * @param fresh whether it was done just now
 * @param problem one line, where the job failed
 * @param canPass whether another try may succeed
 */
record SparkResult(String entry, boolean fresh, String problem, boolean canPass)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static SparkResult done(JobEnd end) {
    return new SparkResult(JournalLine.textOf(end.entry()), end.fresh(), "", false);
  }

  static SparkResult failed(Failure failure) {
    return new SparkResult("", true, failure.problem(), failure.canPass());
  }

  /** The end that came back, or the failure as an exception that is understood as the same. */
  JobEnd endOf(Path input) throws MediaException {
    Optional<JobEnd> end = JournalLine.parse(entry).map(e -> new JobEnd(e, fresh));
    if (end.isPresent()) {
      return end.get();
    }
    throw canPass
        ? new MediaException(input, problem, new IOException(problem))
        : new MediaException(input, problem);
  }
}
