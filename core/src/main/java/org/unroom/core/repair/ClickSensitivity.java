package org.unroom.core.repair;

/** What counts as a click. */
public enum ClickSensitivity {
  /** Single clicks in any material: castanets and plosives stay, some clicks under them too. */
  CLICKS(5, 3, 12, 3.5),
  /** Vinyl with its dense, weak crackle: more is taken for damage, so not for clean recordings. */
  VINYL(4, 2, 8, 2.5);

  /** Damage seldom comes alone: ten times as many clicks make the next so much more likely. */
  private static final double EVIDENCE_PER_DECADE_DB = 5;

  private final double threshold;
  private final double prominence;
  private final double evidenceDb;
  private final double leastEvidenceDb;

  ClickSensitivity(double threshold, double prominence, double evidenceDb, double leastEvidenceDb) {
    this.threshold = threshold;
    this.prominence = prominence;
    this.evidenceDb = evidenceDb;
    this.leastEvidenceDb = leastEvidenceDb;
  }

  /** Least size of a click in standard deviations of the prediction error around it. */
  double threshold() {
    return threshold;
  }

  /** Least size of a click in what the interpolation error usually rises to within 2 ms. */
  double prominence() {
    return prominence;
  }

  /**
   * Least fall of the prediction error when the click is taken for an addition to the sound.
   *
   * @param perSecond clicks that are known near by
   */
  double evidenceDb(double perSecond) {
    double likely = EVIDENCE_PER_DECADE_DB * Math.log10(Math.max(1, perSecond));
    return Math.max(leastEvidenceDb, evidenceDb - likely);
  }
}
