package org.unroom.batch.report;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One recording of a run.
 *
 * @param name the recording's, on one line
 * @param state what became of it
 * @param cause why it failed, or what else there is to say; may be empty
 * @param report its page, where it has one
 */
public record IndexEntry(String name, State state, String cause, Optional<Path> report) {
  /** A recording that has no report. */
  public static IndexEntry without(String name, State state, String cause) {
    return new IndexEntry(name, state, cause, Optional.empty());
  }

  /** A recording that is done and has a report. */
  public static IndexEntry done(String name, Path report) {
    return new IndexEntry(name, State.DONE, "", Optional.of(report));
  }

  /** What can become of a recording; the worst first. */
  public enum State {
    /** It failed. */
    FAILED,
    /** It was left alone, as its outputs existed. */
    SKIPPED,
    /** It is done. */
    DONE;

    /** The word for it. */
    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
