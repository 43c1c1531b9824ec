package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.InputPolicy;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.ReadReport;
import org.unroom.core.media.RiffChunk;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.media.ScratchSpace;

/**
 * A recording, or a part of one, decoded.
 *
 * @param audio its samples, at least one
 * @param format what the file says of itself
 * @param metadata what else the file carries that fits the part read
 * @param warnings damage that was met, a line each
 * @param notes what else its owner may want to know, a line each
 */
public record Recording(
    AudioSource audio,
    MediaFormat format,
    Metadata metadata,
    List<String> warnings,
    List<String> notes) {

  /**
   * Reads a recording.
   *
   * @param strict whether damage is an error instead of a warning
   * @param scratch holds its samples
   */
  public static Recording read(Path file, ReadWindow window, boolean strict, ScratchSpace scratch)
      throws IOException {
    try (MediaReader reader = MediaReader.open(file, InputPolicy.STANDARD, window.audioStream())) {
      MediaFormat format = reader.format();
      AudioSource audio = readWindow(file, reader, window, scratch);
      ReadReport report = reader.report();
      List<String> damage = report.damage(format.sampleRateHz());
      if (strict && report.damaged()) {
        throw new MediaException(file, String.join("; ", damage) + " (an error under --strict)");
      }
      return new Recording(
          audio, format, metadata(reader, window), damage, notes(reader, window, report));
    }
  }

  /** Places that chunks and chapters name are those of the whole recording. */
  private static Metadata metadata(MediaReader reader, ReadWindow window) throws MediaException {
    Metadata all = reader.metadata();
    return window.isWhole() ? all : all.withoutPlaces();
  }

  private static AudioSource readWindow(
      Path file, MediaReader reader, ReadWindow window, ScratchSpace scratch) throws IOException {
    int rate = reader.format().sampleRateHz();
    long skipped = reader.skip(window.startSample(rate));
    AudioSource audio = scratch.decode(reader, window.samples(rate));
    if (audio.length() == 0 && skipped > 0) {
      throw new MediaException(
          file,
          String.format(
              Locale.ROOT,
              "--start=%s lies behind its end, it is %.3f s long",
              window.startSeconds(),
              skipped / (double) rate));
    }
    if (audio.length() == 0) {
      throw new MediaException(file, "holds no samples, so there is nothing to work on");
    }
    return audio;
  }

  private static List<String> notes(MediaReader reader, ReadWindow window, ReadReport report)
      throws MediaException {
    List<String> notes = new ArrayList<>();
    if (report.audioStreams() > 1) {
      notes.add(
          "audio stream %d of %d is worked on"
              .formatted(report.audioStream(), report.audioStreams()));
    }
    List<String> places =
        reader.metadata().chunks().stream()
            .filter(RiffChunk::namesPlaces)
            .map(RiffChunk::id)
            .toList();
    if (!places.isEmpty() && !window.isWhole()) {
      notes.add(
          "its chunks %s name places in the whole and are not carried over"
              .formatted(String.join(", ", places)));
    }
    SampleFormat samples = reader.format().sampleFormat();
    if (!samples.fitsFloat()) {
      notes.add("its %s samples are carried with 24 bits".formatted(samples.description()));
    }
    return notes;
  }
}
