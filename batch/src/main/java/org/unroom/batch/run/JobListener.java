package org.unroom.batch.run;

import org.unroom.core.parallel.Progress;

/**
 * Told what becomes of each job, in order, from the thread that runs them.
 *
 * @param <R> what a job results in
 */
public interface JobListener<R> {
  /**
   * A job begins.
   *
   * @param name the input's name
   * @param number 1 for the first
   * @param count how many there are
   * @return told how far the job is
   */
  Progress started(String name, int number, int count);

  /** A job is done. */
  void done(R result);

  /** A job was not begun, as all its outputs exist. */
  void skipped(String name);

  /** A job failed; the others go on. */
  void failed(String name, Failure failure);
}
