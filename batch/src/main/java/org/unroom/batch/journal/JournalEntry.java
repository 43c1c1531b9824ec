package org.unroom.batch.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One record of the journal.
 *
 * @param identity what the job is
 * @param status how far it has come
 * @param message the headline of what was found, or the reason of the failure; one line
 * @param outputs the files that were made, named from the output folder
 * @param figures what was measured: names in snake_case, values that JSON has
 * @param warnings what may be wrong with the result, a line each
 * @param attempts how often the job was tried
 * @param seconds how long the last try took
 */
public record JournalEntry(
    JobIdentity identity,
    JobStatus status,
    String message,
    List<FileDigest> outputs,
    Map<String, Object> figures,
    List<String> warnings,
    int attempts,
    double seconds) {
  /** Keeps copies; figures without a form in JSON become null. */
  public JournalEntry {
    outputs = List.copyOf(outputs);
    warnings = List.copyOf(warnings);
    Map<String, Object> kept = new LinkedHashMap<>();
    figures.forEach((name, value) -> kept.put(name, JsonValue.of(value)));
    figures = Collections.unmodifiableMap(kept);
  }

  /** A job that is to be done, and that nothing exists of. */
  public static JournalEntry planned(JobIdentity identity) {
    return new JournalEntry(identity, JobStatus.PLANNED, "", List.of(), Map.of(), List.of(), 0, 0);
  }

  /** A job that failed; quarantined where another try would fail, too. */
  public static JournalEntry failed(
      JobIdentity identity, boolean quarantined, String problem, int attempts, double seconds) {
    return new JournalEntry(
        identity,
        quarantined ? JobStatus.QUARANTINED : JobStatus.FAILED,
        problem,
        List.of(),
        Map.of(),
        List.of(),
        attempts,
        seconds);
  }
}
