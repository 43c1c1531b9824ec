package org.unroom.batch.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How jobs share a machine.
 *
 * @param jobs that may run at once, at least 1
 * @param memoryBytes that running jobs may need together; a job that needs more runs alone
 * @param timeout after which a job is given up; it has all the time there is without one
 * @param retries further tries of a job that failed for a reason that can pass, at least 0
 * @param failFast whether no job is begun after one that failed
 */
public record PoolSettings(
    int jobs, long memoryBytes, Optional<Duration> timeout, int retries, boolean failFast) {
  /** Checks the ranges. */
  public PoolSettings {
    if (jobs < 1 || memoryBytes < 1 || retries < 0) {
      throw new IllegalArgumentException(
          "jobs=%d and memoryBytes=%d must be at least 1, retries=%d at least 0"
              .formatted(jobs, memoryBytes, retries));
    }
  }
}
