package org.unroom.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSLESS;
import static org.bytedeco.ffmpeg.global.avcodec.av_get_exact_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_packed_sample_fmt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.unroom.core.audio.Audio;

/**
 * Reads the sound of a media file block by block, as {@code float[channel][sample]} with full scale
 * at ±1, at the file's own rate and with its own channels. Sample 0 is the first sample that the
 * file means to be heard: codec priming and padding are left out. What is damaged is read as far as
 * it goes and told by {@link #report}. Not for use by several threads.
 */
public final class MediaReader implements AutoCloseable {
  private static final double LOSSY_SLACK_SECONDS = 0.1;
  private static final int LOSSY_SLACK_SAMPLES = 4096;

  private final Path file;
  private final InputPolicy policy;
  private final LibavDecoder libav;
  private final MediaFormat format;
  private final DecodedBlock block;
  private long position;
  private boolean ended;
  private long nonFinite;
  private OptionalLong firstNonFinite = OptionalLong.empty();

  private MediaReader(Path file, InputPolicy policy, Container container) throws MediaException {
    this.file = file;
    this.policy = policy;
    this.libav = new LibavDecoder(file, container);
    try {
      this.format = formatOf(container);
      policy.check(file, format);
      this.block = new DecodedBlock(format.channels());
    } catch (MediaException | RuntimeException e) {
      libav.close();
      throw e;
    }
  }

  /** Opens a file under the standard policy. */
  public static MediaReader open(Path file) throws MediaException {
    return open(file, InputPolicy.STANDARD);
  }

  /** Opens a file, or says in one line why it is not opened. */
  public static MediaReader open(Path file, InputPolicy policy) throws MediaException {
    return new MediaReader(file, policy, InputPolicy.admit(file));
  }

  /** What the file says of its audio. */
  public MediaFormat format() {
    return format;
  }

  /**
   * Reads on.
   *
   * @param out receives samples in {@code out[channel][from…from+count)}
   * @return samples per channel read: {@code count}, or fewer at the end, where it is 0
   */
  public int read(float[][] out, int from, int count) throws MediaException {
    int done = 0;
    while (done < count && ready()) {
      done += block.take(out, from + done, count - done);
    }
    position += done;
    return done;
  }

  /** Passes over up to {@code count} samples, decoding them; says how many there were. */
  public long skip(long count) throws MediaException {
    long done = 0;
    while (done < count && ready()) {
      done += block.skip(count - done);
    }
    position += done;
    return done;
  }

  /** Everything from here to the end. */
  public Audio readAll() throws MediaException {
    return readUpTo(Long.MAX_VALUE);
  }

  /** Up to {@code count} samples per channel from here. */
  public Audio readUpTo(long count) throws MediaException {
    SampleStore store = new SampleStore(file, format.channels());
    store.reserve(Math.min(count, plausibleRest()));
    while (store.length() < count && ready()) {
      int room = (int) Math.min(store.makeRoom(), count - store.length());
      store.add(read(store.channels(), store.length(), room));
      policy.checkLength(file, store.length(), format.sampleRateHz());
    }
    return new Audio(store.trimmed(), format.sampleRateHz());
  }

  /** What was met so far; what is missing at the end is known at the end. */
  public ReadReport report() {
    return new ReadReport(
        position,
        libav.decodeErrors(),
        nonFinite,
        firstNonFinite,
        ended ? missing() : 0,
        libav.audioStreams());
  }

  private long missing() {
    if (format.declaredLength().isEmpty()) {
      return 0;
    }
    long missing = Math.max(0, format.declaredLength().getAsLong() - position);
    double slack =
        format.lossy()
            ? Math.max(LOSSY_SLACK_SAMPLES, LOSSY_SLACK_SECONDS * format.sampleRateHz())
            : 0;
    return missing <= slack ? 0 : missing;
  }

  /** Samples to make room for: the declared rest, no more than uncompressed bytes can hold. */
  private long plausibleRest() {
    long declared = format.declaredLength().orElse(0);
    try {
      long most = format.codec().startsWith("pcm_") ? Files.size(file) : Long.MAX_VALUE;
      return Math.max(0, Math.min(declared, most) - position);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Decodes until samples are at hand; false at the end. */
  private boolean ready() throws MediaException {
    while (block.remaining() == 0) {
      if (ended) {
        return false;
      }
      switch (libav.next()) {
        case FRAME -> fill(libav.frame());
        case LOST -> block.fillSilence((int) Math.min(libav.lostSamples(), Integer.MAX_VALUE / 2));
        case END -> ended = true;
      }
    }
    return true;
  }

  private void fill(AVFrame frame) throws MediaException {
    if (frame.sample_rate() != format.sampleRateHz()
        || frame.ch_layout().nb_channels() != format.channels()) {
      throw new MediaException(
          file,
          "changes at sample %d from %d channels at %d Hz to %d at %d Hz; cut it there"
              .formatted(
                  position,
                  format.channels(),
                  format.sampleRateHz(),
                  frame.ch_layout().nb_channels(),
                  frame.sample_rate()));
    }
    block.fill(frame);
    if (block.nonFinite() > 0) {
      nonFinite += block.nonFinite();
      if (firstNonFinite.isEmpty()) {
        firstNonFinite = OptionalLong.of(position + block.firstNonFinite());
      }
    }
  }

  private MediaFormat formatOf(Container container) throws MediaException {
    AVCodecContext decoder = libav.decoder();
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
        lossy ? SampleFormat.F32 : sampleFormat(decoder),
        decoder.sample_rate(),
        channels,
        Libav.describe(decoder.ch_layout()),
        declaredLength(container, channels));
  }

  private static SampleFormat sampleFormat(AVCodecContext decoder) {
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
    int bits = av_get_exact_bits_per_sample(libav.decoder().codec_id());
    if (bits > 0) {
      long bytesPerSample = (long) channels * bits / 8;
      Optional<AudioChunk> chunk = audioChunk(container);
      if (chunk.isPresent() && bytesPerSample > 0) {
        return OptionalLong.of(chunk.get().bytes() / bytesPerSample);
      }
    }
    return libav.durationIsDeclared()
        ? OptionalLong.of(libav.samples(libav.stream().duration()))
        : OptionalLong.empty();
  }

  private Optional<AudioChunk> audioChunk(Container container) throws MediaException {
    try {
      return AudioChunk.find(file, container);
    } catch (IOException e) {
      throw new MediaException(file, "cannot be read (%s)".formatted(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    libav.close();
  }
}
