package org.unroom.batch.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How late reverberation is taken out. */
public enum DereverbMethod {
  /** Sparse linear prediction and a gain, both steered by the fitted room; the usual way. */
  SPARSE,
  /** Weighted prediction error as published (Nakatani et al. 2010), for comparison. */
  WPE;

  /** The word for it in options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method called {@code label}. */
  public static Optional<DereverbMethod> called(String label) {
    return Arrays.stream(values()).filter(m -> m.label().equals(label)).findFirst();
  }
}
