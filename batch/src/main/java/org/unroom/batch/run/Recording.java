package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.Decoded;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.ReadReport;
import org.unroom.core.media.RiffChunk;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;

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
   * @param decoder decodes it
   * @param scratch holds its samples
   */
  public static Recording read(
      Path file, ReadWindow window, boolean strict, SoundDecoder decoder, ScratchSpace scratch)
      throws IOException {
    Decoded decoded = decoder.decode(window.request(file), scratch);
    MediaFormat format = decoded.format();
    requireSamples(file, window, decoded);
    ReadReport report = decoded.report();
    List<String> damage = report.damage(format.sampleRateHz());
    if (strict && report.damaged()) {
      throw new MediaException(file, String.join("; ", damage) + " (an error under --strict)");
    }
    // places that chunks and chapters name are those of the whole recording
    Metadata metadata = window.isWhole() ? decoded.metadata() : decoded.metadata().withoutPlaces();
    return new Recording(decoded.audio(), format, metadata, damage, notes(decoded, window));
  }

  /** Reads the whole of a file that is needed beside a job's own recording. */
  static Recording readOther(Path file, SoundDecoder decoder, ScratchSpace scratch)
      throws IOException {
    try {
      return read(file, ReadWindow.WHOLE, false, decoder, scratch);
    } catch (MediaException e) {
      throw new OtherFileException(e);
    }
  }

  private static void requireSamples(Path file, ReadWindow window, Decoded decoded)
      throws MediaException {
    if (decoded.audio().length() == 0 && decoded.skipped() > 0) {
      throw new MediaException(
          file,
          String.format(
              Locale.ROOT,
              "--start=%s lies behind its end, it is %.3f s long",
              window.startSeconds(),
              decoded.skipped() / (double) decoded.format().sampleRateHz()));
    }
    if (decoded.audio().length() == 0) {
      throw new MediaException(file, "holds no samples, so there is nothing to work on");
    }
  }

  private static List<String> notes(Decoded decoded, ReadWindow window) {
    ReadReport report = decoded.report();
    List<String> notes = new ArrayList<>();
    if (report.audioStreams() > 1) {
      notes.add(
          "audio stream %d of %d is worked on"
              .formatted(report.audioStream(), report.audioStreams()));
    }
    List<String> places =
        decoded.metadata().chunks().stream()
            .filter(RiffChunk::namesPlaces)
            .map(RiffChunk::id)
            .toList();
    if (!places.isEmpty() && !window.isWhole()) {
      notes.add(
          "its chunks %s name places in the whole and are not carried over"
              .formatted(String.join(", ", places)));
    }
    SampleFormat samples = decoded.format().sampleFormat();
    if (!samples.fitsFloat()) {
      notes.add("its %s samples are carried with 24 bits".formatted(samples.description()));
    }
    return notes;
  }
}
