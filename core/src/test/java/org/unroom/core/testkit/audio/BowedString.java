package org.unroom.core.testkit.audio;

import java.util.Arrays;
import org.unroom.core.testkit.SeededNoise;

/**
 * A bowed line: sawtooth partials (1/h, H. Helmholtz's motion) weighted by a body with a few fixed
 * resonances, bow noise that comes with each slip of the string, vibrato of 5.8 Hz and 22 cents, a
 * new bow on every second note and glides of 25 ms in between.
 *
 * @param seed seed of the noise
 * @param transpose factor on all frequencies: 1 for a violin's register, 0.25 for a cello's
 */
record BowedString(long seed, double transpose) implements Material {
  private static final double[] HZ = {392, 440, 493.9, 587.3, 523.3, 440, 392};
  private static final double SECONDS_EACH = 0.55;
  private static final double GLIDE_SECONDS = 0.025;
  private static final double VIBRATO_HZ = 5.8;
  private static final double VIBRATO_CENTS = 22;
  private static final double BOW_NOISE = 0.03;

  /** Resonances of a violin body: air, wood, and the bridge's hill; scaled with the register. */
  private static final double[] BODY_HZ = {280, 460, 700, 1100, 2600};

  private static final double[] BODY_Q = {12, 10, 8, 6, 2};
  private static final double[] BODY_LEVEL = {0.8, 1, 0.7, 0.6, 1.2};

  @Override
  public float[] render(int sampleRateHz) {
    double[] hz = new double[HZ.length];
    for (int i = 0; i < hz.length; i++) {
      hz[i] = HZ[i] * transpose;
    }
    Melody notes = Melody.even(SECONDS_EACH, hz);
    double[] f0 = notes.f0Hz(sampleRateHz, GLIDE_SECONDS, VIBRATO_HZ, VIBRATO_CENTS);
    double[] bow = bows(sampleRateHz, f0.length);
    double[] y = new double[f0.length];
    double stretch = Math.sqrt(transpose); // a cello is not four violins long
    Partials.add(y, sampleRateHz, f0, (n, h, at) -> bow[n] / h * body(at / stretch));
    addBowNoise(y, f0, bow, sampleRateHz);
    return Levels.atPeak(y);
  }

  private static double[] bows(int sampleRateHz, int length) {
    int count = (HZ.length + 1) / 2;
    Melody bows = Melody.even(2 * SECONDS_EACH, new double[count]);
    double[] level = bows.level(sampleRateHz, 0.07, 0.09);
    double[] cut = Arrays.copyOf(level, length);
    int end = (int) (HZ.length * SECONDS_EACH * sampleRateHz);
    int release = sampleRateHz / 8;
    for (int n = end - release; n < length; n++) {
      cut[n] *= Math.max(0, (end - n) / (double) release);
    }
    return cut;
  }

  private static double body(double hz) {
    double sum = 0.08;
    for (int k = 0; k < BODY_HZ.length; k++) {
      double detune = BODY_Q[k] * (hz / BODY_HZ[k] - BODY_HZ[k] / hz);
      sum += BODY_LEVEL[k] / Math.sqrt(1 + detune * detune);
    }
    return sum;
  }

  /** Noise around 3 kHz, strongest right after each slip. */
  private void addBowNoise(double[] y, double[] f0, double[] bow, int sampleRateHz) {
    SeededNoise noise = new SeededNoise(seed);
    Resonator hill = new Resonator(3000, 2500, sampleRateHz);
    double cycles = 0;
    for (int n = 0; n < y.length; n++) {
      cycles += f0[n] / sampleRateHz;
      double slip = 0.3 + 0.7 * (1 - (cycles - Math.floor(cycles)));
      y[n] += BOW_NOISE * bow[n] * slip * hill.next(noise.nextGaussian());
    }
  }

  @Override
  public String made() {
    return "BowedString: sawtooth partials, body resonances, bow noise, vibrato; transposed by "
        + transpose
        + "; seed "
        + seed;
  }
}
