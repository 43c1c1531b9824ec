package org.unroom.batch.journal;

import java.io.IOException;
import java.util.Optional;

/** What is known of earlier jobs, and told of this one. */
public interface JobRecords {
  /** How the job called {@code job} last ended. */
  Optional<JournalEntry> lastEnd(String job);

  /** Whether files under the names of that job's outputs may be its own. */
  boolean mayOwnOutputs(String job);

  /** Keeps a record. */
  void append(JournalEntry entry) throws IOException;
}
