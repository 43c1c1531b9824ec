package org.unroom.core.audio;

import java.io.IOException;

/** Takes sound block by block, from the first sample to the last. */
@FunctionalInterface
public interface AudioSink {
  /** Forgets what it takes. */
  AudioSink NONE = (samples, from, count) -> {};

  /**
   * Appends the samples {@code samples[channel][from…from+count)}; the arrays may be used for the
   * next block after that.
   */
  void write(float[][] samples, int from, int count) throws IOException;
}
