package org.unroom.core.media;

import org.unroom.core.audio.AudioSink;

/** Counts samples, over all channels, at either end of their format's scale or beyond. */
public final class ClippedSamples implements AudioSink {
  private final double highest;
  private long count;

  /** A counter for sound stored as {@code format}. */
  public ClippedSamples(SampleFormat format) {
    double steps = format.stepsToFullScale();
    // a float holds the highest 32-bit integer as 1 itself
    this.highest = format.isFloat() ? 1 : (float) ((steps - 1) / steps);
  }

  @Override
  public void write(float[][] samples, int from, int count) {
    for (float[] channel : samples) {
      for (int n = from; n < from + count; n++) {
        this.count += channel[n] >= highest || channel[n] <= -1 ? 1 : 0;
      }
    }
  }

  /** How many there were so far. */
  public long count() {
    return count;
  }
}
