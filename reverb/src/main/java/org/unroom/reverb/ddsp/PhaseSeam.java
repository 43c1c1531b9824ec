package org.unroom.reverb.ddsp;

/**
 * Where one fitted stretch takes over from another, so that a held tone goes on without a break.
 *
 * @param seconds from the start of the stretch that takes over, at least 0
 * @param cycles phase of the fundamental that it must have there; whole ones do not count
 */
public record PhaseSeam(double seconds, double cycles) {
  /** Checks the ranges. */
  public PhaseSeam {
    if (!(seconds >= 0) || !Double.isFinite(cycles)) {
      throw new IllegalArgumentException(
          "seconds=%s must be at least 0 and cycles=%s finite".formatted(seconds, cycles));
    }
  }
}
