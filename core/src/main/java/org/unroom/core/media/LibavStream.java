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
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;

/** One audio stream of a file and its decoder, opened with libavcodec. */
final class LibavStream implements AutoCloseable {
  private final Path file;
  private final LibavDemuxer input;
  private final List<Integer> audioStreams;
  private AVStream stream = new AVStream(null);
  private AVCodecContext decoder = new AVCodecContext(null);

  /**
   * Opens {@code file} as a {@code container}; releases everything where that fails.
   *
   * @param wanted number of the audio stream, 1 for the first; the best one without it
   */
  LibavStream(Path file, Container container, OptionalInt wanted) throws MediaException {
    this.file = file;
    this.input = new LibavDemuxer(file, container);
    this.audioStreams = input.audioStreams();
    try {
      openDecoder(chooseStream(container, wanted), container);
    } catch (MediaException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private int chooseStream(Container container, OptionalInt wanted) throws MediaException {
    AVFormatContext demuxer = input.context();
    int best = av_find_best_stream(demuxer, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
    if (audioStreams.isEmpty() || (best < 0 && wanted.isEmpty())) {
      throw new MediaException(
          file,
          "holds no sound%s (a %s file)"
              .formatted(input.hasVideo() ? ", only pictures" : "", container.title()));
    }
    if (wanted.isPresent() && wanted.getAsInt() > audioStreams.size()) {
      throw new MediaException(
          file,
          "has %d audio stream%s; there is no stream %d"
              .formatted(
                  audioStreams.size(), audioStreams.size() == 1 ? "" : "s", wanted.getAsInt()));
    }
    int chosen = wanted.isPresent() ? audioStreams.get(wanted.getAsInt() - 1) : best;
    for (int i = 0; i < demuxer.nb_streams(); i++) {
      demuxer.streams(i).discard(i == chosen ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
    return chosen;
  }

  private void openDecoder(int best, Container container) throws MediaException {
    stream = input.context().streams(best);
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

  /** The file that it is a part of. */
  LibavDemuxer input() {
    return input;
  }

  AVFormatContext demuxer() {
    return input.context();
  }

  AVStream stream() {
    return stream;
  }

  AVCodecContext decoder() {
    return decoder;
  }

  /** Audio streams in the file. */
  int audioStreams() {
    return audioStreams.size();
  }

  /** Which of the audio streams it is, 1 for the first. */
  int number() {
    return audioStreams.indexOf(stream.index()) + 1;
  }

  /** Tags of the file and, behind them, of the stream, which Ogg has them in. */
  Map<String, String> tags() {
    return input.tags(stream);
  }

  /** Samples per channel by the stream's own word; not where FFmpeg guesses them from sizes. */
  OptionalLong declaredDuration() {
    boolean declared =
        input.context().duration_estimation_method() == AVFMT_DURATION_FROM_STREAM
            && stream.duration() > 0;
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
    input.close();
  }
}
