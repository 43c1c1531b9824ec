package org.unroom.core.testkit.audio;

import org.unroom.core.testkit.SeededNoise;

/**
 * Two bars of drum, wood block and shaker in sixteenths of 140 ms: a falling sine with a click, two
 * short inharmonic modes, and bursts of high noise.
 *
 * @param seed seed of the noise and of the uneven strength of the strokes
 */
record Percussion(long seed) implements Material {
  private static final double STEP_SECONDS = 0.14;
  private static final double RING_SECONDS = 0.5;
  private static final String DRUM = "x..x..x.x...x.x.x..x..x.x.x.....";
  private static final String BLOCK = "..x...x...x.x.....x..x..x...x...";
  private static final String SHAKER = "xxxxxxxxxxxx....xxxxxxxxxxxxx...";

  @Override
  public float[] render(int sampleRateHz) {
    double seconds = DRUM.length() * STEP_SECONDS + RING_SECONDS;
    double[] y = new double[(int) (seconds * sampleRateHz)];
    SeededNoise noise = new SeededNoise(seed);
    for (int step = 0; step < DRUM.length(); step++) {
      int start = (int) (step * STEP_SECONDS * sampleRateHz);
      double strength = noise.nextIn(0.6, 1);
      if (DRUM.charAt(step) == 'x') {
        drum(y, start, strength, sampleRateHz, noise);
      }
      if (BLOCK.charAt(step) == 'x') {
        block(y, start, 0.5 * strength, sampleRateHz);
      }
      if (SHAKER.charAt(step) == 'x') {
        shake(y, start, 0.12 * strength, sampleRateHz, noise);
      }
    }
    return Levels.atPeak(y);
  }

  private static void drum(double[] y, int start, double level, int fs, SeededNoise noise) {
    double phase = 0;
    for (int n = start; n < y.length; n++) {
      double t = (n - start) / (double) fs;
      phase += 2 * Math.PI * (95 + 70 * Math.exp(-t / 0.03)) / fs;
      double click = 0.4 * Math.exp(-t / 0.002) * noise.nextGaussian();
      y[n] += level * (Math.exp(-t / 0.09) * Math.sin(phase) + click);
    }
  }

  private static void block(double[] y, int start, double level, int fs) {
    for (int n = start; n < y.length; n++) {
      double t = (n - start) / (double) fs;
      double modes =
          Math.sin(2 * Math.PI * 1150 * t)
              + 0.5 * Math.exp(-t / 0.01) * Math.sin(2 * Math.PI * 2830 * t);
      y[n] += level * Math.exp(-t / 0.018) * modes;
    }
  }

  private static void shake(double[] y, int start, double level, int fs, SeededNoise noise) {
    double before = 0;
    for (int n = start; n < y.length; n++) {
      double t = (n - start) / (double) fs;
      double white = noise.nextGaussian();
      double shape = Math.exp(-t / 0.025) * Math.min(1, t / 0.008);
      y[n] += level * shape * (white - before); // falls off below half the rate
      before = white;
    }
  }

  @Override
  public String made() {
    return "Percussion: drum, wood block and shaker; seed " + seed;
  }
}
