package org.unroom.core.testkit.damage;

import java.util.ArrayList;
import java.util.List;
import org.unroom.core.testkit.SeededNoise;

/**
 * Clicks added to a sound: at random moments, 1 to 40 samples long (even over the logarithm), a
 * decaying burst of noise, a decaying oscillation or a decaying step, in equal shares.
 *
 * @param perSecond how many on average
 * @param lowestDb peak of the softest, relative to the sound's peak
 * @param highestDb peak of the loudest
 * @param seed of everything random
 */
public record Clicks(double perSecond, double lowestDb, double highestDb, long seed) {
  private static final double LONGEST = 40;

  /** A click: samples {@code [from, to)}, peak in dB of the sound's. */
  public record Click(int from, int to, double db) {}

  /** Adds them to {@code x} and tells where they are. */
  public List<Click> addTo(float[] x, int sampleRateHz) {
    SeededNoise random = new SeededNoise(seed);
    random.nextUniform();
    double peak = 0;
    for (float v : x) {
      peak = Math.max(peak, Math.abs(v));
    }
    List<Click> clicks = new ArrayList<>();
    double next = 0;
    while (true) {
      next -= Math.log(random.nextIn(1e-9, 1)) * sampleRateHz / perSecond;
      int length = (int) Math.round(Math.exp(random.nextIn(0, Math.log(LONGEST))));
      double db = random.nextIn(lowestDb, highestDb);
      double[] shape = shape(length, random);
      if (next + length > x.length) {
        return clicks;
      }
      int from = (int) next;
      for (int i = 0; i < length; i++) {
        x[from + i] += (float) (shape[i] * peak * Math.pow(10, db / 20));
      }
      clicks.add(new Click(from, from + length, db));
      next += length;
    }
  }

  /** One of the three shapes, peak 1. */
  private static double[] shape(int length, SeededNoise random) {
    double kind = random.nextIn(0, 3);
    double cyclesPerSample = random.nextIn(0.02, 0.4);
    double sign = random.nextUniform() < 0 ? -1 : 1;
    double[] shape = new double[length];
    double peak = 0;
    for (int i = 0; i < length; i++) {
      double decay = Math.exp(-3.0 * i / length);
      double wave =
          kind < 1
              ? random.nextGaussian()
              : kind < 2 ? sign * Math.sin(2 * Math.PI * cyclesPerSample * i + 1.2) : sign;
      shape[i] = decay * wave;
      peak = Math.max(peak, Math.abs(shape[i]));
    }
    for (int i = 0; i < length; i++) {
      shape[i] /= peak;
    }
    return shape;
  }
}
