package org.unroom.batch.run;

import org.unroom.core.parallel.Progress;

/**
 * Told what becomes of the jobs of a {@link JobPool}, from the threads that do them, one call at a
 * time.
 *
 * @param <J> a job
 * @param <R> what it results in
 */
public interface PoolListener<J, R> {
  /** A try begins; the result is told how far it is, from the job's thread. */
  Progress started(J job, int attempt);

  /** A try failed for a reason that can pass, and the job will be tried again. */
  void retried(J job, Failure failure);

  /** A job is done. */
  void done(J job, R result);

  /** A job failed for good. */
  void failed(J job, Failure failure, int attempts, double seconds);
}
