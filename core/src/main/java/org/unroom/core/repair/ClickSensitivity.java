package org.unroom.core.repair;

/** What counts as a click. */
public enum ClickSensitivity {
  /** Single clicks in any material: castanets and plosives stay, some clicks under them too. */
  CLICKS(5, 1.2, 10, 4.5),
  /** Vinyl with its dense, weak crackle: more is taken for damage, so not for clean recordings. */
  VINYL(4, 1, 4.5, 3);

  private final double threshold;
  private final double prominence;
  private final double evidenceDb;
  private final double furtherEvidenceDb;

  ClickSensitivity(
      double threshold, double prominence, double evidenceDb, double furtherEvidenceDb) {
    this.threshold = threshold;
    this.prominence = prominence;
    this.evidenceDb = evidenceDb;
    this.furtherEvidenceDb = furtherEvidenceDb;
  }

  /** Least size of a click in standard deviations of the prediction error around it. */
  double threshold() {
    return threshold;
  }

  /** Least size against the other peaks of the prediction error within 20 ms: voices have some. */
  double prominence() {
    return prominence;
  }

  /** Least fall of the prediction error when the click is taken for an addition to the sound. */
  double evidenceDb() {
    return evidenceDb;
  }

  /** The same where other clicks are known near by. */
  double furtherEvidenceDb() {
    return furtherEvidenceDb;
  }
}
