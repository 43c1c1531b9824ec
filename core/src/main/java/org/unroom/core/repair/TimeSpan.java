package org.unroom.core.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of a recording, {@code [startSeconds, endSeconds)}.
 *
 * @param startSeconds where it begins, at least 0
 * @param endSeconds where it ends, above the start
 */
public record TimeSpan(double startSeconds, double endSeconds) {
  /** Checks the ranges. */
  public TimeSpan {
    if (!(startSeconds >= 0 && endSeconds > startSeconds && endSeconds < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "span %s-%s must start at 0 s or later and end after its start; such as 1.250-1.310"
              .formatted(startSeconds, endSeconds));
    }
  }

  /**
   * Reads spans in seconds, {@code 1.250-1.310}, separated by commas or line ends, or a line each
   * with white space between start and end as audio editors write their labels, of which the third
   * column is left aside. Empty lines and lines that begin with # are passed over.
   *
   * @return the spans in the order of time, at least one, those that touch made one
   */
  public static List<TimeSpan> parse(String text) {
    List<TimeSpan> spans = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        for (String word : line.split(",", -1)) {
          spans.add(one(word.strip()));
        }
      }
    }
    if (spans.isEmpty()) {
      throw new IllegalArgumentException(
          "no span of time is named; give seconds such as 1.250-1.310,4.2-4.25");
    }
    return merged(spans);
  }

  private static TimeSpan one(String word) {
    String[] ends = word.split("\\s*-\\s*|\\s+", -1);
    try {
      if (ends.length >= 2) {
        return new TimeSpan(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "'%s' is no span of time; give seconds such as 1.250-1.310,4.2-4.25".formatted(word));
  }

  private static List<TimeSpan> merged(List<TimeSpan> spans) {
    List<TimeSpan> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingDouble(TimeSpan::startSeconds));
    List<TimeSpan> merged = new ArrayList<>();
    for (TimeSpan span : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).endSeconds >= span.startSeconds) {
        TimeSpan before = merged.remove(last);
        double end = Math.max(before.endSeconds, span.endSeconds);
        merged.add(new TimeSpan(before.startSeconds, end));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  /** The spans as seen from {@code startSeconds} on; what lies before is left out. */
  public static List<TimeSpan> from(double startSeconds, List<TimeSpan> spans) {
    return spans.stream()
        .filter(span -> span.endSeconds > startSeconds)
        .map(
            span ->
                new TimeSpan(
                    Math.max(0, span.startSeconds - startSeconds), span.endSeconds - startSeconds))
        .toList();
  }

  /** Such as {@code 1.250-1.310 s}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f-%.3f s", startSeconds, endSeconds);
  }
}
