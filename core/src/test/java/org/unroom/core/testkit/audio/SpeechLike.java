package org.unroom.core.testkit.audio;

import org.unroom.core.testkit.SeededNoise;

/**
 * Sound with the make-up of speech and no words, for tests that need speech without a file:
 * syllables at about four a second, each a fricative of noise and a vowel moving to another, a
 * falling fundamental of 90–150 Hz, and a pause after every fifth syllable. Gaps, onsets and the
 * spectrum are what dereverberation and its measures live on.
 *
 * @param seed seed of everything
 * @param seconds length
 */
public record SpeechLike(long seed, double seconds) implements Material {
  private static final int SYLLABLES_PER_PHRASE = 5;
  private static final double PAUSE_SECONDS = 0.35;
  private static final double TILT_HZ = 2500;

  @Override
  public float[] render(int sampleRateHz) {
    double[] y = new double[(int) (seconds * sampleRateHz)];
    SeededNoise random = new SeededNoise(seed);
    double t = 0.1;
    for (int syllable = 0; t < seconds; syllable++) {
      double fricative = random.nextIn(0.04, 0.10);
      double vowel = random.nextIn(0.12, 0.24);
      int inPhrase = syllable % SYLLABLES_PER_PHRASE;
      addFricative(y, t, fricative, sampleRateHz, random);
      addVowel(y, t + 0.8 * fricative, vowel, 150 - 10 * inPhrase, sampleRateHz, random);
      boolean pause = inPhrase == SYLLABLES_PER_PHRASE - 1;
      t += fricative + vowel + (pause ? PAUSE_SECONDS : 0.02);
    }
    return Levels.atPeak(y);
  }

  private static void addVowel(
      double[] y, double start, double length, double hz, int sampleRateHz, SeededNoise random) {
    Vowel[] vowels = Vowel.values();
    Vowel from = vowels[(int) random.nextIn(0, vowels.length)];
    Vowel to = vowels[(int) random.nextIn(0, vowels.length)];
    Melody melody = Melody.even(length, hz * random.nextIn(0.9, 1.1));
    double[] f0 = melody.f0Hz(sampleRateHz, 0.02, 5, 0);
    double[] level = melody.level(sampleRateHz, 0.025, 0.05);
    int end = (int) (length * sampleRateHz);
    for (int n = 0; n < f0.length; n++) {
      f0[n] *= 1 - 0.15 * n / end; // falls within the syllable
    }
    double[] voiced = new double[f0.length];
    Partials.add(
        voiced,
        sampleRateHz,
        f0,
        (n, h, at) ->
            level[n]
                * from.amplitude(at, to, Math.min(1, n / (double) end), 1)
                / (h * Math.sqrt(1 + Math.pow(at / TILT_HZ, 2))));
    int first = (int) (start * sampleRateHz);
    for (int n = 0; n < voiced.length && first + n < y.length; n++) {
      y[first + n] += voiced[n];
    }
  }

  private static void addFricative(
      double[] y, double start, double length, int sampleRateHz, SeededNoise random) {
    double hz = Math.min(0.4 * sampleRateHz, random.nextIn(2500, 6000));
    Resonator colour = new Resonator(hz, 2000, sampleRateHz);
    double level = random.nextIn(0.05, 0.25);
    int first = (int) (start * sampleRateHz);
    int count = (int) (length * sampleRateHz);
    for (int i = 0; i < count && first + i < y.length; i++) {
      double shape = Math.sin(Math.PI * i / count);
      y[first + i] += level * shape * colour.next(random.nextGaussian());
    }
  }

  @Override
  public String made() {
    return "SpeechLike: syllables of noise and vowels with pauses; seed " + seed;
  }
}
