package org.unroom.reverb.fit;

/**
 * What plays the dry sound of a fitted synthesizer over time.
 *
 * @param stepSeconds from one value to the next
 * @param f0Hz fundamental, above 0
 * @param tonesDb level of all partials together, relative to the loudest that either part has
 * @param noiseDb level of the noise, on the same scale
 */
public record SourceControls(double stepSeconds, float[] f0Hz, float[] tonesDb, float[] noiseDb) {
  private static final double LOWEST_DB = -100;

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
        stepSeconds, f0Hz.clone(), relative(tones, loudest), relative(noise, loudest));
  }

  private static float[] relative(double[] power, double loudest) {
    float[] db = new float[power.length];
    for (int t = 0; t < db.length; t++) {
      db[t] = (float) Math.max(LOWEST_DB, 10 * Math.log10(power[t] / loudest));
    }
    return db;
  }
}
