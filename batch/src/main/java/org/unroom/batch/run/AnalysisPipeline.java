package org.unroom.batch.run;

import org.unroom.core.audio.Audio;
import org.unroom.core.parallel.Progress;

/** The signal processing of {@code analyze}: samples in, findings out. */
@FunctionalInterface
public interface AnalysisPipeline extends AutoCloseable {
  /** Finds out about the room in {@code recording}, which it does not change. */
  Findings analyze(Audio recording, Progress progress);

  /** Ends threads that it started; none by default. */
  @Override
  default void close() {}
}
