package org.unroom.batch.run;

import java.time.Duration;
import java.util.Optional;

/**
 * A job at work in a thread of a {@link JobPool}.
 *
 * @param job what is done
 * @param attempt this try at it
 * @param heldBytes memory that is set aside for it
 * @param thread the one at work
 * @param begunNanos when it began, by {@link System#nanoTime}
 */
record Turn<J>(J job, Attempt attempt, long heldBytes, Thread thread, long begunNanos) {
  private static final double NANOS = 1e9;

  double seconds() {
    return (System.nanoTime() - begunNanos) / NANOS;
  }

  /** Time until it is late; 0 or below when it is. */
  long millisLeft(Optional<Duration> timeout) {
    return timeout.map(most -> most.toMillis() - (long) (1000 * seconds())).orElse(Long.MAX_VALUE);
  }
}
