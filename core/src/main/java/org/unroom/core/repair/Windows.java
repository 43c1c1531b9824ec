package org.unroom.core.repair;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.audio.WindowStitcher;
import org.unroom.core.parallel.Progress;

/**
 * A recording in windows of up to eight seconds, each with context on both sides that the next
 * window holds as well, so that what is done to a sample hardly depends on where a window begins.
 */
final class Windows {
  private static final double SECONDS = 8;

  private final AudioSource source;
  private final List<AudioWindow> windows;

  Windows(AudioSource source, double contextSeconds) {
    int rate = source.sampleRateHz();
    long longest = Math.max(1, (long) (SECONDS * rate));
    long context = Math.max(1, (long) Math.ceil(contextSeconds * rate));
    this.source = source;
    this.windows = AudioWindow.over(source.length(), longest, context, 0);
  }

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
    void treat(float[][] x, long at, int from, int to);
  }

  /** Has every window treated, from the first to the last, and hands its own samples over. */
  void forEach(AudioSink sink, Treatment treatment, Progress progress) throws IOException {
    new WindowStitcher(windows)
        .run(
            source,
            (index, stretch) -> {
              AudioWindow window = windows.get(index);
              float[][] x = new float[stretch.channelCount()][];
              Arrays.setAll(x, c -> stretch.channel(c).clone());
              int from = (int) (window.from() - window.contextFrom());
              int to = (int) (window.to() - window.contextFrom());
              treatment.treat(x, window.contextFrom(), from, to);
              progress.report("repairing", (index + 1.0) / windows.size());
              return Optional.of(new Audio(x, stretch.sampleRateHz()));
            },
            sink);
  }
}
