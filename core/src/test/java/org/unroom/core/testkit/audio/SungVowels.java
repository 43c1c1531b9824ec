package org.unroom.core.testkit.audio;

import java.util.Arrays;
import org.unroom.core.testkit.SeededNoise;

/**
 * A sung line on vowels: a glottal pulse train (partials falling by 1/h and a further pole at 2.5
 * kHz) through the formants of {@link Vowel}, each note moving on to the next vowel; glides of 60
 * ms, vibrato of 5.5 Hz and 45 cents, fundamental wandering by a few cents, breath 40 dB down.
 *
 * @param seed seed of the wandering and the breath
 */
record SungVowels(long seed) implements Material {
  private static final double[] MELODY_HZ = {220, 246.9, 277.2, 329.6, 293.7, 220};
  private static final double SECONDS_EACH = 0.62;
  private static final double GLIDE_SECONDS = 0.06;
  private static final double VIBRATO_HZ = 5.5;
  private static final double VIBRATO_CENTS = 45;
  private static final double TILT_HZ = 2500;
  private static final double WANDER_CENTS = 4;
  private static final double BREATH = 0.01;
  private static final double SCALE = 1.1;

  @Override
  public float[] render(int sampleRateHz) {
    Melody melody = Melody.even(SECONDS_EACH, MELODY_HZ);
    double[] f0 = melody.f0Hz(sampleRateHz, GLIDE_SECONDS, VIBRATO_HZ, VIBRATO_CENTS);
    double[] level = phraseLevel(f0.length, sampleRateHz);
    SeededNoise noise = new SeededNoise(seed);
    wander(f0, sampleRateHz, noise);
    double[] y = new double[f0.length];
    Partials.add(
        y,
        sampleRateHz,
        f0,
        (n, h, hz) -> level[n] / h * tract(n / (SECONDS_EACH * sampleRateHz), hz));
    for (int n = 0; n < y.length; n++) {
      y[n] += BREATH * level[n] * noise.nextGaussian();
    }
    return Levels.atPeak(y);
  }

  /** One breath: swells over 80 ms, is let go over 300 ms after the last note. */
  private static double[] phraseLevel(int length, int sampleRateHz) {
    Melody breath = Melody.even(SECONDS_EACH * MELODY_HZ.length, MELODY_HZ[0]);
    return Arrays.copyOf(breath.level(sampleRateHz, 0.08, 0.3), length);
  }

  /** Formants at a place in the melody, in notes; the last third of a note leads to the next. */
  private static double tract(double place, double hz) {
    Vowel[] vowels = Vowel.values();
    int note = (int) place;
    double share = Math.max(0, (place - note) * 3 - 2);
    Vowel now = vowels[note % vowels.length];
    Vowel next = vowels[(note + 1) % vowels.length];
    return now.amplitude(hz, next, share, SCALE) / Math.sqrt(1 + Math.pow(hz / TILT_HZ, 2));
  }

  private static void wander(double[] f0, int sampleRateHz, SeededNoise noise) {
    double keep = Math.exp(-2 * Math.PI * 4 / sampleRateHz); // movements below 4 Hz
    double scale = WANDER_CENTS / Math.sqrt((1 - keep) / (1 + keep));
    double cents = 0;
    for (int n = 0; n < f0.length; n++) {
      cents = keep * cents + (1 - keep) * noise.nextGaussian() * scale;
      f0[n] *= Math.pow(2, cents / 1200);
    }
  }

  @Override
  public String made() {
    return "SungVowels: additive glottal tone through five vowels, vibrato, glides; seed " + seed;
  }
}
