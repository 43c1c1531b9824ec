package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.Adam;
import org.unroom.core.diff.Parameter;
import org.unroom.core.loss.ItakuraSaito;
import org.unroom.core.loss.LogSmoothness;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.model.RoomModel;
import org.unroom.reverb.model.SourceModel;

/**
 * The loop that hears the room in one recording: dry energies and room are set by gradient descent
 * so that together they explain the recording's band energies,
 *
 * <pre>
 *   loss = mean over b, t of [ R - ln R - 1 + lambda (x[b][t] + 1e-5)^(1/4) ],  R = (E + d)/(V + d)
 *          + 0.05 B mean (second difference over bands of ln T60)^2
 *          + 0.01 B mean (second difference over bands of ln A)^2
 * </pre>
 *
 * with d = 1e-6 of a band's mean energy, V the {@link RoomModel} of the {@link SourceModel}, and
 * Adam for everything. Bands run side by side; they meet once a step, in the priors. A step costs
 * O(B T).
 */
public final class RoomFit {
  private static final ItakuraSaito DIVERGENCE = new ItakuraSaito(1e-6);
  private static final double T60_SMOOTHNESS = 0.05;
  private static final double LEVEL_SMOOTHNESS = 0.01;
  private static final int STEPS_PER_REPORT = 20;

  private final RoomFitSettings settings;
  private final Workers workers;

  /** A fit with these settings on these threads; the result does not depend on their number. */
  public RoomFit(RoomFitSettings settings, Workers workers) {
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * Fits source and room, which it changes.
   *
   * @param measured the recording's energies {@code [b][t]}, each band's mean 1
   * @param name of the fit, for its trace
   * @return the loss before the first step, after every twentieth and at the end
   */
  public FitTrace run(
      String name, float[][] measured, SourceModel source, RoomModel room, Progress progress) {
    int bands = measured.length;
    List<Adam> ofBands = new ArrayList<>();
    for (int b = 0; b < bands; b++) {
      List<Parameter> parameters = new ArrayList<>(source.parameters(b));
      parameters.addAll(room.ofBand(b));
      ofBands.add(new Adam(parameters));
    }
    Adam shared = new Adam(sharedParameters(room));
    FitTrace.Builder trace =
        new FitTrace.Builder(name, "spectrum", "few loud frames", "smooth room");
    for (int i = 0; i < settings.steps(); i++) {
      if (i % STEPS_PER_REPORT == 0) {
        trace.add(i, terms(measured, source, room));
        progress.report("fitting the room", i / (double) settings.steps());
      }
      addGradients(measured, source, room, b -> ofBands.get(b).step());
      shared.step();
    }
    trace.add(settings.steps(), terms(measured, source, room));
    return trace.trace();
  }

  private List<Parameter> sharedParameters(RoomModel room) {
    return settings.decay() == RoomFitSettings.Decay.LEARNED
        ? List.of(room.t60Seconds(), room.tailLevel())
        : List.of(room.tailLevel());
  }

  /** Adds the gradients of the loss to all parameters; {@code thenBand} follows in each band. */
  void addGradients(
      float[][] measured,
      SourceModel source,
      RoomModel room,
      java.util.function.IntConsumer thenBand) {
    int frames = measured[0].length;
    double weight = 1.0 / ((double) measured.length * frames);
    workers.forEach(
        measured.length,
        () -> new float[4][frames],
        (b, rows) -> {
          float[] x = source.energy(b);
          room.forward(b, x, rows[0], rows[1]);
          DIVERGENCE.gradient(measured[b], rows[1], weight, rows[2]);
          room.adjoint(b, rows[2], x, rows[0], rows[3], rows[1]);
          source.accept(b, rows[3], weight);
          thenBand.accept(b);
        });
    LogSmoothness.addGradient(
        room.t60Seconds().value(), T60_SMOOTHNESS * measured.length, room.t60Seconds().gradient());
    LogSmoothness.addGradient(
        room.tailLevel().value(), LEVEL_SMOOTHNESS * measured.length, room.tailLevel().gradient());
  }

  /** The loss as it stands. */
  double loss(float[][] measured, SourceModel source, RoomModel room) {
    return terms(measured, source, room).stream().mapToDouble(Double::doubleValue).sum();
  }

  private List<Double> terms(float[][] measured, SourceModel source, RoomModel room) {
    int frames = measured[0].length;
    double[] divergences = new double[measured.length];
    double[] priors = new double[measured.length];
    workers.forEach(
        measured.length,
        () -> new float[2][frames],
        (b, rows) -> {
          room.forward(b, source.energy(b), rows[0], rows[1]);
          divergences[b] = DIVERGENCE.value(measured[b], rows[1]);
          priors[b] = source.prior(b);
        });
    double all = (double) measured.length * frames;
    return List.of(
        Arrays.stream(divergences).sum() / all,
        Arrays.stream(priors).sum() / all,
        T60_SMOOTHNESS * measured.length * LogSmoothness.value(room.t60Seconds().value())
            + LEVEL_SMOOTHNESS * measured.length * LogSmoothness.value(room.tailLevel().value()));
  }
}
