package org.unroom.core.media;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a file is to be written.
 *
 * @param muxer the kind of file
 * @param codec how its sound is coded, a codec of the kind that holds rate and channels
 * @param sampleFormat how samples are stored, or handed to a lossy codec
 * @param sampleRateHz samples per second
 * @param channels number of channels, at least 1
 * @param layout FFmpeg's description of where the channels belong, such as {@code stereo}
 */
public record OutputFormat(
    Muxer muxer,
    AudioCodec codec,
    SampleFormat sampleFormat,
    int sampleRateHz,
    int channels,
    String layout) {
  private static final int HEADER_BYTES = 65_536;

  /** Checks that the kind of file holds the format. */
  public OutputFormat {
    if (!muxer.codecs().contains(codec)) {
      throw new IllegalArgumentException(
          "codec=%s is not written into %s files; use one of %s"
              .formatted(codec.label(), muxer.extensions().get(0), muxer.codecs()));
    }
    if (codec.closest(sampleFormat) != sampleFormat) {
      throw new IllegalArgumentException(
          "sampleFormat=%s does not fit into %s; use %s"
              .formatted(sampleFormat.label(), codec.title(), codec.closest(sampleFormat).label()));
    }
    if (sampleRateHz < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d and channels=%d must be at least 1".formatted(sampleRateHz, channels));
    }
  }

  /** A lossless format of the usual kind for {@code container}. */
  public OutputFormat(
      Container container,
      SampleFormat sampleFormat,
      int sampleRateHz,
      int channels,
      String layout) {
    this(
        usual(container),
        usual(container).codec(false),
        sampleFormat,
        sampleRateHz,
        channels,
        layout);
  }

  private static Muxer usual(Container container) {
    return Muxer.of(container)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "container=%s is not written; use WAV".formatted(container.title())));
  }

  /**
   * The format for {@code target} by its name, a WAV where it has none that is known.
   *
   * @param lossySource whether the sound comes from a lossy file
   * @param wished how the samples were stored
   */
  public static OutputFormat forFile(
      Path target,
      boolean lossySource,
      SampleFormat wished,
      int sampleRateHz,
      int channels,
      String layout)
      throws MediaException {
    Muxer muxer = Muxer.named(target).orElse(Muxer.WAV);
    AudioCodec codec = muxer.codec(lossySource);
    Optional<String> refusal = codec.refusal(sampleRateHz, channels);
    if (refusal.isPresent()) {
      throw new MediaException(
          target,
          "%s, and Unroom does not change rate or channels; name a .wav or .flac"
              .formatted(refusal.get()));
    }
    return new OutputFormat(muxer, codec, codec.closest(wished), sampleRateHz, channels, layout);
  }

  /** The kind of file that is read back. */
  public Container container() {
    return muxer.container();
  }

  /** The grid for samples: a lossy codec gets them within full scale, as players need them. */
  public SampleFormat grid() {
    return codec.lossless() ? sampleFormat : SampleFormat.S24;
  }

  /** One line where this does not hold the input's samples as they were stored. */
  public Optional<String> changeFrom(MediaFormat input) {
    if (!codec.lossless()) {
      return Optional.of(
          "written as %s at %d kbit/s, which is lossy"
              .formatted(codec.title(), codec.bitRate(sampleRateHz, channels) / 1000));
    }
    if (input.lossy() && muxer.holdsVideo()) {
      return Optional.of(
          "its sound is written as %s, %s".formatted(codec.title(), sampleFormat.description()));
    }
    if (input.sampleFormat() == sampleFormat) {
      return Optional.empty();
    }
    return Optional.of(
        "%s does not hold %s samples; written as %s"
            .formatted(
                codec == AudioCodec.PCM ? container().title() : codec.title(),
                input.sampleFormat().description(),
                sampleFormat.description()));
  }

  /** Bytes that {@code samples} samples per channel take at most, headers included. */
  public long bytesFor(long samples) {
    long rate = codec.bitRate(sampleRateHz, channels);
    long bytes =
        rate == 0 ? samples * channels * sampleFormat.bytes() : samples / sampleRateHz * rate / 8;
    return bytes + HEADER_BYTES;
  }
}
