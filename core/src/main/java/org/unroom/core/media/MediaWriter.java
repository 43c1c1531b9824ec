package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
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
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.unroom.core.audio.AudioSink;

/**
 * Writes samples, {@code float[channel][sample]} with full scale at ±1, to a media file block by
 * block. Integer formats get the nearest value: whoever has samples off the grid puts them on it
 * with {@link Quantizer} first. A WAV that may grow beyond 4 GB becomes an RF64. Headers hold
 * nothing that differs from one run to the next. Where the sound comes from a file that holds more,
 * video above all, that is copied beside it ({@link StreamCopy}). Nothing is complete before {@link
 * #finish}; names and replacing are up to {@link AtomicOutput}.
 */
public final class MediaWriter implements AudioSink, AutoCloseable {
  /** Data of a plain WAV stay under 4 GB with room for chunks around them. */
  private static final long WAV_LIMIT_BYTES = 0xffff_ffffL - (1 << 20);

  private final Path file;
  private final OutputFormat format;
  private final List<RiffChunk> chunks;
  private final AVFormatContext muxer = new AVFormatContext(null);
  private Optional<StreamCopy> beside = Optional.empty();
  private Optional<AudioEncoder> encoder = Optional.empty();
  private AVIOContext bytes = new AVIOContext(null);
  private AVStream stream = new AVStream(null);
  private long firstSample;

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
    this.chunks = metadata.chunksFor(format.container());
    try {
      check(avformat_alloc_output_context2(muxer, null, format.muxer().format(), null));
      muxer.flags(muxer.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
      boolean globalHeader = (muxer.oformat().flags() & AVFMT_GLOBALHEADER) != 0;
      encoder = Optional.of(new AudioEncoder(file, format, globalHeader, this::take));
      addStreams(metadata);
      for (Map.Entry<String, String> tag : metadata.tagsFor(format.container()).entrySet()) {
        setTag(tag.getKey(), tag.getValue());
      }
      openFile(format.bytesFor(samples) + RiffChunkWriter.bytesOf(chunks) > WAV_LIMIT_BYTES);
    } catch (MediaException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void addStreams(Metadata metadata) throws MediaException {
    Optional<TrackOrigin> origin = metadata.originFor(format.muxer());
    if (origin.isPresent()) {
      StreamCopy copy = new StreamCopy(origin.get(), file, format.muxer());
      beside = Optional.of(copy);
      stream = copy.addStreams(muxer);
      copy.addChapters(muxer);
      firstSample = Math.round(copy.startSeconds() * format.sampleRateHz());
    } else {
      stream = avformat_new_stream(muxer, null);
    }
    stream.time_base().num(1).den(format.sampleRateHz());
    check(avcodec_parameters_from_context(stream.codecpar(), encoder.orElseThrow().context()));
  }

  /** FFmpeg takes texts in UTF-8. */
  private void setTag(String name, String text) {
    AVDictionary changed = new AVDictionary(muxer.metadata());
    try (BytePointer key = Libav.terminated(name);
        BytePointer value = Libav.terminated(text)) {
      av_dict_set(changed, key, value, 0);
    }
    muxer.metadata(changed);
  }

  private void openFile(boolean large) throws MediaException {
    AVDictionary options = new AVDictionary(null);
    try (BytePointer url = Libav.url(file)) {
      check(avio_open2(bytes, url, AVIO_FLAG_WRITE, (AVIOInterruptCB) null, options));
      muxer.pb(bytes);
      if (large && format.muxer() == Muxer.WAV) {
        av_dict_set(options, "rf64", "always", 0);
      }
      check(avformat_write_header(muxer, options));
    } finally {
      av_dict_free(options);
    }
  }

  @Override
  public void write(float[][] samples, int from, int count) throws MediaException {
    encoder.orElseThrow().write(samples, from, count);
  }

  /** Samples per channel handed over so far. */
  public long written() {
    return encoder.orElseThrow().written();
  }

  /** Which of the file's audio streams this is, 1 for the first. */
  int audioNumber() {
    return beside.map(StreamCopy::audioNumber).orElse(1);
  }

  /**
   * Samples of the codec's priming that a reader gets before the sound. MP4 and QuickTime tell of
   * priming by an edit that begins behind it; sound that begins late needs that edit for its delay,
   * and begins earlier by the priming.
   */
  long audiblePriming() {
    boolean late = firstSample > 0 && format.container() == Container.MOV;
    return late ? encoder.orElseThrow().context().initial_padding() : 0;
  }

  /** What lay beside the sound and has no place in this kind of file, a line each. */
  List<String> leftOut() {
    return beside.map(StreamCopy::leftOut).orElse(List.of());
  }

  /** Writes an encoded packet, behind what belongs before it of the other streams. */
  private void take(AVPacket packet) throws MediaException {
    packet.pts(packet.pts() + firstSample);
    packet.dts(packet.dts() + firstSample);
    if (beside.isPresent()) {
      beside.get().until(packet.dts() / (double) format.sampleRateHz(), muxer);
    }
    packet.stream_index(stream.index());
    av_packet_rescale_ts(packet, encoder.orElseThrow().context().time_base(), stream.time_base());
    check(av_interleaved_write_frame(muxer, packet));
    check(bytes.error());
  }

  /** Writes what is left and the sizes in the header; the file is complete then. */
  public void finish() throws MediaException {
    encoder.orElseThrow().finish();
    if (beside.isPresent()) {
      beside.get().rest(muxer);
    }
    check(av_write_trailer(muxer));
    avio_flush(bytes);
    check(bytes.error());
    check(avio_closep(bytes));
    try {
      if (format.muxer() == Muxer.W64) {
        Wave64Size.state(file, written() * format.channels() * format.sampleFormat().bytes());
      }
      // chunks behind samples of size 0 would be read as samples
      if (written() > 0) {
        RiffChunkWriter.insert(file, chunks);
      }
    } catch (IOException e) {
      throw new MediaException(file, "cannot be written (%s)".formatted(IoReason.of(e)), e);
    }
  }

  private void check(int result) throws MediaException {
    Libav.check(result, file, "cannot be written");
  }

  @Override
  public void close() {
    encoder.ifPresent(AudioEncoder::close);
    beside.ifPresent(StreamCopy::close);
    if (!bytes.isNull()) {
      avio_closep(bytes);
    }
    if (!muxer.isNull()) {
      avformat_free_context(muxer);
    }
  }
}
