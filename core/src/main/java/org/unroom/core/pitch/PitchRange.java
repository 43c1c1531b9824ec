package org.unroom.core.pitch;

/**
 * Where a fundamental is looked for.
 *
 * @param lowestHz above 0
 * @param highestHz above lowestHz
 */
public record PitchRange(double lowestHz, double highestHz) {
  /** From a bass voice to the upper end of a violin's or a flute's melody: 60 to 1500 Hz. */
  public static final PitchRange MUSIC = new PitchRange(60, 1500);

  private static final double CENTS_PER_OCTAVE = 1200;

  /** Checks the order. */
  public PitchRange {
    if (!(lowestHz > 0 && highestHz > lowestHz && Double.isFinite(highestHz))) {
      throw new IllegalArgumentException(
          "lowestHz=%s, highestHz=%s must be above 0 and in this order"
              .formatted(lowestHz, highestHz));
    }
  }

  /** Candidates from lowestHz on, {@code stepCents} apart, up to highestHz. */
  double[] candidates(double stepCents) {
    double cents = CENTS_PER_OCTAVE * Math.log(highestHz / lowestHz) / Math.log(2);
    double[] hz = new double[1 + (int) Math.floor(cents / stepCents)];
    for (int i = 0; i < hz.length; i++) {
      hz[i] = lowestHz * Math.pow(2, i * stepCents / CENTS_PER_OCTAVE);
    }
    return hz;
  }
}
