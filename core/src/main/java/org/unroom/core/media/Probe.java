package org.unroom.core.media;

import java.io.IOException;
import java.nio.file.Path;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;

/**
 * What Unroom sees in a media file, decoded once from end to end in blocks.
 *
 * @param format what the file says of its sound
 * @param metadata what it carries beside its sound
 * @param report what was met on the way: length, damage
 * @param loudnessLufs integrated loudness; −∞ where there is none
 * @param truePeakDbtp true peak; −∞ for silence
 * @param clipped samples, over all channels, at full scale or beyond
 */
public record Probe(
    MediaFormat format,
    Metadata metadata,
    ReadReport report,
    double loudnessLufs,
    double truePeakDbtp,
    long clipped) {
  /** Probes a file of any rate and up to 64 channels. */
  public static Probe of(Path file) throws MediaException {
    try (MediaReader reader = MediaReader.open(file, InputPolicy.ANYTHING)) {
      MediaFormat format = reader.format();
      Loudness loudness =
          new Loudness(
              format.sampleRateHz(), LoudnessWeights.of(format.layout(), format.channels()));
      TruePeak peak = new TruePeak(format.sampleRateHz(), format.channels());
      ClippedSamples clipped = new ClippedSamples(format.sampleFormat());
      reader.copyTo(
          (samples, from, count) -> {
            loudness.write(samples, from, count);
            peak.write(samples, from, count);
            clipped.write(samples, from, count);
          },
          Long.MAX_VALUE);
      return new Probe(
          format,
          reader.metadata(),
          reader.report(),
          loudness.integratedLufs(),
          peak.peakDbtp(),
          clipped.count());
    } catch (MediaException e) {
      throw e;
    } catch (IOException e) {
      throw new MediaException(file, "cannot be read (%s)".formatted(IoReason.of(e)), e);
    }
  }
}
