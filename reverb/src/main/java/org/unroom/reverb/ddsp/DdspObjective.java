package org.unroom.reverb.ddsp;

import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.Parameter;
import org.unroom.core.loss.PowerSparsity;
import org.unroom.core.loss.SpectralLoss;
import org.unroom.core.loss.SpectralLossSettings;
import org.unroom.core.parallel.Workers;

/**
 * What a {@link DdspModel} is fitted to:
 *
 * <pre>
 *   loss = spectral loss of the recording
 *        + mean (e^2l / e^2L)^(1/4)  of the loudness l, and the same of the noise
 *        + pull of the room to where it started ({@link DdspRoom})
 * </pre>
 *
 * with L the loudest tone at the start. The sparsity takes from the dry sound what the room can
 * explain; noise counts against the tones, so that soft noise is not taken for many loud frames.
 */
final class DdspObjective {
  /** Magnitudes count down to 94 dB below a full-scale sine in the longest frames. */
  private static final double LOG_FLOOR = 1e-2;

  /** The floor that the reference library's figures are taken with. */
  private static final double REFERENCE_FLOOR = SpectralLossSettings.standard().logFloor();

  /** Names of {@link #terms}. */
  static final String[] TERMS = {"spectra", "few loud frames", "room near its start"};

  private static final double FEW = 1;
  private static final PowerSparsity SPARSITY = new PowerSparsity(1e-7);

  private final DdspModel model;
  private final SpectralLoss spectral;
  private final Workers workers;
  private final float[] gradient;
  private final double loudest;

  /**
   * Takes the target.
   *
   * @param recording with a peak near 1, which the logarithm's floor is measured against
   */
  DdspObjective(DdspModel model, int sampleRateHz, float[] recording, Workers workers) {
    this.model = model;
    this.spectral =
        new SpectralLoss(
            SpectralLossSettings.standard().withLogFloor(LOG_FLOOR), sampleRateHz, recording);
    this.workers = workers;
    this.gradient = new float[recording.length];
    this.loudest = largest(model.source().loudness());
  }

  /** The loss, priors and all. */
  double value() {
    model.group().forward();
    return terms().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The terms of the loss of the model as it was computed last: {@link #TERMS}. */
  List<Double> terms() {
    return List.of(
        spectral.value(model.group().output().value(), workers),
        few(model.source().loudness()) + few(model.source().noise()),
        model.room().map(DdspRoom::pull).orElse(0.0));
  }

  /** The spectral loss of the model as it was computed last, as the reference library takes it. */
  double spectralLoss() {
    return spectral.value(model.group().output().value(), REFERENCE_FLOOR, workers);
  }

  /** Computes the model and adds the gradients to its parameters. */
  void addGradients() {
    float[] wet = model.group().forward().value();
    Arrays.fill(gradient, 0);
    spectral.addGradient(wet, 1, gradient, workers);
    model.group().backward(gradient);
    addFew(model.source().loudness());
    addFew(model.source().noise());
    model.room().ifPresent(DdspRoom::addPull);
  }

  private static double largest(Parameter p) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float v : p.value()) {
      largest = Math.max(largest, v);
    }
    return largest;
  }

  /** Powers over that of the loudest tone at the start. */
  private float[] powers(Parameter p) {
    float[] x = new float[p.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.exp(2 * (p.value()[i] - loudest));
    }
    return x;
  }

  private double few(Parameter p) {
    return FEW / p.size() * SPARSITY.value(powers(p));
  }

  private void addFew(Parameter p) {
    float[] x = powers(p);
    float[] g = new float[x.length];
    SPARSITY.addGradient(x, FEW / p.size(), g);
    for (int i = 0; i < x.length; i++) {
      p.gradient()[i] += 2 * x[i] * g[i];
    }
  }
}
