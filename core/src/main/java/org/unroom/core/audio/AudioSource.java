package org.unroom.core.audio;

import java.io.IOException;

/**
 * Sampled sound that is read block by block, in any order, so that hours of it need no more memory
 * than the blocks: the samples {@code x[c][n]}, c = 0..channelCount-1, n = 0..length-1, full scale
 * ±1 (values beyond it are kept). Two reads of the same samples give the same numbers. Not for use
 * by several threads at once unless an implementation says so.
 */
public interface AudioSource {
  /** Samples per channel that {@link #forEachBlock} hands over at once. */
  int BLOCK = 1 << 15;

  /** Number of channels, at least 1. */
  int channelCount();

  /** Samples per second. */
  int sampleRateHz();

  /** Samples per channel. */
  long length();

  /**
   * Reads the samples {@code [from, from + count)} of every channel.
   *
   * @param from first sample, at least 0; {@code from + count} is at most {@link #length}
   * @param out receives them in {@code out[channel][at…at+count)}
   */
  void read(long from, float[][] out, int at, int count) throws IOException;

  /** The samples {@code [from, to)} of every channel, in memory; at most 2^31 - 1 of them. */
  default Audio slice(long from, long to) throws IOException {
    if (to - from > Integer.MAX_VALUE) {
      throw new IOException(
          "%d samples are too many to hold in memory; take a part of the sound"
              .formatted(to - from));
    }
    float[][] part = new float[channelCount()][(int) (to - from)];
    read(from, part, 0, part[0].length);
    return new Audio(part, sampleRateHz());
  }

  /** All of it in memory: for work that needs the whole at once, and takes memory for it. */
  default Audio all() throws IOException {
    return slice(0, length());
  }

  /** This times {@code gain}, computed as it is read. */
  default AudioSource times(double gain) {
    return DerivedAudio.scaled(this, gain);
  }

  /** This minus {@code other}, which has the same shape and rate, computed as it is read. */
  default AudioSource minus(AudioSource other) {
    return DerivedAudio.difference(this, other);
  }

  /** Channels, samples and rate in words. */
  default String shape() {
    return "%d channels x %d samples at %d Hz".formatted(channelCount(), length(), sampleRateHz());
  }

  /** Hands every sample to {@code sink}, from the first to the last, {@link #BLOCK} at a time. */
  default void forEachBlock(AudioSink sink) throws IOException {
    float[][] block = new float[channelCount()][(int) Math.min(BLOCK, length())];
    for (long n = 0; n < length(); n += BLOCK) {
      int count = (int) Math.min(BLOCK, length() - n);
      read(n, block, 0, count);
      sink.write(block, 0, count);
    }
  }

  /** Refuses a stretch that does not lie within {@code [0, length)}. */
  static void requireWithin(long from, int count, long length) {
    if (from < 0 || count < 0 || from + count > length) {
      throw new IndexOutOfBoundsException(
          "samples %d to %d are asked of a sound of %d".formatted(from, from + count, length));
    }
  }

  /** Sound in memory as a source; any number of threads may read it. */
  static AudioSource of(Audio audio) {
    return new AudioSource() {
      @Override
      public int channelCount() {
        return audio.channelCount();
      }

      @Override
      public int sampleRateHz() {
        return audio.sampleRateHz();
      }

      @Override
      public long length() {
        return audio.length();
      }

      @Override
      public void read(long from, float[][] out, int at, int count) {
        requireWithin(from, count, length());
        for (int c = 0; c < audio.channelCount(); c++) {
          System.arraycopy(audio.channel(c), (int) from, out[c], at, count);
        }
      }
    };
  }
}
