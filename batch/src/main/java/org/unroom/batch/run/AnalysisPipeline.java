package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/** The signal processing of {@code analyze}: sound in, findings out. */
@FunctionalInterface
public interface AnalysisPipeline extends AutoCloseable {
  /** Finds out about the room in {@code recording}, which may be read in any order. */
  Findings analyze(AudioSource recording, Progress progress) throws IOException;

  /** Ends threads that it started; none by default. */
  @Override
  default void close() {}
}
