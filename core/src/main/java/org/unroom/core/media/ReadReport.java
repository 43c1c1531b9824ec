package org.unroom.core.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a reader met on its way.
 *
 * @param samples samples per channel read or skipped so far
 * @param decodeErrors packets that could not be decoded cleanly; silence stands for those lost
 * @param nonFinite samples, over all channels, that were NaN or infinite; each became 0
 * @param firstNonFinite index of the first of them, where there was one
 * @param missing samples per channel that the file promised and did not hold; known at its end
 * @param audioStreams audio streams in the file
 * @param audioStream which of them is read, 1 for the first
 */
public record ReadReport(
    long samples,
    int decodeErrors,
    long nonFinite,
    OptionalLong firstNonFinite,
    long missing,
    int audioStreams,
    int audioStream) {

  /** Whether the file is damaged: something of its sound is lost. */
  public boolean damaged() {
    return decodeErrors > 0 || nonFinite > 0 || missing > 0;
  }

  /**
   * One line for each kind of damage.
   *
   * @param sampleRateHz to say where, in seconds
   */
  public List<String> damage(int sampleRateHz) {
    List<String> lines = new ArrayList<>();
    if (missing > 0) {
      lines.add(
          line(
              "cut off: its header promises %.3f s, it holds %.3f s",
              (samples + missing) / (double) sampleRateHz, samples / (double) sampleRateHz));
    }
    if (decodeErrors > 0) {
      lines.add(
          line(
              "damaged: %d %s could not be decoded; silence stands in their place",
              decodeErrors, decodeErrors == 1 ? "packet" : "packets"));
    }
    firstNonFinite.ifPresent(
        first ->
            lines.add(
                line(
                    "%d %s not a finite number (first at sample %d, %.3f s); taken as silence",
                    nonFinite,
                    nonFinite == 1 ? "sample is" : "samples are",
                    first,
                    first / (double) sampleRateHz)));
    return lines;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
