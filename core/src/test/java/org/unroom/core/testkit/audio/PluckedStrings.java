package org.unroom.core.testkit.audio;

import org.unroom.core.testkit.SeededNoise;

/**
 * Plucked strings that ring into each other, by the loop of K. Karplus and A. Strong, "Digital
 * synthesis of plucked-string and drum timbres", Computer Music Journal 7 (2), 1983, with the
 * tuning and decay of D. Jaffe and J. Smith, "Extensions of the Karplus-Strong plucked-string
 * algorithm", same issue, eq. 8–17:
 *
 * <pre>
 *   y[n] = x[n] + g ((1 - s) y[n-N] + s y[n-N-1]),   loop delay N + s = fs / f0, allpass-tuned
 * </pre>
 *
 * with s = 1/2 (half a sample of delay) and g such that the fundamental decays by 60 dB in 3 s.
 * Each pluck is a burst of noise of one period, less itself a seventh of the string later.
 *
 * @param seed seed of the bursts
 */
record PluckedStrings(long seed) implements Material {
  /** A broken chord up and down, and the full chord at the end. */
  private static final double[] HZ = {
    82.41, 123.47, 164.81, 207.65, 246.94, 329.63, 246.94, 207.65, 164.81, 82.41
  };

  private static final double SECONDS_EACH = 0.28;
  private static final double RING_SECONDS = 1.4;
  private static final double DECAY_SECONDS = 3;
  private static final double PLUCK_PLACE = 1.0 / 7;

  @Override
  public float[] render(int sampleRateHz) {
    double seconds = HZ.length * SECONDS_EACH + RING_SECONDS;
    double[] y = new double[(int) (seconds * sampleRateHz)];
    SeededNoise noise = new SeededNoise(seed);
    for (int i = 0; i < HZ.length; i++) {
      pluck(y, i * SECONDS_EACH, HZ[i], sampleRateHz, noise);
    }
    for (int i = 0; i < 6; i++) {
      pluck(y, HZ.length * SECONDS_EACH + 0.015 * i, HZ[i], sampleRateHz, noise);
    }
    fadeOut(y, sampleRateHz);
    return Levels.atPeak(y);
  }

  private static void pluck(
      double[] y, double start, double hz, int sampleRateHz, SeededNoise noise) {
    double loop = sampleRateHz / hz - 0.5; // the average delays by half a sample
    int whole = (int) (loop - 0.3); // leaves 0.3..1.3 samples to the allpass
    double rest = loop - whole;
    double allpass = (1 - rest) / (1 + rest);
    double gain = Math.pow(10, -3 / (hz * DECAY_SECONDS));
    double[] line = burst(whole, noise);
    double averaged = 0;
    double in = 0;
    double out = 0;
    for (int n = (int) (start * sampleRateHz), at = 0; n < y.length; n++) {
      double sample = line[at];
      y[n] += sample;
      double mean = gain * (sample + averaged) / 2;
      averaged = sample;
      out = allpass * mean + in - allpass * out;
      in = mean;
      line[at] = out;
      at = at + 1 == whole ? 0 : at + 1;
    }
  }

  private static double[] burst(int length, SeededNoise noise) {
    double[] white = new double[length];
    for (int i = 0; i < length; i++) {
      white[i] = noise.nextUniform();
    }
    int place = (int) (PLUCK_PLACE * length);
    double[] line = new double[length];
    for (int i = 0; i < length; i++) {
      line[i] = white[i] - white[(i + length - place) % length];
    }
    return line;
  }

  private static void fadeOut(double[] y, int sampleRateHz) {
    int length = sampleRateHz / 5;
    for (int i = 0; i < length; i++) {
      y[y.length - 1 - i] *= i / (double) length;
    }
  }

  @Override
  public String made() {
    return "PluckedStrings: Karplus-Strong, broken E major chord; seed " + seed;
  }
}
