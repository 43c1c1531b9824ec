package org.unroom.core.media;

import java.util.SplittableRandom;
import org.unroom.core.audio.Audio;

/**
 * Brings samples onto the grid of an integer {@link SampleFormat} once, at the end of all work:
 *
 * <pre>
 *   y[n] = round(gain x[n] steps + u1[n] - u2[n]) / steps,    u1, u2 uniform in [0, 1)
 * </pre>
 *
 * The difference of two uniform numbers is dither of triangular density (TPDF), two steps wide,
 * which makes the error's mean and variance independent of the signal (Lipshitz, Wannamaker and
 * Vanderkooy 1992, section 7). It is seeded: same seed, same bytes. Samples that all lie on the
 * grid already, as those of a recording that nothing was changed in, stay as they are. 32-bit
 * integers get no dither, for a {@code float} is coarser than their grid; float formats stay as
 * they are.
 *
 * <p>Where samples reach beyond full scale by more than a step, {@link #gainFor} is below 1: the
 * whole sound is turned down by it, which the caller has to announce, instead of clipping a part.
 */
public final class Quantizer {
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
    if (format.isFloat()) {
      return 1;
    }
    double steps = format.stepsToFullScale();
    double highest = 0;
    double lowest = 0;
    for (int c = 0; c < audio.channelCount(); c++) {
      for (float x : audio.channel(c)) {
        highest = Math.max(highest, x);
        lowest = Math.min(lowest, x);
      }
    }
    // one step of overshoot is rounded away: +1.0 itself is one step above the highest value
    double above = highest * steps > steps ? (steps - 1) / (highest * steps) : 1;
    double below = -lowest * steps > steps + 1 ? 1 / -lowest : 1;
    return Math.min(above, below);
  }

  /** The samples times {@code gain}, on the grid; the audio itself where nothing changes. */
  public Audio quantize(Audio audio, double gain) {
    boolean exact = gain == 1 && (format.isFloat() || !format.fitsFloat() || onGrid(audio));
    if (exact) {
      return audio;
    }
    boolean dithered = !format.isFloat() && format.fitsFloat();
    float[][] out = new float[audio.channelCount()][];
    for (int c = 0; c < out.length; c++) {
      out[c] = dithered ? dither(audio.channel(c), gain, c) : scale(audio.channel(c), gain);
    }
    return new Audio(out, audio.sampleRateHz());
  }

  /** Whether every sample lies on the grid and within it. */
  public boolean onGrid(Audio audio) {
    double steps = format.stepsToFullScale();
    for (int c = 0; c < audio.channelCount(); c++) {
      for (float x : audio.channel(c)) {
        double step = x * steps;
        if (step != Math.rint(step) || step < -steps || step > steps - 1) {
          return false;
        }
      }
    }
    return true;
  }

  private float[] dither(float[] in, double gain, int channel) {
    // golden ratio of 2^64: streams of neighbouring channels and seeds do not meet
    SplittableRandom random = new SplittableRandom(seed + channel * 0x9e3779b97f4a7c15L);
    double steps = format.stepsToFullScale();
    float[] out = new float[in.length];
    for (int n = 0; n < in.length; n++) {
      double up = random.nextDouble();
      double down = random.nextDouble();
      double step = Math.rint(in[n] * gain * steps + up - down);
      out[n] = (float) (Math.max(-steps, Math.min(steps - 1, step)) / steps);
    }
    return out;
  }

  private static float[] scale(float[] in, double gain) {
    float[] out = new float[in.length];
    for (int n = 0; n < in.length; n++) {
      out[n] = (float) (in[n] * gain);
    }
    return out;
  }
}
