package org.unroom.reverb.dereverb;

/**
 * How {@link LinearPrediction} runs.
 *
 * @param taps K, frames that a prediction looks back over, shared out over the channels; at least 1
 * @param delayFrames d, frames between the newest frame used and the one predicted, at least 1;
 *     keeps the early sound and the source's own correlation
 * @param iterations of the reweighting, at least 1
 * @param norm p of the sparsity measure, 0..2: 0 is the likelihood of WPE, 2 plain least squares
 * @param smoothing of the power that the weights are made of
 * @param floor lowest weighting power, as a share of the largest, above 0
 * @param floorScope what "the largest" is taken over
 * @param ridge diagonal loading, as a share of the mean diagonal, at least 0
 */
public record PredictionSettings(
    int taps,
    int delayFrames,
    int iterations,
    double norm,
    Smoothing smoothing,
    double floor,
    Scope floorScope,
    double ridge) {

  /** How the power is smoothed before it is inverted. */
  public enum Smoothing {
    /** Not at all. */
    NONE,
    /** Mean over three frames and three bins, edges repeated. */
    BOX_3X3
  }

  /** What a floor is relative to. */
  public enum Scope {
    /** The largest power of the bin. */
    BIN,
    /** The largest power of the recording. */
    RECORDING
  }

  /** The sparse prediction that Unroom takes: 1.3 s back at hops of 16 ms. */
  public static final PredictionSettings SPARSE =
      new PredictionSettings(80, 2, 3, 0.6, Smoothing.BOX_3X3, 1e-6, Scope.RECORDING, 1e-6);

  /** WPE with the defaults of nara_wpe (Drude et al., ITG 2018): for frames of 32 ms every 8 ms. */
  public static final PredictionSettings WPE =
      new PredictionSettings(10, 3, 3, 0, Smoothing.NONE, 1e-10, Scope.BIN, 0);

  /** Checks the ranges. */
  public PredictionSettings {
    require(taps >= 1, "taps", taps, "at least 1");
    require(delayFrames >= 1, "delayFrames", delayFrames, "at least 1");
    require(iterations >= 1, "iterations", iterations, "at least 1");
    require(norm >= 0 && norm <= 2, "norm", norm, "between 0 and 2");
    require(floor > 0, "floor", floor, "above 0");
    require(ridge >= 0, "ridge", ridge, "at least 0");
  }

  /** The same with other taps, delay and iterations. */
  public PredictionSettings with(int otherTaps, int otherDelay, int otherIterations) {
    return new PredictionSettings(
        otherTaps, otherDelay, otherIterations, norm, smoothing, floor, floorScope, ridge);
  }

  private static void require(boolean holds, String name, Number value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("%s=%s must be %s".formatted(name, value, rule));
    }
  }
}
