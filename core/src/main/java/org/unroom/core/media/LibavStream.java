package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_STREAM;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * The best audio stream of one file, opened with libavformat, and its decoder, opened with
 * libavcodec. The demuxer is the one of the file's {@link Container}; no protocol but {@code file}
 * is open to it.
 */
final class LibavStream implements AutoCloseable {
  /** Tags that say how a container was made, nothing of the recording. */
  private static final Set<String> OF_CONTAINERS =
      Set.of(
          "major_brand",
          "minor_version",
          "compatible_brands",
          "encoder",
          "handler_name",
          "vendor_id",
          "language");

  private final Path file;
  private final AVFormatContext demuxer = new AVFormatContext(null);
  private AVStream stream = new AVStream(null);
  private AVCodecContext decoder = new AVCodecContext(null);
  private int audioStreams;

  /** Opens {@code file} as a {@code container}; releases everything where that fails. */
  LibavStream(Path file, Container container) throws MediaException {
    Libav.load();
    this.file = file;
    try {
      openDemuxer(container);
      openDecoder(chooseStream(container), container);
    } catch (MediaException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void openDemuxer(Container container) throws MediaException {
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    try (BytePointer url = Libav.url(file)) {
      String step = "damaged: its %s header cannot be read".formatted(container.title());
      Libav.check(
          avformat_open_input(demuxer, url, av_find_input_format(container.demuxer()), options),
          file,
          step);
      Libav.check(avformat_find_stream_info(demuxer, (AVDictionary) null), file, step);
    } finally {
      av_dict_free(options);
    }
  }

  private int chooseStream(Container container) throws MediaException {
    int best = av_find_best_stream(demuxer, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      throw new MediaException(file, "holds no sound (a %s file)".formatted(container.title()));
    }
    for (int i = 0; i < demuxer.nb_streams(); i++) {
      if (demuxer.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        audioStreams++;
      }
      demuxer.streams(i).discard(i == best ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
    return best;
  }

  private void openDecoder(int best, Container container) throws MediaException {
    stream = demuxer.streams(best);
    AVCodec found = avcodec_find_decoder(codec());
    if (found == null) {
      throw new MediaException(
          file,
          "its codec %s cannot be decoded (a %s file)"
              .formatted(avcodec_get_name(codec()).getString(), container.title()));
    }
    decoder = avcodec_alloc_context3(found);
    String step = "its %s audio cannot be decoded".formatted(found.name().getString());
    Libav.check(avcodec_parameters_to_context(decoder, stream.codecpar()), file, step);
    decoder.pkt_timebase(stream.time_base());
    decoder.thread_count(1);
    if (codec() == AV_CODEC_ID_FLAC) {
      // a frame with a wrong check sum is an error, not noise
      decoder.err_recognition(avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_EXPLODE);
    }
    Libav.check(avcodec_open2(decoder, found, (AVDictionary) null), file, step);
  }

  AVFormatContext demuxer() {
    return demuxer;
  }

  AVStream stream() {
    return stream;
  }

  AVCodecContext decoder() {
    return decoder;
  }

  /** Audio streams in the file. */
  int audioStreams() {
    return audioStreams;
  }

  /** Pictures and video streams in the file. */
  int pictures() {
    int pictures = 0;
    for (int i = 0; i < demuxer.nb_streams(); i++) {
      pictures += demuxer.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO ? 1 : 0;
    }
    return pictures;
  }

  /** Tags of the file and, behind them, of the stream, which Ogg has them in. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (AVDictionary dictionary : Arrays.asList(demuxer.metadata(), stream.metadata())) {
      AVDictionaryEntry entry = av_dict_iterate(dictionary, null);
      while (entry != null) {
        tags.putIfAbsent(text(entry.key()), text(entry.value()));
        entry = av_dict_iterate(dictionary, entry);
      }
    }
    tags.keySet().removeAll(OF_CONTAINERS);
    return tags;
  }

  private static String text(BytePointer bytes) {
    return new String(bytes.getStringBytes(), StandardCharsets.UTF_8);
  }

  /** Samples per channel by the stream's own word; not where FFmpeg guesses them from sizes. */
  OptionalLong declaredDuration() {
    boolean declared =
        demuxer.duration_estimation_method() == AVFMT_DURATION_FROM_STREAM && stream.duration() > 0;
    // Opus counts its pre-skip in
    long preSkip = codec() == AV_CODEC_ID_OPUS ? stream.codecpar().initial_padding() : 0;
    return declared ? OptionalLong.of(samples(stream.duration()) - preSkip) : OptionalLong.empty();
  }

  /** FFmpeg's number of the codec. */
  int codec() {
    return stream.codecpar().codec_id();
  }

  /** {@code ticks} of the stream's clock as samples. */
  long samples(long ticks) {
    try (AVRational perSample = new AVRational()) {
      return av_rescale_q(ticks, stream.time_base(), perSample.num(1).den(decoder.sample_rate()));
    }
  }

  @Override
  public void close() {
    if (!decoder.isNull()) {
      avcodec_free_context(decoder);
    }
    if (!demuxer.isNull()) {
      avformat_close_input(demuxer);
    }
  }
}
