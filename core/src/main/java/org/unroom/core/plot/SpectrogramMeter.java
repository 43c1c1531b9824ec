package org.unroom.core.plot;

import java.util.Arrays;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.Window;

/**
 * Measures a {@link LogSpectrogram} of sound taken block by block, in memory that does not grow
 * with its length. Frames of N samples (the power of two nearest to 64 ms) with the Hann window w
 * lie centred at k S, k = 0, 1, …; with m the magnitudes of frame k,
 *
 * <pre>
 *   p[k][f] = mean over channels of (2 m[f] / sum of w)^2
 *   level[column][row] = 10 log10 of the mean over the column's frames of the highest p in the row
 * </pre>
 *
 * so that a full-scale sine reads 0 dB at any frequency (less up to 1.4 dB between two bins) and
 * high partials do not drown in wide rows; rows narrower than a bin are interpolated. S is N/4, up
 * to N/2 where that still gives two frames to each of 1,000 columns, and longer where that would be
 * more than eight: an hour is sampled, not read in full. The first two channels are looked at.
 */
public final class SpectrogramMeter implements AudioSink {
  /** Channels that are looked at, as they are those that are listened to. */
  public static final int MOST_CHANNELS = 2;

  private static final int MOST_COLUMNS = 1000;
  private static final int ROWS = 240;
  private static final int FEW_A_COLUMN = 2;
  private static final int MANY_A_COLUMN = 8;
  private static final double FRAME_SECONDS = 0.064;
  private static final double LOWEST_HZ = 40;
  private static final double FEWEST_OCTAVES = 4;

  private final int sampleRateHz;
  private final long length;
  private final int nFft;
  private final double step;
  private final long frames;
  private final MagnitudeSpectrogram transform;
  private final double scale;
  private final float[][] ring;
  private final float[] frame;
  private final double[] power;
  private final double[][] sums;
  private final int[] counts;
  private final double lowestHz;
  private long position;
  private long next;

  /**
   * A meter of one sound.
   *
   * @param sampleRateHz samples per second
   * @param channels number of channels
   * @param length samples per channel that will come, at least 1
   */
  public SpectrogramMeter(int sampleRateHz, int channels, long length) {
    if (length < 1) {
      throw new IllegalArgumentException("length=%d must be at least 1".formatted(length));
    }
    this.sampleRateHz = sampleRateHz;
    this.length = length;
    this.nFft = Math.max(16, nearestPowerOfTwo(FRAME_SECONDS * sampleRateHz));
    double few = Math.min(nFft / 2.0, length / (double) (MOST_COLUMNS * FEW_A_COLUMN));
    double many = length / (double) (MOST_COLUMNS * MANY_A_COLUMN);
    this.step = Math.max(nFft / 4.0, Math.max(few, many));
    this.frames = (long) Math.ceil(length / step);
    double[] window = Window.HANN.periodic(nFft);
    this.transform = new MagnitudeSpectrogram(window, nFft, nFft);
    this.scale = 2 / Arrays.stream(window).sum();
    this.ring = new float[Math.min(channels, MOST_CHANNELS)][nFft];
    this.frame = new float[nFft];
    this.power = new double[nFft / 2 + 1];
    int columns = (int) Math.min(MOST_COLUMNS, frames);
    this.sums = new double[columns][ROWS];
    this.counts = new int[columns];
    this.lowestHz = Math.min(LOWEST_HZ, sampleRateHz / 2.0 / Math.pow(2, FEWEST_OCTAVES));
  }

  private static int nearestPowerOfTwo(double x) {
    int above = RealFft.nextPowerOfTwo((int) Math.ceil(x));
    return x * x < above * (above / 2.0) ? above / 2 : above;
  }

  @Override
  public void write(float[][] samples, int from, int count) {
    for (int n = from; n < from + count; n++) {
      int at = (int) (position % nFft);
      for (int c = 0; c < ring.length; c++) {
        ring[c][at] = samples[c][n];
      }
      position++;
      while (next < frames && position == endOf(next)) {
        measure();
      }
    }
  }

  /** First sample behind frame k. */
  private long endOf(long k) {
    return Math.round(k * step) + nFft / 2;
  }

  private void measure() {
    Arrays.fill(power, 0);
    for (float[] channel : ring) {
      int oldest = (int) (position % nFft);
      System.arraycopy(channel, oldest, frame, 0, nFft - oldest);
      System.arraycopy(channel, 0, frame, nFft - oldest, oldest);
      float[] mag = transform.of(frame, 1)[0];
      for (int f = 0; f < power.length; f++) {
        power[f] += (scale * mag[f]) * (scale * mag[f]) / ring.length;
      }
    }
    int column = (int) Math.min(sums.length - 1, next * sums.length / frames);
    counts[column]++;
    for (int row = 0; row < ROWS; row++) {
      sums[column][row] += highest(binOf(row), binOf(row + 1));
    }
    next++;
  }

  /** The lower edge of a row in bins. */
  private double binOf(int row) {
    double highestHz = sampleRateHz / 2.0;
    double hz = lowestHz * Math.pow(highestHz / lowestHz, row / (double) ROWS);
    return hz * nFft / sampleRateHz;
  }

  private double highest(double from, double to) {
    int first = (int) Math.ceil(from);
    int last = Math.min(power.length - 1, (int) Math.floor(to));
    if (last <= first) {
      double center = (from + to) / 2;
      int below = Math.min((int) center, power.length - 2);
      double share = center - below;
      return (1 - share) * power[below] + share * power[below + 1];
    }
    double highest = 0;
    for (int f = first; f <= last; f++) {
      highest = Math.max(highest, power[f]);
    }
    return highest;
  }

  /** The spectrogram; behind what was taken there is silence. */
  public LogSpectrogram result() {
    float[][] silence = new float[ring.length][nFft];
    while (next < frames) {
      write(silence, 0, (int) Math.min(nFft, endOf(next) - position));
    }
    float[][] levelDb = new float[sums.length][ROWS];
    for (int column = 0; column < sums.length; column++) {
      for (int row = 0; row < ROWS; row++) {
        double mean = sums[column][row] / Math.max(1, counts[column]);
        levelDb[column][row] = (float) Decibels.ofPower(mean);
      }
    }
    return new LogSpectrogram(
        levelDb, lowestHz, sampleRateHz / 2.0, length / (double) sampleRateHz);
  }
}
