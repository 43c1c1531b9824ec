package org.unroom.core.plot;

/**
 * Levels over time and logarithmic frequency, {@code levelDb[column][row]}: columns evenly over the
 * seconds, rows evenly over the octaves from lowest to highest hertz. 0 dB is a full-scale sine, −∞
 * nothing at all. The array is not copied: whoever makes one hands it over and changes it no more.
 */
public final class LogSpectrogram {
  private final float[][] levelDb;
  private final double lowestHz;
  private final double highestHz;
  private final double seconds;

  /**
   * Takes over levels.
   *
   * @param levelDb at least one column of at least one row
   * @param lowestHz lower edge of row 0
   * @param highestHz upper edge of the last row
   * @param seconds that the columns span
   */
  public LogSpectrogram(float[][] levelDb, double lowestHz, double highestHz, double seconds) {
    if (levelDb.length == 0 || levelDb[0].length == 0 || !(lowestHz < highestHz)) {
      throw new IllegalArgumentException(
          "a spectrogram of %d columns from %s to %s Hz needs columns, rows and a range"
              .formatted(levelDb.length, lowestHz, highestHz));
    }
    this.levelDb = levelDb;
    this.lowestHz = lowestHz;
    this.highestHz = highestHz;
    this.seconds = seconds;
  }

  /** Levels {@code [column][row]} in dB, not a copy. */
  public float[][] levelDb() {
    return levelDb;
  }

  /** Lower edge of row 0. */
  public double lowestHz() {
    return lowestHz;
  }

  /** Upper edge of the last row. */
  public double highestHz() {
    return highestHz;
  }

  /** Seconds that the columns span. */
  public double seconds() {
    return seconds;
  }

  /** The highest level, −∞ for silence. */
  public double highestDb() {
    double highest = Double.NEGATIVE_INFINITY;
    for (float[] column : levelDb) {
      for (float db : column) {
        highest = Math.max(highest, db);
      }
    }
    return highest;
  }
}
