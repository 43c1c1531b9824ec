package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unroom.core.media.DecodeRequest;

/**
 * What of a recording is worked on.
 *
 * @param startSeconds where it begins, at least 0
 * @param durationSeconds how long it is, above 0; to the recording's end without it
 * @param audioStream which of several audio streams, 1 for the first; the best one without it
 * @param contextSeconds what is heard before and behind it and not kept, at least 0
 */
public record ReadWindow(
    double startSeconds,
    OptionalDouble durationSeconds,
    OptionalInt audioStream,
    double contextSeconds) {
  /** All of it. */
  public static final ReadWindow WHOLE = new ReadWindow(0, OptionalDouble.empty());

  /** What a short stretch needs around it, so that the room is heard as in the whole. */
  private static final double PREVIEW_CONTEXT_SECONDS = 15;

  private static final Pattern PREVIEW =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?)\\+([0-9]+(?:\\.[0-9]*)?)");

  /** A part for itself. */
  public ReadWindow(double startSeconds, OptionalDouble durationSeconds, OptionalInt audioStream) {
    this(startSeconds, durationSeconds, audioStream, 0);
  }

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

  /**
   * A part that is heard with what is around it.
   *
   * @param text {@code START+DUR} in seconds, such as {@code 60+10}
   * @return nothing where {@code text} is no such thing
   */
  public static Optional<ReadWindow> preview(String text, OptionalInt audioStream) {
    Matcher parts = PREVIEW.matcher(text);
    if (!parts.matches() || !(Double.parseDouble(parts.group(2)) > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new ReadWindow(
            Double.parseDouble(parts.group(1)),
            OptionalDouble.of(Double.parseDouble(parts.group(2))),
            audioStream,
            PREVIEW_CONTEXT_SECONDS));
  }

  /** Whether it is a stream from its begin to its end. */
  boolean isWhole() {
    return startSeconds == 0 && durationSeconds.isEmpty();
  }

  /** This much of {@code file}, and what is heard around it. */
  DecodeRequest request(Path file) {
    if (contextSeconds == 0) {
      return new DecodeRequest(file, audioStream, startSeconds, durationSeconds);
    }
    double from = heardFromSeconds();
    double to = startSeconds + durationSeconds.orElse(0) + contextSeconds;
    return new DecodeRequest(file, audioStream, from, OptionalDouble.of(to - from));
  }

  private double heardFromSeconds() {
    return Math.max(0, startSeconds - contextSeconds);
  }

  /** Samples that are heard before the part. */
  long leadSamples(int sampleRateHz) {
    return startSample(sampleRateHz) - Math.round(heardFromSeconds() * sampleRateHz);
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
