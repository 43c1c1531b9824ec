package org.unroom.core.testkit;

import java.util.Collections;
import java.util.List;

/**
 * An impulse response with a known truth and nothing else in it: the direct sound, one sample of
 * height 1; from 2.5 ms after it on, Gaussian noise that decays exponentially in each octave band;
 * stationary noise over everything if asked for.
 *
 * <pre>
 *   h[n] = delta[n - d] + g sum over b of w_b[n] 10^(-3 (n - s) / (T60_b fs)) [n &gt;= s] + floor
 * </pre>
 *
 * g is set so that direct energy over decay energy is the DRR exactly. All bands have the same
 * density at the start of the decay. Same values, same seed: same bytes.
 *
 * @param sampleRateHz samples per second
 * @param t60Seconds decay times of the octaves 125 Hz … 8 kHz, seven of them, above 0
 * @param drrDb direct-to-reverberant energy ratio in dB
 * @param noiseFloorDb power of the stationary noise against that of the decay at its start, in dB;
 *     −∞ for none
 * @param seed seed of all noise
 */
public record SyntheticRoom(
    int sampleRateHz, List<Double> t60Seconds, double drrDb, double noiseFloorDb, long seed) {
  private static final double LEAD_SECONDS = 0.002;
  private static final double GAP_SECONDS = 0.0025;
  private static final double CROSSING_OCTAVES = 1.0 / 6;

  /** Checks the decay times. */
  public SyntheticRoom {
    t60Seconds = List.copyOf(t60Seconds);
    if (t60Seconds.size() != OctaveBands.COUNT || t60Seconds.stream().anyMatch(t -> !(t > 0))) {
      throw new IllegalArgumentException(
          "t60Seconds=%s must be %d times above 0".formatted(t60Seconds, OctaveBands.COUNT));
    }
  }

  /** The same decay time in all bands and no noise floor. */
  public static SyntheticRoom of(int sampleRateHz, double t60Seconds, double drrDb, long seed) {
    List<Double> t60 = Collections.nCopies(OctaveBands.COUNT, t60Seconds);
    return new SyntheticRoom(sampleRateHz, t60, drrDb, Double.NEGATIVE_INFINITY, seed);
  }

  /** Sample of the direct sound: 2 ms after the start. */
  public int directSample() {
    return (int) Math.round(LEAD_SECONDS * sampleRateHz);
  }

  /** First sample of the decay: 2.5 ms after the direct sound. */
  public int tailSample() {
    return directSample() + (int) Math.round(GAP_SECONDS * sampleRateHz);
  }

  /** The response over {@code seconds}, which must reach beyond the start of the decay. */
  public float[] impulseResponse(double seconds) {
    int length = (int) Math.round(seconds * sampleRateHz);
    if (length <= tailSample()) {
      throw new IllegalArgumentException(
          "seconds=%s ends before the decay starts; use more than %s"
              .formatted(seconds, tailSample() / (double) sampleRateHz));
    }
    double[] decay = decay(length);
    double energy = 0;
    for (double v : decay) {
      energy += v * v;
    }
    double gain = Math.pow(10, -drrDb / 20) / Math.sqrt(energy);
    double floor = gain * Math.pow(10, noiseFloorDb / 20);
    SeededNoise noise = new SeededNoise(~seed);
    float[] h = new float[length];
    for (int n = 0; n < length; n++) {
      h[n] = (float) (gain * decay[n] + (floor > 0 ? floor * noise.nextGaussian() : 0));
    }
    h[directSample()] += 1;
    return h;
  }

  private double[] decay(int length) {
    float[][] noise = new OctaveBands(sampleRateHz, CROSSING_OCTAVES).noise(length, seed);
    double[] decay = new double[length];
    for (int b = 0; b < OctaveBands.COUNT; b++) {
      for (int n = tailSample(); n < length; n++) {
        double seconds = (n - tailSample()) / (double) sampleRateHz;
        decay[n] += noise[b][n] * Math.pow(10, -3 * seconds / t60Seconds.get(b));
      }
    }
    return decay;
  }
}
