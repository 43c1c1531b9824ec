package org.unroom.batch.run;

import java.util.OptionalDouble;

/**
 * The part of a recording that is worked on.
 *
 * @param startSeconds where it begins, at least 0
 * @param durationSeconds how long it is, above 0; to the recording's end without it
 */
public record ReadWindow(double startSeconds, OptionalDouble durationSeconds) {
  /** All of it. */
  public static final ReadWindow WHOLE = new ReadWindow(0, OptionalDouble.empty());

  /** Checks the ranges. */
  public ReadWindow {
    if (!(startSeconds >= 0)) {
      throw new IllegalArgumentException("start=%s must be at least 0".formatted(startSeconds));
    }
    if (durationSeconds.isPresent() && !(durationSeconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "duration=%s must be above 0".formatted(durationSeconds.getAsDouble()));
    }
  }

  /** First sample of the part. */
  public long startSample(int sampleRateHz) {
    return Math.round(startSeconds * sampleRateHz);
  }

  /** Most samples of the part. */
  public long samples(int sampleRateHz) {
    return durationSeconds.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(1, Math.round(durationSeconds.getAsDouble() * sampleRateHz));
  }
}
