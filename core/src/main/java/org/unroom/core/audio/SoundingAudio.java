package org.unroom.core.audio;

import java.io.IOException;
import java.util.Arrays;

/**
 * A sound without its gaps: runs of at least so many samples that are 0 in every channel, as
 * editing and noise gates leave them. What sounds before a gap is followed by what sounds behind
 * it. A sound that is silent from end to end has no gap.
 */
public final class SoundingAudio implements AudioSource {
  private static final long MOST_OF_GAPS = 2;

  private final AudioSource origin;

  /** First sample of stretch i in the origin, and in this; one more for the end. */
  private long[] inOrigin = {0};

  private long[] here = {0};

  private SoundingAudio(AudioSource origin) {
    this.origin = origin;
  }

  /**
   * Looks for the gaps; reads the sound once.
   *
   * @param shortestGap samples, at least 1
   */
  public static SoundingAudio of(AudioSource origin, long shortestGap) throws IOException {
    if (shortestGap < 1) {
      throw new IllegalArgumentException(
          "shortestGap=%d must be at least 1".formatted(shortestGap));
    }
    SoundingAudio sounding = new SoundingAudio(origin);
    long[] position = new long[1];
    long[] silentFrom = new long[1];
    origin.forEachBlock(
        (samples, from, count) -> {
          for (int n = from; n < from + count; n++, position[0]++) {
            if (sounds(samples, n)) {
              sounding.endGap(silentFrom[0], position[0], shortestGap);
              silentFrom[0] = position[0] + 1;
            }
          }
        });
    boolean allSilent = silentFrom[0] == 0;
    sounding.end(allSilent ? origin.length() : silentFrom[0], shortestGap);
    return sounding;
  }

  private static boolean sounds(float[][] samples, int n) {
    for (float[] channel : samples) {
      if (channel[n] != 0) {
        return true;
      }
    }
    return false;
  }

  /** A run of silence ends at {@code to}, where it sounds again. */
  private void endGap(long from, long to, long shortestGap) {
    if (to - from < shortestGap) {
      return;
    }
    int last = inOrigin.length - 1;
    long sounded = from - inOrigin[last];
    if (sounded == 0) {
      // silence at the very start
      inOrigin[last] = to;
      return;
    }
    inOrigin = Arrays.copyOf(inOrigin, last + 2);
    here = Arrays.copyOf(here, last + 2);
    inOrigin[last + 1] = to;
    here[last + 1] = here[last] + sounded;
  }

  private void end(long soundsTo, long shortestGap) {
    long to = origin.length() - soundsTo < shortestGap ? origin.length() : soundsTo;
    int last = inOrigin.length - 1;
    inOrigin = Arrays.copyOf(inOrigin, last + 2);
    here = Arrays.copyOf(here, last + 2);
    inOrigin[last + 1] = origin.length();
    here[last + 1] = here[last] + to - inOrigin[last];
  }

  private int stretches() {
    return here.length - 1;
  }

  @Override
  public int channelCount() {
    return origin.channelCount();
  }

  @Override
  public int sampleRateHz() {
    return origin.sampleRateHz();
  }

  @Override
  public long length() {
    return here[stretches()];
  }

  @Override
  public void read(long from, float[][] out, int at, int count) throws IOException {
    AudioSource.requireWithin(from, count, length());
    int done = 0;
    int i = stretchOf(from);
    while (done < count) {
      long n = from + done;
      int part = (int) Math.min(count - done, here[i + 1] - n);
      origin.read(inOrigin[i] + n - here[i], out, at + done, part);
      done += part;
      i++;
    }
  }

  private int stretchOf(long n) {
    int found = Arrays.binarySearch(here, n);
    int i = found >= 0 ? found : -found - 2;
    return Math.min(i, stretches() - 1);
  }

  /** Where sample n lies in the sound with its gaps; its length for this one's. */
  public long inOrigin(long n) {
    if (n == length()) {
      return origin.length();
    }
    int i = stretchOf(n);
    return inOrigin[i] + n - here[i];
  }

  /**
   * The samples {@code [from, to)} with the gaps between them, as far as they do not make it more
   * than twice as long.
   */
  public Audio sliceWithGaps(long from, long to) throws IOException {
    long first = inOrigin(from);
    return origin.slice(
        first, Math.min(inOrigin(to), first + Math.max(1, MOST_OF_GAPS * (to - from))));
  }

  /**
   * Takes as many samples as this has and hands them on with silence in the gaps.
   *
   * @param out gets as many samples as the sound with its gaps has
   */
  public AudioSink withGaps(AudioSink out) {
    float[][] silence = new float[channelCount()][BLOCK];
    long[] position = new long[1];
    return (samples, from, count) -> {
      int done = 0;
      while (done < count) {
        long n = position[0];
        int i = stretchOf(n);
        if (n == 0) {
          silent(inOrigin[0], silence, out);
        }
        int part = (int) Math.min(count - done, here[i + 1] - n);
        out.write(samples, from + done, part);
        done += part;
        position[0] += part;
        if (position[0] == here[i + 1]) {
          long soundedTo = inOrigin[i] + here[i + 1] - here[i];
          silent(inOrigin[i + 1] - soundedTo, silence, out);
        }
      }
    };
  }

  private static void silent(long count, float[][] silence, AudioSink out) throws IOException {
    for (long n = 0; n < count; n += BLOCK) {
      out.write(silence, 0, (int) Math.min(BLOCK, count - n));
    }
  }
}
