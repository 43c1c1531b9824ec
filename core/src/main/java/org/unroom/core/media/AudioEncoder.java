package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_from_string;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * Turns samples, {@code float[channel][sample]} with full scale at ±1, into packets of one of
 * libavcodec's encoders. Time stamps count samples; those of codecs with priming begin below 0.
 */
final class AudioEncoder implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path file;
  private final OutputFormat format;
  private final Encoding encoding;
  private final PacketSink sink;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final ByteBuffer[] planes;
  private AVCodecContext encoder = new AVCodecContext(null);
  private int blockLength;
  private int filled;
  private long written;

  /** Takes encoded packets, which are only valid during the call. */
  @FunctionalInterface
  interface PacketSink {
    /** Takes {@code packet}. */
    void take(AVPacket packet) throws MediaException;
  }

  /**
   * Opens an encoder.
   *
   * @param file named in errors
   * @param globalHeader whether the muxer wants the codec's header apart from its packets
   */
  AudioEncoder(Path file, OutputFormat format, boolean globalHeader, PacketSink sink)
      throws MediaException {
    this.file = file;
    this.format = format;
    this.encoding = Encoding.of(format);
    this.sink = sink;
    this.planes = new ByteBuffer[encoding.planar() ? format.channels() : 1];
    try {
      open(globalHeader);
      allocateFrame();
    } catch (MediaException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(boolean globalHeader) throws MediaException {
    AVCodec codec = avcodec_find_encoder_by_name(encoding.encoder());
    if (codec == null) {
      throw new MediaException(
          file, "this FFmpeg has no encoder for %s".formatted(format.codec().title()));
    }
    encoder = avcodec_alloc_context3(codec);
    encoder.sample_fmt(encoding.sampleFormat());
    encoder.sample_rate(format.sampleRateHz());
    encoder.time_base().num(1).den(format.sampleRateHz());
    encoder.bits_per_raw_sample(format.sampleFormat().bits());
    long bitRate = format.codec().bitRate(format.sampleRateHz(), format.channels());
    if (bitRate > 0) {
      encoder.bit_rate(bitRate);
    }
    int global = globalHeader ? avcodec.AV_CODEC_FLAG_GLOBAL_HEADER : 0;
    encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT | global);
    check(av_channel_layout_from_string(encoder.ch_layout(), format.layout()));
    check(avcodec_open2(encoder, codec, (AVDictionary) null));
  }

  private void allocateFrame() throws MediaException {
    blockLength = encoder.frame_size() > 0 ? encoder.frame_size() : BLOCK;
    frame.nb_samples(blockLength);
    frame.format(encoding.sampleFormat());
    frame.sample_rate(format.sampleRateHz());
    check(av_channel_layout_from_string(frame.ch_layout(), format.layout()));
    check(av_frame_get_buffer(frame, 0));
    prepareFrame();
  }

  private void prepareFrame() throws MediaException {
    check(av_frame_make_writable(frame));
    int interleaved = format.channels() / planes.length;
    long capacity = (long) blockLength * interleaved * encoding.bytes();
    for (int p = 0; p < planes.length; p++) {
      planes[p] =
          new BytePointer(frame.extended_data(p))
              .capacity(capacity)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
    }
    filled = 0;
  }

  AVCodecContext context() {
    return encoder;
  }

  /** Samples per channel handed over so far. */
  long written() {
    return written + filled;
  }

  void write(float[][] samples, int from, int count) throws MediaException {
    for (int n = from; n < from + count; n++) {
      for (int c = 0; c < samples.length; c++) {
        encoding.put(samples[c][n], planes[encoding.planar() ? c : 0]);
      }
      if (++filled == blockLength) {
        encodeBlock();
      }
    }
  }

  /** Encodes what is left; nothing may be written after that. */
  void finish() throws MediaException {
    if (filled > 0) {
      encodeBlock();
    }
    encode(new AVFrame(null));
  }

  private void encodeBlock() throws MediaException {
    frame.nb_samples(filled);
    frame.pts(written);
    written += filled;
    encode(frame);
    frame.nb_samples(blockLength);
    prepareFrame();
  }

  private void encode(AVFrame next) throws MediaException {
    check(avcodec_send_frame(encoder, next));
    while (true) {
      int received = avcodec_receive_packet(encoder, packet);
      if (received == AVERROR_EAGAIN() || received == AVERROR_EOF()) {
        return;
      }
      check(received);
      sink.take(packet);
    }
  }

  private void check(int result) throws MediaException {
    Libav.check(result, file, "cannot be written as " + format.codec().title());
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    if (!encoder.isNull()) {
      avcodec_free_context(encoder);
    }
  }
}
