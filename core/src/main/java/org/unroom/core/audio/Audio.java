package org.unroom.core.audio;

import java.util.Arrays;

/**
 * Sampled sound in memory: {@code channels[c][n]}, 32-bit float, full scale ±1 (values beyond it
 * are kept), every channel of the same length, at one sample rate in hertz. The arrays are not
 * copied: whoever builds an {@code Audio} hands them over and changes them no more.
 */
public final class Audio {
  private final float[][] channels;
  private final int sampleRateHz;

  /**
   * Takes over the sample arrays.
   *
   * @param channels samples, {@code [channel][sample]}, at least one channel, equal lengths (0
   *     allowed)
   * @param sampleRateHz samples per second, at least 1
   */
  public Audio(float[][] channels, int sampleRateHz) {
    if (channels.length == 0) {
      throw new IllegalArgumentException("channels=0: audio has at least one channel");
    }
    for (float[] channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "channel lengths %d and %d differ; pad the shorter one"
                .formatted(channels[0].length, channel.length));
      }
    }
    if (sampleRateHz < 1) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d must be at least 1".formatted(sampleRateHz));
    }
    this.channels = channels;
    this.sampleRateHz = sampleRateHz;
  }

  /** One channel. */
  public static Audio mono(float[] samples, int sampleRateHz) {
    return new Audio(new float[][] {samples}, sampleRateHz);
  }

  /** The samples of channel {@code c}, not a copy. */
  public float[] channel(int c) {
    return channels[c];
  }

  /** Number of channels, at least 1. */
  public int channelCount() {
    return channels.length;
  }

  /** Samples per channel. */
  public int length() {
    return channels[0].length;
  }

  /** Samples per second. */
  public int sampleRateHz() {
    return sampleRateHz;
  }

  /** The mean over the channels, sample for sample; of one channel its samples, not a copy. */
  public float[] mean() {
    if (channels.length == 1) {
      return channels[0];
    }
    float[] mean = new float[length()];
    for (float[] channel : channels) {
      for (int n = 0; n < mean.length; n++) {
        mean[n] += channel[n] / channels.length;
      }
    }
    return mean;
  }

  /** Length in seconds. */
  public double seconds() {
    return length() / (double) sampleRateHz;
  }

  /** The samples {@code [from, to)} of every channel, copied. */
  public Audio slice(int from, int to) {
    float[][] part = new float[channels.length][];
    for (int c = 0; c < part.length; c++) {
      part[c] = Arrays.copyOfRange(channels[c], from, to);
    }
    return new Audio(part, sampleRateHz);
  }

  /** This minus {@code other}, sample for sample; same shape and rate. */
  public Audio minus(Audio other) {
    requireSameShape(other);
    float[][] difference = new float[channels.length][length()];
    for (int c = 0; c < difference.length; c++) {
      for (int n = 0; n < difference[c].length; n++) {
        difference[c][n] = channels[c][n] - other.channels[c][n];
      }
    }
    return new Audio(difference, sampleRateHz);
  }

  private void requireSameShape(Audio other) {
    if (other.channels.length != channels.length
        || other.length() != length()
        || other.sampleRateHz != sampleRateHz) {
      throw new IllegalArgumentException(
          "%s and %s differ in shape; both need the same channels, length and rate"
              .formatted(this, other));
    }
  }

  @Override
  public String toString() {
    return "%d channels x %d samples at %d Hz".formatted(channels.length, length(), sampleRateHz);
  }
}
