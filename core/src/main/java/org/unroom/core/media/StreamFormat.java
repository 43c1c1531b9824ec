package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSLESS;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_exact_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_packed_sample_fmt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;

/** Puts into a {@link MediaFormat} what libavformat and libavcodec say of a stream. */
final class StreamFormat {
  private final Path file;
  private final LibavStream input;
  private final AVCodecContext decoder;

  private StreamFormat(Path file, LibavStream input) {
    this.file = file;
    this.input = input;
    this.decoder = input.decoder();
  }

  /** The format of {@code input}, which is the stream of {@code file}. */
  static MediaFormat of(Path file, Container container, LibavStream input) throws MediaException {
    return new StreamFormat(file, input).describe(container);
  }

  private MediaFormat describe(Container container) throws MediaException {
    var described = avcodec_descriptor_get(decoder.codec_id());
    boolean lossy = (described.props() & AV_CODEC_PROP_LOSSLESS) == 0;
    int channels = decoder.ch_layout().nb_channels();
    if (channels < 1 || decoder.sample_rate() < 1) {
      throw new MediaException(file, "damaged: its header gives no channels or no sample rate");
    }
    return new MediaFormat(
        container,
        described.name().getString(),
        lossy,
        lossy ? SampleFormat.F32 : sampleFormat(),
        decoder.sample_rate(),
        channels,
        layout(),
        declaredLength(container, channels));
  }

  /** The layout; one or two channels that a file says nothing of are mono and stereo. */
  private String layout() {
    AVChannelLayout layout = decoder.ch_layout();
    if (layout.order() == AV_CHANNEL_ORDER_UNSPEC && layout.nb_channels() <= 2) {
      return layout.nb_channels() == 1 ? "mono" : "stereo";
    }
    return Libav.describe(layout);
  }

  private SampleFormat sampleFormat() {
    int packed = av_get_packed_sample_fmt(decoder.sample_fmt());
    if (packed == AV_SAMPLE_FMT_FLT) {
      return SampleFormat.F32;
    }
    if (packed == AV_SAMPLE_FMT_DBL) {
      return SampleFormat.F64;
    }
    if (packed == AV_SAMPLE_FMT_U8) {
      return SampleFormat.U8;
    }
    if (packed == AV_SAMPLE_FMT_S16) {
      return SampleFormat.S16;
    }
    int exact = av_get_exact_bits_per_sample(decoder.codec_id());
    int bits = exact > 0 ? exact : decoder.bits_per_raw_sample();
    return bits > 0 && bits <= 24 ? SampleFormat.S24 : SampleFormat.S32;
  }

  private OptionalLong declaredLength(Container container, int channels) throws MediaException {
    int bits = av_get_exact_bits_per_sample(decoder.codec_id());
    if (bits == 0 || !AudioChunk.CONTAINERS.contains(container)) {
      return input.declaredDuration();
    }
    long bytesPerSample = Math.max(1, (long) channels * bits / 8);
    Optional<AudioChunk> chunk = audioChunk(container);
    return chunk.isPresent()
        ? OptionalLong.of(chunk.get().bytes() / bytesPerSample)
        : OptionalLong.empty();
  }

  private Optional<AudioChunk> audioChunk(Container container) throws MediaException {
    try {
      return AudioChunk.find(file, container);
    } catch (IOException e) {
      throw new MediaException(file, "cannot be read (%s)".formatted(e.getMessage()), e);
    }
  }
}
