package org.unroom.core.loss;

/** How far two spectra are apart; means go over all frames and bins. */
public enum SpectralDistance {
  /** {@code mean |S - S'|}. */
  L1,
  /** {@code mean (S - S')^2}. */
  L2,
  /** {@code mean over frames of 1 - <S, S'> / (|S| |S'|)}: shape without level. */
  COSINE
}
