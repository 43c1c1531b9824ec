package org.unroom.batch.run;

import java.util.concurrent.CancellationException;
import org.unroom.core.parallel.Progress;

/**
 * One try at a job, which can be given up from outside for as long as none of its outputs has its
 * name: after {@link #cancel} every {@link #report} and {@link #commit} throws, so that a job that
 * was given up never writes. Once {@link #commit} was passed, it can no longer be given up.
 */
public final class Attempt implements Progress {
  private final Progress listener;
  private final int number;
  private boolean cancelled;
  private boolean committing;

  /**
   * A try that tells {@code listener} how far it is.
   *
   * @param number 1 for the first
   */
  public Attempt(Progress listener, int number) {
    this.listener = listener;
    this.number = number;
  }

  /** 1 for the first. */
  public int number() {
    return number;
  }

  @Override
  public void report(String stage, double fraction) {
    throwIfCancelled();
    listener.report(stage, fraction);
  }

  /** Passed by the job right before its outputs get their names. */
  public synchronized void commit() {
    throwIfCancelled();
    committing = true;
  }

  /** Gives the job up; false where it is too late for that. */
  synchronized boolean cancel() {
    cancelled |= !committing;
    return cancelled;
  }

  private synchronized void throwIfCancelled() {
    if (cancelled) {
      throw new CancellationException("given up");
    }
  }
}
