package org.unroom.core.media;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;

/**
 * One sound on its way into a file: written under a temporary name, read back and counted, and only
 * then given its name by {@link #commit}. Several deliveries can be prepared before the first is
 * committed, so that a recording's files appear together or not at all.
 */
public final class AudioDelivery implements AutoCloseable {
  private static final int COMPARED = 4096;

  private final Path target;
  private final AtomicOutput output;
  private final OutputFormat format;
  private final List<String> notes = new ArrayList<>();
  private int audioNumber = 1;
  private long priming;

  /** As {@link #AudioDelivery(AudioSource, OutputFormat, Path, boolean)} of sound in memory. */
  public AudioDelivery(Audio audio, OutputFormat format, Path target, boolean replace)
      throws MediaException {
    this(AudioSource.of(audio), format, target, replace);
  }

  /** As the long form, of sound that carries nothing else. */
  public AudioDelivery(AudioSource audio, OutputFormat format, Path target, boolean replace)
      throws MediaException {
    this(audio, Metadata.NONE, format, target, replace);
  }

  /**
   * Writes and checks the file under its temporary name, block by block.
   *
   * @param audio samples, for integer formats on the grid ({@link Quantizer})
   * @param metadata what else the file is to carry, as far as its kind holds it
   * @param format how to store them
   * @param target the file's name
   * @param replace whether a file of that name may be replaced
   */
  public AudioDelivery(
      AudioSource audio, Metadata metadata, OutputFormat format, Path target, boolean replace)
      throws MediaException {
    this.target = target;
    this.format = format;
    this.output = new AtomicOutput(target, replace);
    try {
      requireSpace(audio.length());
      write(audio, metadata);
      notes.addAll(metadata.lossesIn(format.muxer()));
      verify(audio.length(), metadata);
    } catch (MediaException | RuntimeException e) {
      output.close();
      throw e;
    }
  }

  /** The file's name. */
  public Path target() {
    return target;
  }

  /** How it is stored. */
  public OutputFormat format() {
    return format;
  }

  /** What the file could not keep, a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Gives the file its name. */
  public void commit() throws MediaException {
    output.commit();
  }

  private void write(AudioSource audio, Metadata metadata) throws MediaException {
    try (MediaWriter writer =
        new MediaWriter(output.temporary(), format, audio.length(), metadata)) {
      audio.forEachBlock(
          (samples, from, count) -> {
            requireFinite(samples, from, count, writer.written());
            writer.write(samples, from, count);
          });
      writer.finish();
      audioNumber = writer.audioNumber();
      priming = writer.audiblePriming();
      notes.addAll(writer.leftOut());
    } catch (MediaException e) {
      throw new MediaException(target, e.problem(), e);
    } catch (IOException e) {
      throw new MediaException(target, "cannot be written (%s)".formatted(IoReason.of(e)), e);
    }
  }

  /** Reads the file back to the end; what was written must be readable whatever the policy says. */
  private void verify(long samples, Metadata metadata) throws MediaException {
    try (MediaReader reader =
        MediaReader.open(output.temporary(), InputPolicy.ANYTHING, OptionalInt.of(audioNumber))) {
      long found = reader.skip(Long.MAX_VALUE);
      MediaFormat stored = reader.format();
      if (found != samples + priming
          || stored.sampleRateHz() != format.sampleRateHz()
          || stored.channels() != format.channels()
          || reader.report().damaged()) {
        throw new MediaException(output.temporary(), "%d samples came back".formatted(found));
      }
      if (!stored.layout().equals(format.layout())) {
        notes.add(
            "%s does not hold the channel layout %s; it reads as %s"
                .formatted(format.container().title(), format.layout(), stored.layout()));
      }
      Set<String> lost = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      lost.addAll(metadata.tagsFor(format.container()).keySet());
      reader.metadata().tags().keySet().forEach(lost::remove);
      if (!lost.isEmpty()) {
        notes.add("its tags %s are not carried over".formatted(String.join(", ", lost)));
      }
    } catch (MediaException e) {
      throw new MediaException(
          target,
          "was not stored right and given up (%d samples written; %s)"
              .formatted(samples, e.problem()),
          e);
    }
  }

  /**
   * Reads the file back and compares every sample, before it gets its name.
   *
   * @param audio what was written
   * @return false where the codec is lossy, so that samples differ anyway
   * @throws MediaException naming the first sample that differs
   */
  public boolean verifySamples(AudioSource audio) throws MediaException {
    if (!format.codec().lossless()) {
      return false;
    }
    try (MediaReader reader =
        MediaReader.open(output.temporary(), InputPolicy.ANYTHING, OptionalInt.of(audioNumber))) {
      long[] done = {0};
      float[][] written = new float[format.channels()][COMPARED];
      reader.skip(priming);
      reader.copyTo(
          (samples, from, count) -> {
            for (int at = 0; at < count; at += COMPARED) {
              int part = Math.min(COMPARED, count - at);
              audio.read(done[0], written, 0, part);
              requireSame(written, samples, from + at, part, done[0]);
              done[0] += part;
            }
          },
          audio.length());
      return true;
    } catch (IOException e) {
      String why = e instanceof MediaException known ? known.problem() : IoReason.of(e);
      throw new MediaException(target, "was not stored right and given up (%s)".formatted(why), e);
    }
  }

  private void requireSame(float[][] written, float[][] found, int from, int count, long first)
      throws MediaException {
    for (int c = 0; c < written.length; c++) {
      for (int n = 0; n < count; n++) {
        if (written[c][n] != found[c][from + n]) {
          throw new MediaException(
              target,
              "sample %d of channel %d came back as %s instead of %s"
                  .formatted(first + n, c + 1, found[c][from + n], written[c][n]));
        }
      }
    }
  }

  private void requireFinite(float[][] samples, int from, int count, long position) {
    for (int c = 0; c < samples.length; c++) {
      for (int n = from; n < from + count; n++) {
        if (!Float.isFinite(samples[c][n])) {
          throw new IllegalStateException(
              "%s: sample %d of channel %d came out as %s"
                  .formatted(target, position + n - from, c, samples[c][n]));
        }
      }
    }
  }

  private void requireSpace(long samples) throws MediaException {
    try {
      FileStore store = Files.getFileStore(output.temporary());
      long usable = store.getUsableSpace();
      if (usable < format.bytesFor(samples)) {
        throw new MediaException(
            target,
            String.format(
                Locale.ROOT,
                "needs %.1f MB, the disk has %.1f MB free",
                format.bytesFor(samples) / 1e6,
                usable / 1e6));
      }
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      // a file system that does not tell its free space says so when it is full
      return;
    }
  }

  @Override
  public void close() {
    output.close();
  }
}
