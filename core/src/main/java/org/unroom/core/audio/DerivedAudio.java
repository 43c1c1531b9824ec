package org.unroom.core.audio;

import java.io.IOException;

/**
 * Sound that is computed from another as it is read, sample by sample: {@code y[c][n] = f(x[c][n],
 * c, n)}, with the shape and rate of x. It takes no memory; what is read twice is computed twice.
 */
public abstract class DerivedAudio implements AudioSource {
  private final AudioSource origin;

  /** Of {@code origin}, which stays open as long as this is read. */
  protected DerivedAudio(AudioSource origin) {
    this.origin = origin;
  }

  /**
   * Turns x into y in place.
   *
   * @param samples {@code samples[c][at…at+count)} hold x
   * @param from which sample of the sound the first of them is
   */
  protected abstract void change(float[][] samples, int at, int count, long from)
      throws IOException;

  @Override
  public final int channelCount() {
    return origin.channelCount();
  }

  @Override
  public final int sampleRateHz() {
    return origin.sampleRateHz();
  }

  @Override
  public final long length() {
    return origin.length();
  }

  @Override
  public final void read(long from, float[][] out, int at, int count) throws IOException {
    origin.read(from, out, at, count);
    change(out, at, count, from);
  }

  /** {@code gain x}, rounded to float once. */
  static AudioSource scaled(AudioSource x, double gain) {
    if (gain == 1) {
      return x;
    }
    return new DerivedAudio(x) {
      @Override
      protected void change(float[][] samples, int at, int count, long from) {
        for (float[] channel : samples) {
          for (int n = at; n < at + count; n++) {
            channel[n] = (float) (channel[n] * gain);
          }
        }
      }
    };
  }

  /** {@code x - other}. */
  static AudioSource difference(AudioSource x, AudioSource other) {
    if (x.channelCount() != other.channelCount()
        || x.length() != other.length()
        || x.sampleRateHz() != other.sampleRateHz()) {
      throw new IllegalArgumentException(
          "%s and %s differ in shape; both need the same channels, length and rate"
              .formatted(x.shape(), other.shape()));
    }
    return new DerivedAudio(x) {
      private float[][] subtrahend = new float[x.channelCount()][0];

      @Override
      protected void change(float[][] samples, int at, int count, long from) throws IOException {
        if (subtrahend[0].length < count) {
          subtrahend = new float[samples.length][count];
        }
        other.read(from, subtrahend, 0, count);
        for (int c = 0; c < samples.length; c++) {
          for (int n = 0; n < count; n++) {
            samples[c][at + n] -= subtrahend[c][n];
          }
        }
      }
    };
  }
}
