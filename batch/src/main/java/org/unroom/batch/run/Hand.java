package org.unroom.batch.run;

/**
 * What a thread of a {@link JobPool} does jobs with: signal processing that only one thread may use
 * at a time, say. Made in its thread, used there, closed there.
 *
 * @param <J> a job
 * @param <R> what it results in
 */
@FunctionalInterface
public interface Hand<J, R> extends AutoCloseable {
  /** Does a job; {@link Attempt#commit} is passed right before anything of it can be seen. */
  R work(J job, Attempt attempt) throws Exception;

  /** Nothing to be closed by default. */
  @Override
  default void close() {}
}
