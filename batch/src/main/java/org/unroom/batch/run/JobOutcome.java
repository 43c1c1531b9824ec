package org.unroom.batch.run;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.batch.journal.JobStatus;
import org.unroom.batch.journal.JournalEntry;

/**
 * What a run tells of one job at its end.
 *
 * @param input the recording's name on one line
 * @param status how it ended
 * @param message what was found, or what went wrong
 * @param figures what was measured
 * @param warnings what may be wrong with the result
 * @param attempts how often it was tried; 0 where nothing had to be done
 * @param seconds how long the last try took
 */
public record JobOutcome(
    String input,
    Status status,
    String message,
    Map<String, Object> figures,
    List<String> warnings,
    int attempts,
    double seconds) {
  private static final List<String> CONFIDENCE = List.of("low", "medium", "high");

  /** Those that need a look first. */
  public static final Comparator<JobOutcome> WORST_FIRST =
      Comparator.comparing(JobOutcome::status)
          .thenComparing(outcome -> outcome.warnings.isEmpty())
          .thenComparing(JobOutcome::confidence)
          .thenComparing(JobOutcome::input);

  /** Keeps copies. */
  public JobOutcome {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    warnings = List.copyOf(warnings);
  }

  /** A job that a record tells of. */
  public static JobOutcome of(String input, JournalEntry entry, boolean fresh) {
    boolean done = entry.status() == JobStatus.DONE;
    return new JobOutcome(
        input,
        done ? fresh ? Status.DONE : Status.KEPT : Status.FAILED,
        entry.message(),
        entry.figures(),
        entry.warnings(),
        fresh ? entry.attempts() : 0,
        entry.seconds());
  }

  /** A job that failed. */
  public static JobOutcome failed(String input, String problem, int attempts, double seconds) {
    return new JobOutcome(input, Status.FAILED, problem, Map.of(), List.of(), attempts, seconds);
  }

  /** A job whose outputs existed. */
  public static JobOutcome skipped(String input) {
    return new JobOutcome(input, Status.SKIPPED, "its outputs exist", Map.of(), List.of(), 0, 0);
  }

  /** 0 for low to 2 for high, 3 where the job has none. */
  private int confidence() {
    int place = CONFIDENCE.indexOf(String.valueOf(figures.get("confidence")));
    return place < 0 ? CONFIDENCE.size() : place;
  }

  /** How a job ended, the worst first. */
  public enum Status {
    /** It failed. */
    FAILED,
    /** It was done in this run. */
    DONE,
    /** An earlier run did it, and nothing it depends on has changed. */
    KEPT,
    /** Its outputs existed and were left alone. */
    SKIPPED
  }
}
