package org.unroom.batch.run;

/**
 * How outputs are written.
 *
 * @param seed of the dither
 * @param replace whether outputs that exist are replaced
 * @param level of the treated sound
 * @param verify whether every sample of a file is read back and compared
 */
public record SaveSettings(long seed, boolean replace, Level level, boolean verify) {
  /** At the sound's own level, nothing replaced. */
  public static SaveSettings withSeed(long seed) {
    return new SaveSettings(seed, false, Level.KEEP, false);
  }

  /** The same, where existing outputs may be replaced or not. */
  public SaveSettings replacing(boolean existing) {
    return new SaveSettings(seed, existing, level, verify);
  }

  /** The same at another level. */
  public SaveSettings at(Level other) {
    return new SaveSettings(seed, replace, other, verify);
  }
}
