package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_from_string;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;
import org.unroom.core.audio.AudioSink;

/**
 * Writes samples, {@code float[channel][sample]} with full scale at ±1, to an audio file block by
 * block. Integer formats get the nearest value: whoever has samples off the grid puts them on it
 * with {@link Quantizer} first. A WAV that may grow beyond 4 GB becomes an RF64. Headers hold
 * nothing that differs from one run to the next. Nothing is complete before {@link #finish}; names
 * and replacing are up to {@link AtomicOutput}.
 */
public final class MediaWriter implements AudioSink, AutoCloseable {
  private static final int BLOCK = 4096;

  /** Data of a plain WAV stay under 4 GB with room for chunks around them. */
  private static final long WAV_LIMIT_BYTES = 0xffff_ffffL - (1 << 20);

  private final Path file;
  private final OutputFormat format;
  private final Encoding encoding;
  private final List<RiffChunk> chunks;
  private final AVFormatContext muxer = new AVFormatContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVIOContext bytes = new AVIOContext(null);
  private AVStream stream = new AVStream(null);
  private AVCodecContext encoder = new AVCodecContext(null);
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int blockLength;
  private int filled;
  private long written;

  /**
   * Opens a file for writing, over what it held.
   *
   * @param file where to
   * @param format how
   * @param samples per channel, how many there will be; at least that many for a stream
   */
  public MediaWriter(Path file, OutputFormat format, long samples) throws MediaException {
    this(file, format, samples, Metadata.NONE);
  }

  /** As {@link #MediaWriter(Path, OutputFormat, long)}, with what else the file is to carry. */
  public MediaWriter(Path file, OutputFormat format, long samples, Metadata metadata)
      throws MediaException {
    Libav.load();
    this.file = file;
    this.format = format;
    this.encoding = Encoding.of(format);
    this.chunks = metadata.chunksFor(format.container());
    try {
      check(avformat_alloc_output_context2(muxer, null, format.container().demuxer(), null));
      muxer.flags(muxer.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
      openEncoder();
      for (Map.Entry<String, String> tag : metadata.tagsFor(format.container()).entrySet()) {
        setTag(tag.getKey(), tag.getValue());
      }
      openFile(format.bytesFor(samples) + RiffChunkWriter.bytesOf(chunks) > WAV_LIMIT_BYTES);
      allocateFrame();
    } catch (MediaException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void openEncoder() throws MediaException {
    AVCodec codec = avcodec_find_encoder(encoding.codec());
    encoder = avcodec_alloc_context3(codec);
    encoder.sample_fmt(encoding.sampleFormat());
    encoder.sample_rate(format.sampleRateHz());
    encoder.time_base().num(1).den(format.sampleRateHz());
    encoder.bits_per_raw_sample(format.sampleFormat().bits());
    encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
    check(av_channel_layout_from_string(encoder.ch_layout(), format.layout()));
    if ((muxer.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    check(avcodec_open2(encoder, codec, (AVDictionary) null));
  }

  /** FFmpeg takes texts in UTF-8. */
  private void setTag(String name, String text) {
    AVDictionary tags = muxer.metadata();
    AVDictionary changed = new AVDictionary(tags);
    try (BytePointer key = Libav.terminated(name);
        BytePointer value = Libav.terminated(text)) {
      av_dict_set(changed, key, value, 0);
    }
    muxer.metadata(changed);
  }

  private void openFile(boolean large) throws MediaException {
    stream = avformat_new_stream(muxer, null);
    stream.time_base().num(1).den(format.sampleRateHz());
    check(avcodec_parameters_from_context(stream.codecpar(), encoder));
    AVDictionary options = new AVDictionary(null);
    try (BytePointer url = Libav.url(file)) {
      check(avio_open2(bytes, url, AVIO_FLAG_WRITE, (AVIOInterruptCB) null, options));
      muxer.pb(bytes);
      if (large && format.container() == Container.WAV) {
        av_dict_set(options, "rf64", "always", 0);
      }
      check(avformat_write_header(muxer, options));
    } finally {
      av_dict_free(options);
    }
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
    long capacity = (long) blockLength * format.channels() * encoding.bytes();
    buffer =
        new BytePointer(frame.extended_data(0))
            .capacity(capacity)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder());
    filled = 0;
  }

  @Override
  public void write(float[][] samples, int from, int count) throws MediaException {
    for (int n = from; n < from + count; n++) {
      for (float[] channel : samples) {
        encoding.put(channel[n], buffer);
      }
      if (++filled == blockLength) {
        encodeBlock();
      }
    }
  }

  /** Samples per channel handed over so far. */
  public long written() {
    return written + filled;
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
    while (avcodec_receive_packet(encoder, packet) >= 0) {
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      check(av_interleaved_write_frame(muxer, packet));
    }
    check(bytes.error());
  }

  /** Writes what is left and the sizes in the header; the file is complete then. */
  public void finish() throws MediaException {
    if (filled > 0) {
      encodeBlock();
    }
    encode(new AVFrame(null));
    check(av_write_trailer(muxer));
    avio_flush(bytes);
    check(bytes.error());
    check(avio_closep(bytes));
    if (format.container() == Container.W64) {
      stateWave64Size();
    }
    try {
      // chunks behind samples of size 0 would be read as samples
      if (written > 0) {
        RiffChunkWriter.insert(file, chunks);
      }
    } catch (IOException e) {
      throw new MediaException(file, "cannot be written (%s)".formatted(IoReason.of(e)), e);
    }
  }

  /** FFmpeg counts the padding to 8 bytes behind the samples into their size; so 24 + samples. */
  private void stateWave64Size() throws MediaException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      AudioChunk data =
          AudioChunk.find(file, Container.W64)
              .orElseThrow(() -> new IOException("no data chunk in a new Wave64 file"));
      long size = 24 + written * format.channels() * format.sampleFormat().bytes();
      ByteBuffer field = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(field.putLong(0, size), data.offset() - Long.BYTES);
    } catch (IOException e) {
      throw new MediaException(file, "cannot be written (%s)".formatted(IoReason.of(e)), e);
    }
  }

  private void check(int result) throws MediaException {
    Libav.check(result, file, "cannot be written");
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    if (!encoder.isNull()) {
      avcodec_free_context(encoder);
    }
    if (!bytes.isNull()) {
      avio_closep(bytes);
    }
    if (!muxer.isNull()) {
      avformat_free_context(muxer);
    }
  }
}
