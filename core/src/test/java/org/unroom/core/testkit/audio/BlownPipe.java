package org.unroom.core.testkit.audio;

import java.util.List;
import org.unroom.core.testkit.SeededNoise;

/**
 * A flute-like line: six partials, breath noise in two resonances of the pipe, a chiff of 40 ms at
 * each tongued note, tremolo of 5 Hz that takes the upper partials with it.
 *
 * @param seed seed of the breath
 */
record BlownPipe(long seed) implements Material {
  private static final double[] PARTIALS = {1, 0.45, 0.24, 0.1, 0.05, 0.02};
  private static final double TREMOLO_HZ = 5;
  private static final double TREMOLO_DEPTH = 0.12;
  private static final double BREATH = 0.25;
  private static final double CHIFF = 1.5;
  private static final double CHIFF_SECONDS = 0.04;

  private static final Melody MELODY =
      new Melody(
          List.of(
              new Melody.Note(0.00, 0.48, 587.3, 0.8),
              new Melody.Note(0.50, 0.23, 659.3, 0.9),
              new Melody.Note(0.75, 0.23, 740.0, 0.9),
              new Melody.Note(1.00, 0.95, 880.0, 1.0),
              new Melody.Note(2.20, 0.23, 784.0, 0.8),
              new Melody.Note(2.45, 0.23, 740.0, 0.8),
              new Melody.Note(2.70, 0.95, 587.3, 0.9)));

  @Override
  public float[] render(int sampleRateHz) {
    double[] f0 = MELODY.f0Hz(sampleRateHz, 0.008, TREMOLO_HZ, 6);
    double[] level = MELODY.level(sampleRateHz, 0.05, 0.06);
    double[] y = new double[f0.length];
    Partials.add(
        y,
        sampleRateHz,
        f0,
        (n, h, hz) ->
            h > PARTIALS.length ? 0 : PARTIALS[h - 1] * Math.pow(blow(n, level, sampleRateHz), h));
    addBreath(y, level, sampleRateHz);
    return Levels.atPeak(y);
  }

  /** Blowing pressure 0..1; partial h goes with its h-th power. */
  private static double blow(int n, double[] level, int sampleRateHz) {
    double tremolo = Math.sin(2 * Math.PI * TREMOLO_HZ * n / sampleRateHz);
    return level[n] * (1 - TREMOLO_DEPTH + TREMOLO_DEPTH * tremolo);
  }

  private void addBreath(double[] y, double[] level, int sampleRateHz) {
    SeededNoise noise = new SeededNoise(seed);
    for (Melody.Note note : MELODY.notes()) {
      Resonator first = new Resonator(note.hz(), 300, sampleRateHz);
      Resonator second = new Resonator(3.1 * note.hz(), 1500, sampleRateHz);
      int from = (int) (note.start() * sampleRateHz);
      int to = Math.min(y.length, (int) (note.end() * sampleRateHz));
      for (int n = from; n < to; n++) {
        double white = noise.nextGaussian();
        double chiff = CHIFF * Math.exp(-(n - from) / (CHIFF_SECONDS * sampleRateHz));
        double breath = BREATH * (first.next(white) + second.next(white));
        y[n] += level[n] * (1 + chiff) * breath;
      }
    }
  }

  @Override
  public String made() {
    return "BlownPipe: six partials, breath noise, chiff, tremolo; seed " + seed;
  }
}
