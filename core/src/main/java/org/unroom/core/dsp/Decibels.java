package org.unroom.core.dsp;

/**
 * Decibels: {@code 10 log10} of a power ratio, {@code 20 log10} of an amplitude ratio. A ratio of 0
 * is −∞ dB and −∞ dB is a ratio of 0; negative ratios give NaN.
 */
public final class Decibels {
  private static final double PER_POWER_DECADE = 10;
  private static final double PER_AMPLITUDE_DECADE = 20;

  private Decibels() {}

  /** Level in dB of a power or energy ratio, at least 0. */
  public static double ofPower(double ratio) {
    return PER_POWER_DECADE * Math.log10(ratio);
  }

  /** Level in dB of an amplitude ratio, at least 0. */
  public static double ofAmplitude(double ratio) {
    return PER_AMPLITUDE_DECADE * Math.log10(ratio);
  }

  /** Power or energy ratio of a level in dB. */
  public static double toPower(double db) {
    return Math.pow(10, db / PER_POWER_DECADE);
  }

  /** Amplitude ratio of a level in dB. */
  public static double toAmplitude(double db) {
    return Math.pow(10, db / PER_AMPLITUDE_DECADE);
  }
}
