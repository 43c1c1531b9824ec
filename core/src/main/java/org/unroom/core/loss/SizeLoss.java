package org.unroom.core.loss;

/**
 * The terms of a {@link SpectralLoss} at one frame length. Target spectra are kept; the model's are
 * looked at block by block.
 */
final class SizeLoss {
  private final boolean cosines;
  private final FrameLanes lanes;
  private final float[][][] targets;
  private final MagnitudeTerms magnitudes;
  private final DifferenceTerms differences;
  private final CosineTerm cosine;

  SizeLoss(SpectralLossSettings settings, int nFft, float[] target) {
    int hop = Math.max(1, (int) Math.round(nFft * (1 - settings.overlap())));
    this.cosines = settings.distance() == SpectralDistance.COSINE;
    this.lanes = new FrameLanes(nFft, hop, target.length, settings.deltaTime() > 0);
    this.magnitudes = new MagnitudeTerms(settings, (double) lanes.frames() * lanes.bins());
    this.differences =
        new DifferenceTerms(settings, lanes.frames(), lanes.bins(), lanes.rowLength());
    this.cosine = new CosineTerm(settings.magnitude(), lanes.frames());
    this.targets = new float[lanes.blocks()][lanes.bins()][];
    lanes.load(target);
    for (int b = 0; b < lanes.blocks(); b++) {
      float[][] mag = lanes.magnitudes(b);
      for (int f = 0; f < mag.length; f++) {
        targets[b][f] = mag[f].clone();
      }
    }
  }

  /** The value of all terms, with any floor of the logarithm. */
  double value(float[] model, double logFloor) {
    lanes.load(model);
    double sum = 0;
    for (int b = 0; b < lanes.blocks(); b++) {
      float[][] mag = lanes.magnitudes(b);
      int count = lanes.count(b);
      sum +=
          cosines
              ? cosine.value(mag, targets[b], count)
              : magnitudes.value(mag, targets[b], count, logFloor)
                  + differences.value(mag, targets[b], count);
    }
    return sum;
  }

  /** Adds weight times the gradient with respect to the model's signal. */
  void addGradient(float[] model, double weight, float[] gModel) {
    lanes.load(model);
    for (int b = 0; b < lanes.blocks(); b++) {
      float[][] mag = lanes.magnitudes(b);
      if (cosines) {
        cosine.gradient(mag, targets[b], lanes.gradient(), weight, lanes.count(b));
      } else {
        magnitudes.gradient(mag, targets[b], lanes.gradient(), weight);
        differences.addGradient(mag, targets[b], lanes.gradient(), weight, lanes.count(b));
      }
      lanes.backpropagate(b);
    }
    lanes.addGradient(gModel);
  }
}
