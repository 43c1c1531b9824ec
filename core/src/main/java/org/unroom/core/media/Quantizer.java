package org.unroom.core.media;

import java.io.IOException;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.DerivedAudio;

/**
 * Brings samples onto the grid of an integer {@link SampleFormat} once, at the end of all work:
 *
 * <pre>
 *   y[n] = round(gain x[n] steps + u1[n] - u2[n]) / steps,    u1, u2 uniform in [0, 1)
 * </pre>
 *
 * The difference of two uniform numbers is dither of triangular density (TPDF), two steps wide,
 * which makes the error's mean and variance independent of the signal (Lipshitz, Wannamaker and
 * Vanderkooy 1992, section 7). u1 and u2 are the halves of SplitMix64's number n (Steele, Lea and
 * Flood 2014, figure 16) from a start that seed and channel are mixed into: same seed, same bytes,
 * in whatever blocks the samples are read, and no channel's dither is another's, delayed. Samples
 * that lie on the grid already, as those of a recording that little was changed in, stay as they
 * are. 32-bit integers get no dither, for a {@code float} is coarser than their grid; float formats
 * stay as they are.
 *
 * <p>Where samples reach beyond full scale by more than a step, {@link #gainFor} is below 1: the
 * whole sound is turned down by it, which the caller has to announce, instead of clipping a part.
 */
public final class Quantizer {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** Odd and unlike {@link #GOLDEN}, whose multiples only delay a stream. */
  private static final long CHANNEL = 0xd1b54a32d192ed03L;

  private final SampleFormat format;
  private final long seed;

  /**
   * A quantizer.
   *
   * @param format the grid
   * @param seed of the dither
   */
  public Quantizer(SampleFormat format, long seed) {
    this.format = format;
    this.seed = seed;
  }

  /** The factor, at most 1, that brings every sample within full scale. */
  public double gainFor(Audio audio) {
    Extremes extremes = new Extremes();
    for (int c = 0; c < audio.channelCount(); c++) {
      extremes.take(audio.channel(c), 0, audio.length());
    }
    return extremes.gain();
  }

  /** As {@link #gainFor(Audio)}, read once from end to end. */
  public double gainFor(AudioSource audio) throws IOException {
    Extremes extremes = new Extremes();
    audio.forEachBlock(
        (samples, from, count) -> {
          for (float[] channel : samples) {
            extremes.take(channel, from, count);
          }
        });
    return extremes.gain();
  }

  /** The samples times {@code gain}, on the grid; the audio itself where nothing changes. */
  public Audio quantize(Audio audio, double gain) {
    if (gain == 1 && (!needsGrid() || onGrid(audio))) {
      return audio;
    }
    float[][] out = new float[audio.channelCount()][];
    for (int c = 0; c < out.length; c++) {
      out[c] = audio.channel(c).clone();
      put(out[c], 0, out[c].length, gain, c, 0);
    }
    return new Audio(out, audio.sampleRateHz());
  }

  /**
   * As {@link #quantize(Audio, double)}: the audio itself where nothing changes, for which it is
   * read once, or else a source that quantizes what is read of it.
   */
  public AudioSource quantize(AudioSource audio, double gain) throws IOException {
    if (gain == 1 && (!needsGrid() || onGrid(audio))) {
      return audio;
    }
    return new Quantized(audio, gain);
  }

  /** Whether every sample lies on the grid and within it. */
  public boolean onGrid(Audio audio) {
    for (int c = 0; c < audio.channelCount(); c++) {
      if (!onGrid(audio.channel(c), 0, audio.length())) {
        return false;
      }
    }
    return true;
  }

  private boolean onGrid(AudioSource audio) throws IOException {
    boolean[] off = new boolean[1];
    audio.forEachBlock(
        (samples, from, count) -> {
          for (float[] channel : samples) {
            off[0] = off[0] || !onGrid(channel, from, count);
          }
        });
    return !off[0];
  }

  private boolean onGrid(float[] x, int from, int count) {
    double steps = format.stepsToFullScale();
    for (int n = from; n < from + count; n++) {
      if (!onGrid(x[n] * steps, steps)) {
        return false;
      }
    }
    return true;
  }

  private static boolean onGrid(double step, double steps) {
    return step == Math.rint(step) && step >= -steps && step <= steps - 1;
  }

  /** Whether the format has a grid that a {@code float} can be off. */
  private boolean needsGrid() {
    return !format.isFloat() && format.fitsFloat();
  }

  /** Scales and dithers {@code x[from…from+count)}, which are the samples from {@code at} on. */
  private void put(float[] x, int from, int count, double gain, int channel, long at) {
    if (!needsGrid()) {
      for (int n = from; n < from + count; n++) {
        x[n] = (float) (x[n] * gain);
      }
      return;
    }
    long start = mix(mix(seed) + channel * CHANNEL);
    double steps = format.stepsToFullScale();
    for (int n = from; n < from + count; n++) {
      if (gain == 1 && onGrid(x[n] * steps, steps)) {
        continue;
      }
      long random = mix(start + (at + n - from) * GOLDEN);
      double up = (random >>> 32) * 0x1p-32;
      double down = (random & 0xffff_ffffL) * 0x1p-32;
      double step = Math.rint(x[n] * gain * steps + up - down);
      x[n] = (float) (Math.max(-steps, Math.min(steps - 1, step)) / steps);
    }
  }

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The highest and the lowest sample. */
  private final class Extremes {
    private double highest;
    private double lowest;

    void take(float[] x, int from, int count) {
      for (int n = from; n < from + count; n++) {
        highest = Math.max(highest, x[n]);
        lowest = Math.min(lowest, x[n]);
      }
    }

    double gain() {
      if (format.isFloat()) {
        return 1;
      }
      double steps = format.stepsToFullScale();
      // one step of overshoot is rounded away: +1.0 itself is one step above the highest value
      double above = highest * steps > steps ? (steps - 1) / (highest * steps) : 1;
      double below = -lowest * steps > steps + 1 ? 1 / -lowest : 1;
      return Math.min(above, below);
    }
  }

  /** A source, scaled and on the grid. */
  private final class Quantized extends DerivedAudio {
    private final double gain;

    Quantized(AudioSource source, double gain) {
      super(source);
      this.gain = gain;
    }

    @Override
    protected void change(float[][] samples, int at, int count, long from) {
      for (int c = 0; c < samples.length; c++) {
        put(samples[c], at, count, gain, c, from);
      }
    }
  }
}
