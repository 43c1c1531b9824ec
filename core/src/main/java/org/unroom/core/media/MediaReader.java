package org.unroom.core.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.LibavDecoder.Step;

/**
 * Reads the sound of a media file block by block, as {@code float[channel][sample]} with full scale
 * at ±1, at the file's own rate and with its own channels. Sample 0 is the first sample that the
 * file means to be heard: codec priming and padding are left out. What is damaged is read as far as
 * it goes and told by {@link #report}. Not for use by several threads.
 */
public final class MediaReader implements AutoCloseable {
  private static final double LOSSY_SLACK_SECONDS = 0.1;
  private static final int LOSSY_SLACK_SAMPLES = 4096;
  private static final long LONGEST_GAP_SECONDS = 60;

  private final Path file;
  private final InputPolicy policy;
  private final LibavStream stream;
  private final LibavDecoder libav;
  private final MediaFormat format;
  private final DecodedBlock block;
  private double startSeconds;
  private long position;
  private boolean ended;
  private OptionalLong lost = OptionalLong.empty();
  private Optional<Step> lookedAhead = Optional.empty();
  private long nonFinite;
  private OptionalLong firstNonFinite = OptionalLong.empty();

  private MediaReader(Path file, InputPolicy policy, Container container, OptionalInt wanted)
      throws MediaException {
    this.file = file;
    this.policy = policy;
    this.stream = new LibavStream(file, container, wanted);
    this.libav = new LibavDecoder(stream);
    try {
      this.format = StreamFormat.of(file, container, stream);
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
    return open(file, policy, OptionalInt.empty());
  }

  /**
   * As {@link #open(Path, InputPolicy)}.
   *
   * @param audioStream which of several audio streams, 1 for the first; the best one without it
   */
  public static MediaReader open(Path file, InputPolicy policy, OptionalInt audioStream)
      throws MediaException {
    return new MediaReader(file, policy, InputPolicy.admit(file), audioStream);
  }

  /** What the file says of its audio. */
  public MediaFormat format() {
    return format;
  }

  /** What the file carries beside its sound; after the first samples are read. */
  public Metadata metadata() throws MediaException {
    try {
      List<RiffChunk> chunks =
          format.container() == Container.WAV
              ? RiffChunk.read(file, Metadata.CHUNK_LIMIT_BYTES)
              : List.of();
      return new Metadata(
          format.container(),
          stream.tags(),
          chunks,
          stream.demuxer().nb_chapters(),
          stream.input().pictures(),
          Optional.of(
              new TrackOrigin(file, format.container(), stream.stream().index(), startSeconds)));
    } catch (IOException e) {
      throw new MediaException(file, "cannot be read (%s)".formatted(IoReason.of(e)), e);
    }
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
      int taken = block.take(out, from + done, count - done);
      done += taken;
      position += taken;
    }
    return done;
  }

  /** Passes over up to {@code count} samples, decoding them; says how many there were. */
  public long skip(long count) throws MediaException {
    long done = 0;
    while (done < count && ready()) {
      int skipped = block.skip(count - done);
      done += skipped;
      position += skipped;
    }
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

  /** Hands up to {@code count} samples from here to {@code sink}, block by block; says how many. */
  public long copyTo(AudioSink sink, long count) throws IOException {
    float[][] part = new float[format.channels()][AudioSource.BLOCK];
    long done = 0;
    while (done < count) {
      int read = read(part, 0, (int) Math.min(AudioSource.BLOCK, count - done));
      if (read == 0) {
        break;
      }
      sink.write(part, 0, read);
      done += read;
      policy.checkLength(file, done, format.sampleRateHz());
    }
    return done;
  }

  /** What was met so far; what is missing at the end is known at the end. */
  public ReadReport report() {
    return new ReadReport(
        position,
        libav.decodeErrors(),
        nonFinite,
        firstNonFinite,
        ended ? missing() : 0,
        stream.audioStreams(),
        stream.number());
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
  long plausibleRest() {
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
      Step step = lookedAhead.isPresent() ? lookedAhead.get() : libav.next();
      lookedAhead = Optional.empty();
      switch (step) {
        case FRAME -> {
          if (position == 0 && lost.isEmpty()) {
            startSeconds = libav.frameSeconds().orElse(0);
          }
          if (silenceForLost() == 0) {
            fill(libav.frame());
          }
        }
        case LOST -> lost = OptionalLong.of(lost.orElse(0) + libav.lostSamples());
        case END -> ended = true;
      }
    }
    return true;
  }

  /**
   * Puts silence where packets were lost, before the frame that follows them, so that it stays in
   * its place: up to the frame's time stamp, or where there is none (or a wild one) as long as the
   * lost packets. Returns its length.
   */
  private long silenceForLost() {
    if (lost.isEmpty()) {
      return 0;
    }
    long gap = libav.framePosition().orElse(Long.MIN_VALUE) - position;
    boolean believable = gap >= 0 && gap <= LONGEST_GAP_SECONDS * format.sampleRateHz();
    long silence = believable ? gap : lost.getAsLong();
    lost = OptionalLong.empty();
    if (silence > 0) {
      block.fillSilence((int) silence);
      lookedAhead = Optional.of(Step.FRAME);
    }
    return silence;
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
    trimLastFrame();
    if (block.nonFinite() > 0) {
      nonFinite += block.nonFinite();
      if (firstNonFinite.isEmpty()) {
        firstNonFinite = OptionalLong.of(position + block.firstNonFinite());
      }
    }
  }

  /**
   * Drops what the last frame holds beyond the end. MP4 tells by the last packet's duration alone
   * that a codec frame is filled up; Vorbis is trimmed here by its last granule position.
   */
  private void trimLastFrame() throws MediaException {
    long kept = Long.MAX_VALUE;
    if (format.container() == Container.MOV && libav.packetSamples() > 0) {
      kept = libav.packetSamples();
    } else if (format.codec().equals("vorbis") && format.declaredLength().isPresent()) {
      kept = Math.max(0, format.declaredLength().getAsLong() - position);
    }
    if (format.lossy() && kept < block.remaining()) {
      lookedAhead = Optional.of(libav.next());
      if (lookedAhead.get() == Step.END) {
        block.cutAt((int) kept);
      }
    }
  }

  @Override
  public void close() {
    libav.close();
  }
}
