package org.unroom.core.media;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is to be decoded.
 *
 * @param file the recording
 * @param audioStream which of several audio streams, 1 for the first; the best one without it
 * @param startSeconds where it begins, at least 0
 * @param durationSeconds how long it is at most, above 0; to the recording's end without it
 */
public record DecodeRequest(
    Path file, OptionalInt audioStream, double startSeconds, OptionalDouble durationSeconds) {
  /** All of the best audio stream. */
  public static DecodeRequest whole(Path file) {
    return new DecodeRequest(file, OptionalInt.empty(), 0, OptionalDouble.empty());
  }

  /** First sample that is wanted. */
  long startSample(int sampleRateHz) {
    return Math.round(startSeconds * sampleRateHz);
  }

  /** Most samples that are wanted. */
  long samples(int sampleRateHz) {
    return durationSeconds.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(1, Math.round(durationSeconds.getAsDouble() * sampleRateHz));
  }
}
