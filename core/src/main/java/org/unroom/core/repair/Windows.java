package org.unroom.core.repair;

import java.io.IOException;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/**
 * A recording in windows of some seconds, each with context on both sides that the next window
 * holds as well, so that what is done to a sample does not depend on where a window begins.
 *
 * @param coreSamples of each window that are its own
 * @param contextSamples before and behind them, fewer at the recording's ends
 */
record Windows(int coreSamples, int contextSamples) {
  private static final double CORE_SECONDS = 8;

  /** What is done to a window. */
  interface Treatment {
    /**
     * Looks at a window and may change it.
     *
     * @param x the window, context included, {@code [channel][sample]}
     * @param at its first sample in the recording
     * @param from where its own samples begin in x
     * @param to where they end
     */
    void treat(float[][] x, long at, int from, int to) throws IOException;
  }

  /** Windows of eight seconds and a context. */
  static Windows of(int sampleRateHz, double contextSeconds) {
    return new Windows(
        Math.max(1, (int) (CORE_SECONDS * sampleRateHz)),
        Math.max(1, (int) Math.ceil(contextSeconds * sampleRateHz)));
  }

  /** Has every window treated, from the first to the last, and hands its own samples over. */
  void forEach(AudioSource source, AudioSink sink, Treatment treatment, Progress progress)
      throws IOException {
    for (long core = 0; core < source.length(); core += coreSamples) {
      long end = Math.min(source.length(), core + coreSamples);
      long start = Math.max(0, core - contextSamples);
      long stop = Math.min(source.length(), end + contextSamples);
      float[][] x = new float[source.channelCount()][(int) (stop - start)];
      source.read(start, x, 0, x[0].length);
      treatment.treat(x, start, (int) (core - start), (int) (end - start));
      sink.write(x, (int) (core - start), (int) (end - core));
      progress.report("repairing", end / (double) source.length());
    }
  }
}
