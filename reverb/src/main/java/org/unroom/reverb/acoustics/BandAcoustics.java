package org.unroom.reverb.acoustics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What ISO 3382-1 tells of one band of an impulse response; what cannot be told is empty.
 *
 * @param nominalHz the band's name; 0 for the response as a whole
 * @param rangeDb how far the decay falls before it meets the noise
 * @param edtSeconds early decay time, 0 to -10 dB
 * @param t10Seconds -5 to -15 dB, from 25 dB of range on: no measure of the standard, but what a
 *     noisy response still tells
 * @param t20Seconds -5 to -25 dB, from 35 dB of range on
 * @param t30Seconds -5 to -35 dB, from 45 dB of range on
 * @param nonlinearityPermille of the line that {@link #t60Seconds} is from; above 10 the decay is
 *     no straight line (ISO 3382-2 annex B)
 * @param curvaturePercent {@code 100 (T30 / T20 - 1)}; above 10 the decay is bent (the same)
 * @param doubleSlope where two decays fit clearly better than one
 * @param c50Db clarity, 50 ms
 * @param c80Db clarity, 80 ms
 * @param d50 definition, 0..1
 * @param centreSeconds centre time Ts
 * @param drrDb direct sound over all that comes later; nothing in bands whose period is longer than
 *     the window of the direct sound
 */
public record BandAcoustics(
    double nominalHz,
    double rangeDb,
    OptionalDouble edtSeconds,
    OptionalDouble t10Seconds,
    OptionalDouble t20Seconds,
    OptionalDouble t30Seconds,
    OptionalDouble nonlinearityPermille,
    OptionalDouble curvaturePercent,
    Optional<DoubleSlope> doubleSlope,
    OptionalDouble c50Db,
    OptionalDouble c80Db,
    OptionalDouble d50,
    OptionalDouble centreSeconds,
    OptionalDouble drrDb) {
  private static final double STRAIGHT_PERMILLE = 10;
  private static final double STRAIGHT_PERCENT = 10;

  /** T60 in seconds by the estimator with the widest range that the noise allows. */
  public OptionalDouble t60Seconds() {
    if (t30Seconds.isPresent()) {
      return t30Seconds;
    }
    return t20Seconds.isPresent() ? t20Seconds : t10Seconds;
  }

  /** The name of the estimator that {@link #t60Seconds} is from. */
  public String t60Estimator() {
    if (t30Seconds.isPresent()) {
      return "T30";
    }
    if (t20Seconds.isPresent()) {
      return "T20";
    }
    return t10Seconds.isPresent() ? "T10" : "none";
  }

  /** Whether the decay is bent: no single time describes it. */
  public boolean bent() {
    return doubleSlope.isPresent()
        || nonlinearityPermille.orElse(0) > STRAIGHT_PERMILLE
        || Math.abs(curvaturePercent.orElse(0)) > STRAIGHT_PERCENT;
  }
}
