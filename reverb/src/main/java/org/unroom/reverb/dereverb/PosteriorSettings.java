package org.unroom.reverb.dereverb;

/**
 * How {@link DryPosterior} runs.
 *
 * @param responseFrames L, length of the room's response in frames, at least 1
 * @param iterations of estimating room and dry sound in turn, at least 1
 * @param conjugateSteps of solving for the dry sound in each iteration, at least 1
 * @param relaxation how far the room moves towards its new estimate, 1..2; above 1 arrives sooner
 */
public record PosteriorSettings(
    int responseFrames, int iterations, int conjugateSteps, double relaxation) {
  /** A room of 640 ms at hops of 16 ms. */
  public static final PosteriorSettings DEFAULT = new PosteriorSettings(40, 8, 2, 2);

  /** Checks the ranges. */
  public PosteriorSettings {
    if (responseFrames < 1 || iterations < 1 || conjugateSteps < 1) {
      throw new IllegalArgumentException(
          "responseFrames=%d, iterations=%d, conjugateSteps=%d must all be at least 1"
              .formatted(responseFrames, iterations, conjugateSteps));
    }
    if (!(relaxation >= 1 && relaxation <= 2)) {
      throw new IllegalArgumentException(
          "relaxation=%s must be between 1 and 2; beyond 2 the iteration diverges"
              .formatted(relaxation));
    }
  }
}
