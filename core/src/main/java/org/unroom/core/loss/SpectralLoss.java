package org.unroom.core.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.parallel.Workers;

/**
 * The multi-scale spectral loss of a model's signal against a recording's (J. Engel et al., "DDSP:
 * differentiable digital signal processing", ICLR 2020, sec. 4.2.1; X. Wang, S. Takaki, J.
 * Yamagishi, "Neural source-filter waveform models", 2019),
 *
 * <pre>
 *   L = sum over frame lengths of w d(S, S') + w' d(ln(S + floor), ln(S' + floor)) + …
 * </pre>
 *
 * where S are magnitudes of Hann-windowed frames ({@link SpectralLossSettings} says which lengths,
 * which distance d, and what else is compared). Frames start at sample 0, reach beyond the end and
 * are not scaled; distances are means over frames and bins, so the number can be compared with
 * those published for the reference library. Phases do not matter to it: only sums of sinusoids
 * that meet in a frame do.
 *
 * <p>Spectra of the target are computed once. Frame lengths are shared out to workers; sums run in
 * a fixed order, so results are the same for any number of threads. One gradient costs about two
 * transforms of each frame. Not safe for use by several threads at once.
 */
public final class SpectralLoss {
  private final int length;
  private final List<SizeLoss> sizes = new ArrayList<>();
  private final List<AWeightedLoudness> loudness = new ArrayList<>();
  private final float[] targetLoudness;
  private final double loudnessWeight;
  private final double logFloor;
  private final double[] values;
  private final float[][] gradients;

  /**
   * Takes the spectra of the target.
   *
   * @param settings what to compare
   * @param sampleRateHz samples per second
   * @param target the recording, at least 1 sample
   */
  public SpectralLoss(SpectralLossSettings settings, int sampleRateHz, float[] target) {
    if (target.length == 0) {
      throw new IllegalArgumentException("the target has no samples; it must have at least one");
    }
    this.length = target.length;
    for (int size : settings.sizes(sampleRateHz)) {
      sizes.add(new SizeLoss(settings, size, target));
    }
    this.loudnessWeight = settings.loudness();
    this.logFloor = settings.logFloor();
    if (loudnessWeight > 0) {
      loudness.add(new AWeightedLoudness(sampleRateHz, target.length));
    }
    this.targetLoudness =
        loudness.stream().map(l -> l.of(target).clone()).findFirst().orElse(new float[0]);
    this.values = new double[sizes.size()];
    this.gradients = new float[sizes.size()][length];
  }

  /** The loss of a signal as long as the target. */
  public double value(float[] model, Workers workers) {
    return value(model, logFloor, workers);
  }

  /**
   * The same with another floor of the logarithm, to be held against figures that were taken with
   * it.
   *
   * @param floor above 0
   */
  public double value(float[] model, double floor, Workers workers) {
    requireLength(model);
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor=%s must be above 0".formatted(floor));
    }
    workers.forEach(sizes.size(), k -> values[k] = sizes.get(k).value(model, floor));
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    for (AWeightedLoudness l : loudness) {
      sum += loudnessWeight * meanDistance(l.of(model), targetLoudness);
    }
    return sum;
  }

  /** Adds {@code weight * dL/dmodel} to {@code gModel}; the value itself is not computed. */
  public void addGradient(float[] model, double weight, float[] gModel, Workers workers) {
    requireLength(model);
    workers.forEach(
        sizes.size(),
        k -> {
          Arrays.fill(gradients[k], 0);
          sizes.get(k).addGradient(model, weight, gradients[k]);
        });
    for (float[] g : gradients) {
      for (int n = 0; n < length; n++) {
        gModel[n] += g[n];
      }
    }
    for (AWeightedLoudness l : loudness) {
      float[] g = l.of(model).clone();
      double each = weight * loudnessWeight / g.length;
      for (int t = 0; t < g.length; t++) {
        g[t] = (float) (each * Math.signum(g[t] - targetLoudness[t]));
      }
      l.addGradient(model, g, gModel);
    }
  }

  private static double meanDistance(float[] a, float[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += Math.abs(a[t] - b[t]);
    }
    return sum / a.length;
  }

  private void requireLength(float[] model) {
    if (model.length != length) {
      throw new IllegalArgumentException(
          "the model has %d samples, the target %d; both must have as many"
              .formatted(model.length, length));
    }
  }
}
