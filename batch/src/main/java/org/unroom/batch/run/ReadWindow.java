package org.unroom.batch.run;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What of a recording is worked on.
 *
 * @param startSeconds where it begins, at least 0
 * @param durationSeconds how long it is, above 0; to the recording's end without it
 * @param audioStream which of several audio streams, 1 for the first; the best one without it
 */
public record ReadWindow(
    double startSeconds, OptionalDouble durationSeconds, OptionalInt audioStream) {
  /** All of it. */
  public static final ReadWindow WHOLE = new ReadWindow(0, OptionalDouble.empty());

  /** Of the best audio stream. */
  public ReadWindow(double startSeconds, OptionalDouble durationSeconds) {
    this(startSeconds, durationSeconds, OptionalInt.empty());
  }

  /** Checks the ranges. */
  public ReadWindow {
    if (!(startSeconds >= 0)) {
      throw new IllegalArgumentException("start=%s must be at least 0".formatted(startSeconds));
    }
    if (audioStream.isPresent() && audioStream.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "audioStream=%d must be at least 1".formatted(audioStream.getAsInt()));
    }
    if (durationSeconds.isPresent() && !(durationSeconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "duration=%s must be above 0".formatted(durationSeconds.getAsDouble()));
    }
  }

  /** Whether it is a stream from its begin to its end. */
  boolean isWhole() {
    return startSeconds == 0 && durationSeconds.isEmpty();
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
