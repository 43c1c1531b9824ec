package org.unroom.batch.report;

import java.io.IOException;
import java.nio.file.Path;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.loudness.Loudness;
import org.unroom.core.loudness.TruePeak;
import org.unroom.core.media.ClippedSamples;
import org.unroom.core.media.InputPolicy;
import org.unroom.core.media.LoudnessWeights;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.Metadata;
import org.unroom.core.media.ReadReport;
import org.unroom.core.plot.LogSpectrogram;
import org.unroom.core.plot.SpectrogramMeter;
import org.unroom.core.plot.WaveformMeter;

/**
 * A sound file of a report, read once from end to end in blocks.
 *
 * @param kind the word for it: recording, dry, removed, …
 * @param path where it lies
 * @param window the part of it that counts
 * @param format what the file says of its sound
 * @param metadata what it carries beside its sound
 * @param report what was met on the way
 * @param samples per channel that were read
 * @param loudnessLufs integrated loudness, −∞ where there is none
 * @param truePeakDbtp true peak, −∞ for silence
 * @param clipped samples at full scale or beyond
 * @param sha256 of the whole file
 * @param spectrogram of the first two channels
 * @param outline of all channels
 */
record MeasuredSound(
    String kind,
    Path path,
    ReadWindow window,
    MediaFormat format,
    Metadata metadata,
    ReadReport report,
    long samples,
    double loudnessLufs,
    double truePeakDbtp,
    long clipped,
    String sha256,
    LogSpectrogram spectrogram,
    WaveformMeter outline) {

  /**
   * Measures a file.
   *
   * @param window the part of it that counts
   * @param samples per channel that it is known to hold there, at least 1
   */
  static MeasuredSound of(String kind, Path path, ReadWindow window, long samples)
      throws IOException {
    try (MediaReader reader = MediaReader.open(path, InputPolicy.ANYTHING)) {
      MediaFormat format = reader.format();
      reader.skip(window.startSample(format.sampleRateHz()));
      Loudness loudness =
          new Loudness(
              format.sampleRateHz(), LoudnessWeights.of(format.layout(), format.channels()));
      TruePeak peak = new TruePeak(format.sampleRateHz(), format.channels());
      ClippedSamples clipped = new ClippedSamples(format.sampleFormat());
      SpectrogramMeter levels =
          new SpectrogramMeter(format.sampleRateHz(), format.channels(), samples);
      WaveformMeter outline = new WaveformMeter(format.sampleRateHz(), samples);
      long read = reader.copyTo(all(loudness, peak, clipped, levels, outline), samples);
      if (read == 0) {
        throw new MediaException(path, "holds no samples, so there is nothing to report");
      }
      return new MeasuredSound(
          kind,
          path,
          window,
          format,
          reader.metadata(),
          reader.report(),
          read,
          loudness.integratedLufs(),
          peak.peakDbtp(),
          clipped.count(),
          FileHash.sha256(path),
          levels.result(),
          outline);
    }
  }

  private static AudioSink all(AudioSink... sinks) {
    return (samples, from, count) -> {
      for (AudioSink sink : sinks) {
        sink.write(samples, from, count);
      }
    };
  }

  /** Length in seconds. */
  double seconds() {
    return samples / (double) format.sampleRateHz();
  }

  /**
   * A stretch to listen to, the first two channels.
   *
   * @param from first sample, counted from the window's first
   * @param count most samples
   */
  Audio excerpt(long from, long count) throws IOException {
    try (MediaReader reader = MediaReader.open(path, InputPolicy.ANYTHING)) {
      reader.skip(window.startSample(format.sampleRateHz()) + from);
      int heard = Math.min(format.channels(), SpectrogramMeter.MOST_CHANNELS);
      Heard stretch = new Heard(heard, (int) Math.min(count, samples - from));
      reader.copyTo(stretch, stretch.samples[0].length);
      return new Audio(stretch.samples, format.sampleRateHz());
    }
  }

  /** Keeps the first channels of what it is given. */
  private static final class Heard implements AudioSink {
    private final float[][] samples;
    private int filled;

    Heard(int channels, int length) {
      this.samples = new float[channels][length];
    }

    @Override
    public void write(float[][] block, int from, int count) {
      for (int c = 0; c < samples.length; c++) {
        System.arraycopy(block[c], from, samples[c], filled, count);
      }
      filled += count;
    }
  }
}
