package org.unroom.core.audio;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the stretches that a sound is worked on in, so that memory is bounded by the stretch. The
 * work gets {@code [contextFrom, contextTo)}; of its result {@code [from, to)} is kept. Kept parts
 * of neighbours overlap; there one is faded into the other ({@link WindowStitcher}).
 *
 * @param contextFrom first sample that is worked on
 * @param from first sample that is kept
 * @param to behind the last sample that is kept
 * @param contextTo behind the last sample that is worked on
 */
public record AudioWindow(long contextFrom, long from, long to, long contextTo) {
  /** Checks the order. */
  public AudioWindow {
    if (contextFrom < 0 || contextFrom > from || from > to || to > contextTo) {
      throw new IllegalArgumentException(
          "context %d..%d must hold what is kept, %d..%d"
              .formatted(contextFrom, contextTo, from, to));
    }
  }

  /**
   * Windows of equal length over {@code [0, length)}, at least one.
   *
   * @param longest most samples between one seam and the next, at least 1
   * @param context samples each side that are worked on and not kept
   * @param fade samples that are kept of both neighbours; at most half of {@code longest}
   */
  public static List<AudioWindow> over(long length, long longest, long context, long fade) {
    if (longest < 1 || context < 0 || fade < 0 || fade > longest / 2) {
      throw new IllegalArgumentException(
          "longest=%d must be at least 1, context=%d at least 0, fade=%d between 0 and half of it"
              .formatted(longest, context, fade));
    }
    return between(List.of(0L, length), longest, context, fade);
  }

  /**
   * As {@link #over}, with seams where they have to be.
   *
   * @param seams from 0 to the length, rising; between two of them windows are of equal length
   */
  public static List<AudioWindow> between(List<Long> seams, long longest, long context, long fade) {
    long length = seams.get(seams.size() - 1);
    List<AudioWindow> windows = new ArrayList<>();
    for (int s = 1; s < seams.size(); s++) {
      long start = seams.get(s - 1);
      long part = seams.get(s) - start;
      long count = Math.max(1, (part + longest - 1) / longest);
      for (long i = 0; i < count; i++) {
        long from = start + position(part, i, count);
        long to = Math.min(length, start + position(part, i + 1, count) + fade);
        windows.add(
            new AudioWindow(Math.max(0, from - context), from, to, Math.min(length, to + context)));
      }
    }
    return windows;
  }

  private static long position(long length, long i, long count) {
    return Math.floorDiv(Math.multiplyExact(length, i), count);
  }
}
