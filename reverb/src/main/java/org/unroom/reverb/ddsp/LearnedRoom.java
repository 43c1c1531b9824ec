package org.unroom.reverb.ddsp;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.unroom.core.diff.Signal;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.synth.BandDecayReverb;
import org.unroom.core.synth.BandNoise;

/**
 * A room as a fit has learned it: a decay in each octave and the first taps behind the direct sound
 * ({@link BandDecayReverb}).
 */
public final class LearnedRoom {
  private static final double LOWEST_OCTAVE_HZ = 125;
  private static final double LONGEST_SECONDS = 12;
  private static final double BEYOND_T60 = 1.1;
  private static final double MARGIN_SECONDS = 0.1;

  private final int sampleRateHz;
  private final float[] t60Seconds;
  private final float[] level;
  private final float[] early;

  /**
   * Takes the arrays over.
   *
   * @param sampleRateHz that the room was learned at
   * @param t60Seconds decay times of the octaves from 125 Hz on
   * @param level amplitude density of each octave's decay at the direct sound
   * @param early taps behind the direct sound
   */
  LearnedRoom(int sampleRateHz, float[] t60Seconds, float[] level, float[] early) {
    this.sampleRateHz = sampleRateHz;
    this.t60Seconds = t60Seconds;
    this.level = level;
    this.early = early;
  }

  /** Decay times in seconds of the octaves from 125 Hz on; not a copy. */
  public float[] t60Seconds() {
    return t60Seconds;
  }

  /** Free taps behind the direct sound, at the rate that they were learned at; not a copy. */
  public float[] early() {
    return early;
  }

  /** Centres of the octaves that a room has at a sample rate, from 125 Hz on. */
  static List<Double> octavesHz(int sampleRateHz) {
    return DoubleStream.iterate(LOWEST_OCTAVE_HZ, hz -> hz < sampleRateHz / 2.0, hz -> 2 * hz)
        .boxed()
        .toList();
  }

  /**
   * The impulse response at any rate: the direct sound is sample 0 and 1 high, and the decay lasts
   * for 1.1 times the longest T60, at most 12 s. Octaves above those that were learned follow the
   * highest of them.
   *
   * @param seed of the decay's noise
   */
  public float[] impulseResponse(int rateHz, long seed) {
    List<Double> octaves = octavesHz(rateHz);
    float[] times = held(t60Seconds, octaves.size(), 1);
    // a density is per sample: as much energy in more of them
    float[] levels = held(level, octaves.size(), Math.sqrt(sampleRateHz / (double) rateHz));
    float[] taps = taps(rateHz);
    int length = length(times, rateHz, taps.length);
    float[] impulse = new float[length];
    BandDecayReverb reverb =
        new BandDecayReverb(
            new BandNoise(octaves, rateHz, length, seed),
            Signal.given(impulse, 1),
            Signal.given(times, times.length),
            Signal.given(levels, levels.length),
            Signal.given(taps, 1));
    reverb.computeControls();
    float[] response = reverb.controls().get("ir").value();
    response[0] = 1;
    return response;
  }

  private static int length(float[] times, int rateHz, int taps) {
    double longest = 0;
    for (float t : times) {
      longest = Math.max(longest, t);
    }
    double seconds = Math.min(LONGEST_SECONDS, BEYOND_T60 * longest) + MARGIN_SECONDS;
    return Math.max(taps + 1, (int) Math.ceil(seconds * rateHz));
  }

  private static float[] held(float[] values, int count, double factor) {
    float[] held = Arrays.copyOf(values, count);
    Arrays.fill(held, Math.min(count, values.length), count, values[values.length - 1]);
    for (int i = 0; i < count; i++) {
      held[i] *= (float) factor;
    }
    return held;
  }

  /** The first taps, band-limited where the rate is higher; the direct sound is not among them. */
  private float[] taps(int rateHz) {
    if (rateHz == sampleRateHz) {
      return early.clone();
    }
    float[] padded = new float[early.length + 1];
    System.arraycopy(early, 0, padded, 1, early.length);
    float[] other = Resampler.between(sampleRateHz, rateHz).resample(padded);
    float[] taps = Arrays.copyOfRange(other, 1, Math.max(2, other.length));
    double gain = sampleRateHz / (double) rateHz;
    for (int k = 0; k < taps.length; k++) {
      taps[k] *= (float) gain;
    }
    return taps;
  }
}
