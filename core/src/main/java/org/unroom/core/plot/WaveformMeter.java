package org.unroom.core.plot;

import java.util.Arrays;
import org.unroom.core.audio.AudioSink;

/**
 * The outline of a sound taken block by block: the lowest and the highest sample of all channels in
 * each of up to 1,000 stretches of equal length, and the energy of each stretch.
 */
public final class WaveformMeter implements AudioSink {
  private static final int MOST_COLUMNS = 1000;

  private final long length;
  private final int sampleRateHz;
  private final float[] lowest;
  private final float[] highest;
  private final double[] energy;
  private long position;

  /**
   * A meter of one sound.
   *
   * @param sampleRateHz samples per second
   * @param length samples per channel that will come, at least 1
   */
  public WaveformMeter(int sampleRateHz, long length) {
    this.length = length;
    this.sampleRateHz = sampleRateHz;
    int columns = (int) Math.min(MOST_COLUMNS, length);
    this.lowest = new float[columns];
    this.highest = new float[columns];
    this.energy = new double[columns];
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
  }

  @Override
  public void write(float[][] samples, int from, int count) {
    for (int n = from; n < from + count && position < length; n++, position++) {
      int column = (int) (position * lowest.length / length);
      for (float[] channel : samples) {
        lowest[column] = Math.min(lowest[column], channel[n]);
        highest[column] = Math.max(highest[column], channel[n]);
        energy[column] += (double) channel[n] * channel[n];
      }
    }
  }

  /** Number of stretches. */
  public int columns() {
    return lowest.length;
  }

  /** Middle of stretch i in seconds. */
  public double seconds(int i) {
    return (i + 0.5) * length / lowest.length / sampleRateHz;
  }

  /** Lowest sample of stretch i; 0 where none came. */
  public float lowest(int i) {
    return lowest[i] > highest[i] ? 0 : lowest[i];
  }

  /** Highest sample of stretch i; 0 where none came. */
  public float highest(int i) {
    return lowest[i] > highest[i] ? 0 : highest[i];
  }

  /**
   * First sample of the stretch of {@code count} samples that holds most energy, as far as the
   * columns tell; 0 where the sound is no longer than that.
   */
  public long loudest(long count) {
    if (count >= length) {
      return 0;
    }
    int span = (int) Math.max(1, count * energy.length / length);
    double sum = 0;
    double most = -1;
    int best = 0;
    for (int i = 0; i < energy.length; i++) {
      sum += energy[i] - (i >= span ? energy[i - span] : 0);
      if (i >= span - 1 && sum > most * (1 + 1e-9)) {
        most = sum;
        best = i - span + 1;
      }
    }
    return Math.min(length - count, best * length / energy.length);
  }
}
