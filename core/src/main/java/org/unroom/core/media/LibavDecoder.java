package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.BytePointer;

/**
 * Demuxes and decodes the best audio stream of one file with libavformat and libavcodec. Samples
 * that a codec prepends or appends (priming, padding, edit lists) are dropped inside libavcodec by
 * the packets' skip side data. A packet that cannot be decoded is counted, and its length in
 * samples is kept so that the reader can put silence in its place.
 */
final class LibavDecoder implements AutoCloseable {
  /** What the last step gave. */
  enum Step {
    /** {@link #frame} holds decoded samples. */
    FRAME,
    /** {@link #lostSamples} samples could not be decoded. */
    LOST,
    /** Nothing follows. */
    END
  }

  private final Path file;
  private final AVFormatContext demuxer = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVStream stream = new AVStream(null);
  private AVCodecContext decoder = new AVCodecContext(null);
  private boolean draining;
  private long packetSamples;
  private long lostSamples;
  private int decodeErrors;
  private int audioStreams;

  /** Opens {@code file} as a {@code container}; releases everything where that fails. */
  LibavDecoder(Path file, Container container) throws MediaException {
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
    int codec = stream.codecpar().codec_id();
    AVCodec found = avcodec_find_decoder(codec);
    if (found == null) {
      throw new MediaException(
          file,
          "its codec %s cannot be decoded (a %s file)"
              .formatted(avcodec_get_name(codec).getString(), container.title()));
    }
    decoder = avcodec_alloc_context3(found);
    String step = "its %s audio cannot be decoded".formatted(found.name().getString());
    Libav.check(avcodec_parameters_to_context(decoder, stream.codecpar()), file, step);
    decoder.pkt_timebase(stream.time_base());
    decoder.thread_count(1);
    if (codec == AV_CODEC_ID_FLAC) {
      // a frame with a wrong check sum is an error, not noise
      decoder.err_recognition(avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_EXPLODE);
    }
    Libav.check(avcodec_open2(decoder, found, (AVDictionary) null), file, step);
  }

  AVStream stream() {
    return stream;
  }

  AVCodecContext decoder() {
    return decoder;
  }

  AVFrame frame() {
    return frame;
  }

  /** Samples per channel that the step before could not decode; 0 where unknown. */
  long lostSamples() {
    return lostSamples;
  }

  int decodeErrors() {
    return decodeErrors;
  }

  int audioStreams() {
    return audioStreams;
  }

  /** Whether the stream's duration is announced by the file, not guessed from its size. */
  boolean durationIsDeclared() {
    return demuxer.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE
        && stream.duration() > 0;
  }

  /** {@code ticks} of the stream's clock as samples. */
  long samples(long ticks) {
    try (AVRational perSample = new AVRational()) {
      return av_rescale_q(ticks, stream.time_base(), perSample.num(1).den(decoder.sample_rate()));
    }
  }

  /** Decodes on to the next frame. */
  Step next() throws MediaException {
    while (true) {
      int received = avcodec_receive_frame(decoder, frame);
      if (received >= 0) {
        decodeErrors += frame.decode_error_flags() == 0 ? 0 : 1;
        return Step.FRAME;
      }
      if (received == AVERROR_EOF()) {
        return Step.END;
      }
      if (received != AVERROR_EAGAIN()) {
        return lost();
      }
      if (feed() < 0) {
        return lost();
      }
    }
  }

  private Step lost() {
    decodeErrors++;
    lostSamples = packetSamples;
    packetSamples = 0;
    return Step.LOST;
  }

  /** Hands the decoder the stream's next packet, or the end. */
  private int feed() throws MediaException {
    if (draining) {
      return AVERROR_EOF();
    }
    while (true) {
      int read = av_read_frame(demuxer, packet);
      if (read < 0) {
        return drain(read);
      }
      try {
        if (packet.stream_index() == stream.index()) {
          decodeErrors += (packet.flags() & AV_PKT_FLAG_CORRUPT) == 0 ? 0 : 1;
          packetSamples = samples(packet.duration());
          return avcodec_send_packet(decoder, packet);
        }
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  /** At the end, and where the rest of the file cannot be read, what is decoded is all there is. */
  private int drain(int why) {
    draining = true;
    packetSamples = 0;
    decodeErrors += why == AVERROR_EOF() ? 0 : 1;
    return avcodec_send_packet(decoder, (AVPacket) null);
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    if (!decoder.isNull()) {
      avcodec_free_context(decoder);
    }
    if (!demuxer.isNull()) {
      avformat_close_input(demuxer);
    }
  }
}
