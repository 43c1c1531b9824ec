package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_exact_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avio_feof;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Decodes a stream packet by packet with libavformat and libavcodec. Samples that a codec prepends
 * or appends (priming, padding, edit lists) are dropped inside libavcodec by the packets' skip side
 * data. A packet that cannot be decoded is counted, and its length in samples is kept so that the
 * reader can put silence in its place.
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

  private final LibavStream input;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private boolean draining;
  private long packetSamples;
  private long packetRest;
  private long lostSamples;
  private int decodeErrors;

  /** Decodes {@code input}, which it closes at its own end. */
  LibavDecoder(LibavStream input) {
    this.input = input;
  }

  AVFrame frame() {
    return frame;
  }

  /** Samples per channel that the step before could not decode; 0 where unknown. */
  long lostSamples() {
    return lostSamples;
  }

  /** Samples per channel that the last packet lasts by its container's word; 0 where unknown. */
  long packetSamples() {
    return packetSamples;
  }

  /** Where the frame belongs by its time stamp, in samples from the stream's start. */
  OptionalLong framePosition() {
    // FLAC counts from 0, and damage in the first packets gives it a wrong start time
    long start = input.codec() == AV_CODEC_ID_FLAC ? 0 : input.stream().start_time();
    boolean stamped = frame.pts() != AV_NOPTS_VALUE && start != AV_NOPTS_VALUE;
    return stamped ? OptionalLong.of(input.samples(frame.pts() - start)) : OptionalLong.empty();
  }

  /** When the frame is heard, in seconds on the file's clock. */
  OptionalDouble frameSeconds() {
    AVRational unit = input.stream().time_base();
    return frame.pts() == AV_NOPTS_VALUE
        ? OptionalDouble.empty()
        : OptionalDouble.of(frame.pts() * (double) unit.num() / unit.den());
  }

  int decodeErrors() {
    return decodeErrors;
  }

  /** Decodes on to the next frame. */
  Step next() throws MediaException {
    while (true) {
      int received = avcodec_receive_frame(input.decoder(), frame);
      if (received >= 0) {
        decodeErrors += frame.decode_error_flags() == 0 ? 0 : 1;
        packetRest = Math.max(0, packetRest - frame.nb_samples());
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
    lostSamples = packetRest;
    packetRest = 0;
    return Step.LOST;
  }

  /** Hands the decoder the stream's next packet, or the end. */
  private int feed() throws MediaException {
    if (draining) {
      return AVERROR_EOF();
    }
    while (true) {
      int read = av_read_frame(input.demuxer(), packet);
      if (read < 0) {
        return drain(read);
      }
      try {
        if (packet.stream_index() == input.stream().index()) {
          decodeErrors += isCorrupt() ? 1 : 0;
          packetSamples = input.samples(packet.duration());
          packetRest = packetSamples;
          keepVorbisEnd();
          return avcodec_send_packet(input.decoder(), packet);
        }
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  /** Uncompressed packets count as corrupt merely for being the last, shorter ones. */
  private boolean isCorrupt() {
    return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0
        && av_get_exact_bits_per_sample(input.codec()) == 0;
  }

  /**
   * Takes the order to trim its end off a Vorbis packet: where a short file's first granule
   * position is missing, it is wrong by the first block. {@link MediaReader} trims by the declared
   * length.
   */
  private void keepVorbisEnd() {
    if (input.codec() != AV_CODEC_ID_VORBIS) {
      return;
    }
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer skip = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, size);
      if (skip != null && new IntPointer(skip).get(0) == 0) {
        av_packet_free_side_data(packet);
      }
    }
  }

  /** At the end, and where the rest of the file cannot be read, what is decoded is all there is. */
  private int drain(int why) {
    draining = true;
    packetRest = 0;
    AVIOContext bytes = input.demuxer().pb();
    boolean atEnd = why == AVERROR_EOF() || avio_feof(bytes) != 0;
    decodeErrors += atEnd && bytes.error() == 0 ? 0 : 1;
    return avcodec_send_packet(input.decoder(), (AVPacket) null);
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    input.close();
  }
}
