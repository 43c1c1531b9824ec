package org.unroom.batch.run;

import org.unroom.core.audio.Audio;
import org.unroom.core.parallel.Progress;

/**
 * The signal processing of a command that treats recordings: samples in, samples and findings out.
 * It is used for one recording after the other by one thread, and closed at the end. It makes every
 * kind that it can tell; making one is cheap beside finding it out.
 */
@FunctionalInterface
public interface TreatmentPipeline extends AutoCloseable {
  /** Treats {@code recording}, which it does not change. */
  Treatment treat(Audio recording, Progress progress);

  /** Ends threads that it started; none by default. */
  @Override
  default void close() {}
}
