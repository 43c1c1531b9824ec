package org.unroom.batch.run;

import org.unroom.core.audio.Audio;
import org.unroom.core.parallel.Progress;

/**
 * The signal processing of {@code dereverb}: samples in, samples and findings out. It is used for
 * one recording after the other by one thread, and closed at the end. The room is always asked for;
 * building it is cheap beside the fit.
 */
@FunctionalInterface
public interface DereverbPipeline extends AutoCloseable {
  /** Takes the room out of {@code recording}, which it does not change. */
  Treatment treat(Audio recording, Progress progress);

  /** Ends threads that it started; none by default. */
  @Override
  default void close() {}
}
