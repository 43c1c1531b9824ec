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
 *        + 2 mean (e^2l / e^2l_max)^(1/4)  of the loudness l, and the same of the noise
 *        + 10 mean (ln T60 - ln T60_0)^2 + 10 mean (ln level - ln level_0)^2
 * </pre>
 *
 * The sparsity takes from the dry sound what the room can explain. The room is held near what the
 * expected powers say of it: magnitudes of a tail are random, and the L1 distance of two random
 * tails is least when one of them is too quiet (measured: C50 3 dB too high without the last line).
 */
final class DdspObjective {
  /** Magnitudes count down to 94 dB below a full-scale sine in the longest frames. */
  private static final double LOG_FLOOR = 1e-2;

  /** Names of {@link #terms}. */
  static final String[] TERMS = {"spectra", "few loud frames", "room near its start"};

  private static final double FEW = 2;
  private static final PowerSparsity SPARSITY = new PowerSparsity(1e-7);
  private static final double ROOM_PULL = 10;

  private final DdspModel model;
  private final SpectralLoss spectral;
  private final Workers workers;
  private final float[] gradient;
  private final double loudest;
  private final double noisiest;
  private final float[] startT60;
  private final float[] startLevel;

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
    this.loudest = largest(model.loudness());
    this.noisiest = largest(model.noise());
    this.startT60 = model.t60().value().clone();
    this.startLevel = model.level().value().clone();
  }

  /** The loss, priors and all. */
  double value() {
    model.group().forward();
    return terms().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The terms of the loss of the model as it was computed last: {@link #TERMS}. */
  List<Double> terms() {
    return List.of(
        spectralLoss(),
        few(model.loudness(), loudest) + few(model.noise(), noisiest),
        pull(model.t60(), startT60) + pull(model.level(), startLevel));
  }

  /** The spectral loss of the model as it was computed last. */
  double spectralLoss() {
    return spectral.value(model.group().output().value(), workers);
  }

  /** Computes the model and adds the gradients to its parameters. */
  void addGradients() {
    float[] wet = model.group().forward().value();
    Arrays.fill(gradient, 0);
    spectral.addGradient(wet, 1, gradient, workers);
    model.group().backward(gradient);
    addFew(model.loudness(), loudest);
    addFew(model.noise(), noisiest);
    addPull(model.t60(), startT60);
    addPull(model.level(), startLevel);
  }

  private static double largest(Parameter p) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float v : p.value()) {
      largest = Math.max(largest, v);
    }
    return largest;
  }

  private static float[] powers(Parameter p, double largest) {
    float[] x = new float[p.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.exp(2 * (p.value()[i] - largest));
    }
    return x;
  }

  private static double few(Parameter p, double largest) {
    return FEW / p.size() * SPARSITY.value(powers(p, largest));
  }

  private static void addFew(Parameter p, double largest) {
    float[] x = powers(p, largest);
    float[] g = new float[x.length];
    SPARSITY.addGradient(x, FEW / p.size(), g);
    for (int i = 0; i < x.length; i++) {
      p.gradient()[i] += 2 * x[i] * g[i];
    }
  }

  private static double pull(Parameter p, float[] start) {
    double sum = 0;
    for (int b = 0; b < start.length; b++) {
      double d = Math.log(p.value()[b] / start[b]);
      sum += d * d;
    }
    return ROOM_PULL * sum / start.length;
  }

  private static void addPull(Parameter p, float[] start) {
    for (int b = 0; b < start.length; b++) {
      double x = p.value()[b];
      p.gradient()[b] += (float) (2 * ROOM_PULL * Math.log(x / start[b]) / (x * start.length));
    }
  }
}
