package org.unroom.core.loss;

/** How far two spectra are apart; means go over all frames and bins. */
public enum SpectralDistance {
  /** {@code mean |S - S'|}. */
  L1,
  /** {@code mean (S - S')^2}. */
  L2,
  /** {@code mean over frames of 1 - <S, S'> / (|S| |S'|)}: shape without level. */
  COSINE;

  /** The distance of two cells that differ by d: |d| for L1, d^2 otherwise. */
  double of(double d) {
    return this == L1 ? Math.abs(d) : d * d;
  }

  /** Its derivative. */
  double slope(double d) {
    return this == L1 ? Math.signum(d) : 2 * d;
  }
}
