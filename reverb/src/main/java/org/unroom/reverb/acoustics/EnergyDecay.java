package org.unroom.reverb.acoustics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The backward-integrated decay of one band as it is drawn: a level every few samples from the
 * direct sound to the noise, the line that T60 is read from, and where the noise lies.
 *
 * @param nominalHz the band's name
 * @param stepSeconds between levels
 * @param levelDb {@code [i]} at i steps behind the direct sound, below the energy of all (what
 *     rings before the direct sound is missing there already), 0 where all of it is still to come
 * @param line from -5 dB down to -35 dB, or as far as the range allows; nothing without a decay
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EnergyDecay(
    double nominalHz, double stepSeconds, double[] levelDb, Optional<Line> line) {
  private static final int MOST_LEVELS = 400;
  private static final double TOP_DB = -5;
  private static final double[] BOTTOM_DB = {-35, -25, -15};

  /** The estimators' ranges end this far above the noise (ISO 3382-1). */
  private static final double ABOVE_NOISE_DB = 10;

  /**
   * A straight decay.
   *
   * @param fromSeconds behind the direct sound, where it has {@code fromDb}
   * @param toSeconds where it has {@code toDb}
   */
  public record Line(double fromSeconds, double fromDb, double toSeconds, double toDb) {}

  /**
   * The decays of a response.
   *
   * @param h samples; not changed
   * @param sampleRateHz samples a second
   */
  public static List<EnergyDecay> of(float[] h, int sampleRateHz, Bands kind) {
    DirectSound direct = DirectSound.in(h, sampleRateHz);
    return kind.below(sampleRateHz).stream()
        .map(band -> of(h, sampleRateHz, direct, band))
        .toList();
  }

  private static EnergyDecay of(float[] h, int rate, DirectSound direct, Bands.Band band) {
    FilteredDecay decay = FilteredDecay.of(h, rate, direct, Optional.of(band));
    double[] all = decay.curve().levelDb();
    int start = Math.min(decay.start(), all.length);
    int step = Math.max(1, (all.length - start) / MOST_LEVELS);
    double[] levels = new double[(all.length - start + step - 1) / step];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = all[start + i * step];
    }
    return new EnergyDecay(
        band.nominalHz(), step / (double) rate, levels, line(decay, start / (double) rate));
  }

  private static Optional<Line> line(FilteredDecay decay, double startSeconds) {
    double lowest = ABOVE_NOISE_DB - decay.curve().rangeDb();
    return Arrays.stream(BOTTOM_DB)
        .filter(bottom -> bottom >= lowest)
        .boxed()
        .findFirst()
        .flatMap(
            bottom ->
                decay
                    .curve()
                    .line(TOP_DB, bottom, decay.lateFrom())
                    .filter(fit -> fit.slope() < 0)
                    .map(
                        fit ->
                            new Line(
                                fit.secondsAt(TOP_DB) - startSeconds,
                                TOP_DB,
                                fit.secondsAt(bottom) - startSeconds,
                                bottom)));
  }
}
