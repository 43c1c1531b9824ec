package org.unroom.reverb.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.RealFft;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * Makes an impulse response of what a fit says of a room: a direct sound of height 1 at 2 ms, and
 * behind it, octave by octave, Gaussian noise that decays at the octave's T60,
 *
 * <pre>
 *   h[n] = delta[n - d] + sum over octaves of sqrt(R / sum of e^2) e(t) noise[n],   t = (n - d) / fs
 *   e(t) = min(1, t / 2.5 ms)^2 10^(-3 t / T60),      R = reverberant over direct energy = 1 / DRR
 * </pre>
 *
 * so that the decay has the octave's T60, clarity and direct-to-reverberant ratio. Octave filters
 * are zero-phase, {@code cos(pi/2 |log2(f / fc)|)}; powers of neighbours add up to 1, and each has
 * noise of its own. Octaves about which the recording says nothing follow the nearest that it tells
 * of. Channels have independent tails. Same estimate, rate and seed: same samples.
 */
public final class IrBuilder {
  private static final double[] OCTAVES_HZ = {62.5, 125, 250, 500, 1000, 2000, 4000, 8000, 16000};
  private static final double DIRECT_SECONDS = 0.002;
  private static final double ONSET_SECONDS = 0.0025;
  private static final double LONGEST_SECONDS = 6;
  private static final double BEYOND_T60 = 1.1;
  private static final double MARGIN_SECONDS = 0.1;
  private static final double UNKNOWN_SPREAD = 0.5;
  private static final double SHORTEST_T60 = 0.05;
  private static final double LONGEST_T60 = 12;

  private final List<Octave> octaves = new ArrayList<>();

  private record Octave(double centerHz, double t60Seconds, double reverberantEnergy) {}

  /** Takes what there is to know from an estimate for recordings at this rate. */
  public IrBuilder(RoomEstimate room, int sampleRateHz) {
    for (double hz : OCTAVES_HZ) {
      if (hz < sampleRateHz / 2.0 || octaves.isEmpty()) {
        double known = nearestKnown(room, hz);
        double t60 = figure(room, known, BandDecay::t60Seconds, room.t60Seconds());
        double drrDb = figure(room, known, BandDecay::drrDb, room.drrDb());
        octaves.add(
            new Octave(
                hz, Math.max(SHORTEST_T60, Math.min(LONGEST_T60, t60)), Math.pow(10, -drrDb / 10)));
      }
    }
  }

  private static double nearestKnown(RoomEstimate room, double hz) {
    double nearest = Double.NaN;
    for (double other : OCTAVES_HZ) {
      boolean known =
          room.covers(other) && room.octave(other, BandDecay::t60Spread) < UNKNOWN_SPREAD;
      if (known && !(distance(nearest, hz) <= distance(other, hz))) {
        nearest = other;
      }
    }
    return nearest;
  }

  private static double distance(double aHz, double bHz) {
    return Math.abs(Math.log(aHz / bHz));
  }

  private static double figure(
      RoomEstimate room, double hz, ToDoubleFunction<BandDecay> figure, double otherwise) {
    return Double.isNaN(hz) ? otherwise : room.octave(hz, figure);
  }

  /**
   * The impulse response: long enough for every octave to decay by 60 dB, at most 6 s of decay.
   *
   * @param channels at least 1
   * @param seed of the noise
   */
  public Audio build(int sampleRateHz, int channels, long seed) {
    double longest = octaves.stream().mapToDouble(Octave::t60Seconds).max().orElseThrow();
    double seconds = Math.min(LONGEST_SECONDS, BEYOND_T60 * longest) + MARGIN_SECONDS;
    int length = (int) Math.ceil(seconds * sampleRateHz);
    int direct = (int) Math.round(DIRECT_SECONDS * sampleRateHz);
    Random random = new Random(seed);
    float[][] response = new float[channels][length];
    for (float[] channel : response) {
      for (int i = 0; i < octaves.size(); i++) {
        addTail(i, sampleRateHz, direct, random, channel);
      }
      channel[direct] = 1;
    }
    return new Audio(response, sampleRateHz);
  }

  private void addTail(int index, int rate, int direct, Random random, float[] channel) {
    Octave octave = octaves.get(index);
    float[] noise = octaveNoise(index, rate, channel.length - direct, random);
    double perSample = Math.pow(10, -3 / (octave.t60Seconds * rate));
    double energy = 0;
    for (int pass = 0; pass < 2; pass++) {
      double scale = pass == 0 ? 0 : Math.sqrt(octave.reverberantEnergy / energy);
      double decay = 1;
      for (int n = 1; direct + n < channel.length; n++) {
        decay *= perSample;
        double onset = Math.min(1, n / (ONSET_SECONDS * rate));
        double envelope = onset * onset * decay;
        energy += pass == 0 ? envelope * envelope : 0;
        channel[direct + n] += (float) (scale * envelope * noise[n]);
      }
    }
  }

  /** White noise of variance 1, filtered to one octave. */
  private float[] octaveNoise(int index, int rate, int length, Random random) {
    float[] noise = new float[RealFft.nextPowerOfTwo(length)];
    for (int n = 0; n < noise.length; n++) {
      noise[n] = (float) random.nextGaussian();
    }
    RealFft fft = RealFft.ofLength(noise.length);
    fft.forward(noise);
    double binHz = rate / (double) noise.length;
    noise[0] *= (float) weight(index, 0);
    if (noise.length > 1) {
      noise[1] *= (float) weight(index, rate / 2.0);
    }
    for (int k = 1; 2 * k < noise.length; k++) {
      float weight = (float) weight(index, k * binHz);
      noise[2 * k] *= weight;
      noise[2 * k + 1] *= weight;
    }
    fft.inverse(noise);
    return noise;
  }

  /** The lowest octave reaches down to 0 Hz, the highest up to half the rate. */
  private double weight(int index, double hz) {
    double octavesAbove = Math.log(hz / octaves.get(index).centerHz) / Math.log(2);
    boolean lowest = index == 0 && octavesAbove <= 0;
    boolean highest = index == octaves.size() - 1 && octavesAbove >= 0;
    if (lowest || highest) {
      return 1;
    }
    return Math.abs(octavesAbove) < 1 ? Math.cos(Math.PI / 2 * octavesAbove) : 0;
  }
}
