package org.unroom.core.media;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Growing room for the samples of a whole recording, {@code [channel][sample]}, that says clearly
 * when a recording does not fit into Java's memory instead of failing somewhere in it.
 */
final class SampleStore {
  private static final int FIRST = 1 << 16;
  private static final double GROWTH = 1.5;

  /** Share of the memory that samples may take; the rest is for the work on them. */
  private static final double SHARE = 0.5;

  private final Path file;
  private final float[][] channels;
  private int length;

  SampleStore(Path file, int channelCount) {
    this.file = file;
    this.channels = new float[channelCount][0];
  }

  float[][] channels() {
    return channels;
  }

  int length() {
    return length;
  }

  /** Notes that {@code count} samples per channel were put behind the others. */
  void add(int count) {
    length += count;
  }

  /** Makes room for {@code samples} samples per channel in all. */
  void reserve(long samples) throws MediaException {
    double bytes = samples * (double) channels.length * Float.BYTES;
    double limit = SHARE * Runtime.getRuntime().maxMemory();
    if (bytes > limit || samples > Integer.MAX_VALUE - 16) {
      throw new MediaException(
          file,
          String.format(
              Locale.ROOT,
              "takes %.1f GB of memory as samples, this Java has %.1f GB for them; take a part with"
                  + " --start and --duration, or give more with UNROOM_JAVA_OPTS=-Xmx%.0fg",
              bytes / 1e9,
              limit / 1e9,
              Math.ceil(2 * bytes / 1e9 / SHARE)));
    }
    for (int c = 0; c < channels.length; c++) {
      channels[c] = Arrays.copyOf(channels[c], (int) samples);
    }
  }

  /** Makes sure that there is room behind the samples; says how much. */
  int makeRoom() throws MediaException {
    if (channels[0].length == length) {
      reserve(Math.max(FIRST, (long) (length * GROWTH)));
    }
    return channels[0].length - length;
  }

  /** The samples, without the room behind them. */
  float[][] trimmed() {
    float[][] exact = new float[channels.length][];
    for (int c = 0; c < exact.length; c++) {
      exact[c] = channels[c].length == length ? channels[c] : Arrays.copyOf(channels[c], length);
    }
    return exact;
  }
}
