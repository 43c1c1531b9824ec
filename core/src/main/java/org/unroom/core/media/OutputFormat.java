package org.unroom.core.media;

import java.util.Optional;

/**
 * How an audio file is to be written.
 *
 * @param container the kind of file, a writable one
 * @param sampleFormat how samples are stored, one that the container holds
 * @param sampleRateHz samples per second
 * @param channels number of channels, at least 1
 * @param layout FFmpeg's description of where the channels belong, such as {@code stereo}
 */
public record OutputFormat(
    Container container, SampleFormat sampleFormat, int sampleRateHz, int channels, String layout) {
  /** Checks that the container holds the format. */
  public OutputFormat {
    if (!container.writable()) {
      throw new IllegalArgumentException(
          "container=%s is not written; use WAV".formatted(container.title()));
    }
    if (container.closest(sampleFormat) != sampleFormat) {
      throw new IllegalArgumentException(
          "sampleFormat=%s does not fit into %s; use %s"
              .formatted(
                  sampleFormat.label(),
                  container.title(),
                  container.closest(sampleFormat).label()));
    }
    if (sampleRateHz < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d and channels=%d must be at least 1".formatted(sampleRateHz, channels));
    }
  }

  /** One line where this does not hold the input's samples as they were stored. */
  public Optional<String> changeFrom(MediaFormat input) {
    if (input.sampleFormat() == sampleFormat) {
      return Optional.empty();
    }
    return Optional.of(
        "%s does not hold %s samples; written as %s"
            .formatted(
                container.title(), input.sampleFormat().description(), sampleFormat.description()));
  }

  /** Bytes that {@code samples} samples per channel take at most, headers included. */
  public long bytesFor(long samples) {
    return samples * channels * sampleFormat.bytes() + 65_536;
  }
}
