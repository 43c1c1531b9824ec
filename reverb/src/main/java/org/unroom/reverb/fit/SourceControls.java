package org.unroom.reverb.fit;

/** What plays the dry sound of a fitted synthesizer over time. */
public final class SourceControls {
  private static final double LOWEST_DB = -100;

  private final double stepSeconds;
  private final float[] f0Hz;
  private final float[] tonesDb;
  private final float[] noiseDb;

  /**
   * Controls, all of one length.
   *
   * @param stepSeconds from one value to the next
   * @param f0Hz fundamental, above 0
   * @param tonesDb level of all partials together, relative to the loudest that either part has
   * @param noiseDb level of the noise, on the same scale
   */
  public SourceControls(double stepSeconds, float[] f0Hz, float[] tonesDb, float[] noiseDb) {
    this.stepSeconds = stepSeconds;
    this.f0Hz = f0Hz.clone();
    this.tonesDb = tonesDb.clone();
    this.noiseDb = noiseDb.clone();
  }

  /**
   * Controls from powers.
   *
   * @param tones power of all partials together, at every step
   * @param noise power of the noise, at every step
   */
  public static SourceControls ofPowers(
      double stepSeconds, float[] f0Hz, double[] tones, double[] noise) {
    double loudest = Double.MIN_NORMAL;
    for (int t = 0; t < tones.length; t++) {
      loudest = Math.max(loudest, Math.max(tones[t], noise[t]));
    }
    return new SourceControls(
        stepSeconds, f0Hz, relative(tones, loudest), relative(noise, loudest));
  }

  private static float[] relative(double[] power, double loudest) {
    float[] db = new float[power.length];
    for (int t = 0; t < db.length; t++) {
      db[t] = (float) Math.max(LOWEST_DB, 10 * Math.log10(power[t] / loudest));
    }
    return db;
  }

  /** Seconds from one value to the next. */
  public double stepSeconds() {
    return stepSeconds;
  }

  /** The fundamental at every step; not a copy. */
  public float[] f0Hz() {
    return f0Hz;
  }

  /** Level of all partials together at every step; not a copy. */
  public float[] tonesDb() {
    return tonesDb;
  }

  /** Level of the noise at every step; not a copy. */
  public float[] noiseDb() {
    return noiseDb;
  }
}
