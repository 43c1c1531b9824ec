package org.unroom.core.testkit.audio;

/**
 * Formants of sung and spoken vowels and the amplitude they give a partial,
 *
 * <pre>
 *   A(f) = product over k of 1 / | 1 - (f/F_k)^2 + i (f/F_k) (B_k/F_k) |
 * </pre>
 *
 * the cascade of a vocal tract. Frequencies: G. E. Peterson, H. L. Barney, "Control methods used in
 * a study of the vowels", JASA 24 (2), 1952, table II (men); from the fourth on they are fixed, 3.4
 * kHz and then a kilohertz apart, without which the cascade would lose everything above 4 kHz.
 */
enum Vowel {
  /** As in "father". */
  A(730, 1090, 2440),
  /** As in "bed". */
  E(530, 1840, 2480),
  /** As in "see". */
  I(270, 2290, 3010),
  /** As in "law". */
  O(570, 840, 2410),
  /** As in "boot". */
  U(300, 870, 2240);

  private static final double[] FIXED_HZ = {3400, 4500, 5500, 6500, 7500, 8500, 9500};
  private static final double[] BANDWIDTH_HZ = {80, 90, 120, 150, 250, 300, 350, 400, 450, 500};

  private final double firstHz;
  private final double secondHz;
  private final double thirdHz;

  Vowel(double firstHz, double secondHz, double thirdHz) {
    this.firstHz = firstHz;
    this.secondHz = secondHz;
    this.thirdHz = thirdHz;
  }

  private double formantHz(int k) {
    return switch (k) {
      case 0 -> firstHz;
      case 1 -> secondHz;
      case 2 -> thirdHz;
      default -> FIXED_HZ[k - 3];
    };
  }

  /**
   * Amplitude at {@code hz} on the way from this vowel to another.
   *
   * @param share how far, 0 = this one, 1 = the other
   * @param scale factor on all formants: 1 for a man, 1.17 for a woman
   */
  double amplitude(double hz, Vowel other, double share, double scale) {
    double product = 1;
    for (int k = 0; k < BANDWIDTH_HZ.length; k++) {
      double f = scale * ((1 - share) * formantHz(k) + share * other.formantHz(k));
      double ratio = hz / f;
      product /= Math.hypot(1 - ratio * ratio, ratio * BANDWIDTH_HZ[k] / f);
    }
    return product;
  }
}
