package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.Adam;
import org.unroom.core.diff.Parameter;
import org.unroom.core.loss.StudentDivergence;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.model.HarmonicSource;
import org.unroom.reverb.model.SpectralRoom;

/**
 * Hears the room in the recording of one instrument or voice: {@link HarmonicSource} and {@link
 * SpectralRoom} are set by gradient descent so that together they explain its power spectrogram,
 *
 * <pre>
 *   loss = mean over t, f of the Student-t divergence of P from V (nu = 3)  +  priors of both
 * </pre>
 *
 * When the fundamental moves on and old partials ring, only the room can explain them. The
 * divergence forgives what the source has no numbers for. The part of the prior that likes few loud
 * frames comes in over the first 50 steps. A step costs O(F T); bins and frames run side by side,
 * and the result does not depend on the number of threads.
 */
public final class HarmonicFit {
  private static final StudentDivergence DIVERGENCE = new StudentDivergence(3);
  private static final int STEPS_TO_FEW = 50;
  private static final int BINS_PER_PIECE = 64;
  private static final int STEPS_PER_REPORT = 20;
  private static final double SHORTEST_STEP = 0.05;

  private final float[][] measured;
  private final HarmonicSource source;
  private final SpectralRoom room;
  private final Workers workers;
  private final float[][] dry;
  private final float[][] tail;
  private final float[][] wet;
  private final float[][] gradient;

  /**
   * A fit of the given source and room, which it changes.
   *
   * @param measured P {@code [t][f]}, above 0
   */
  public HarmonicFit(
      float[][] measured, HarmonicSource source, SpectralRoom room, Workers workers) {
    this.measured = measured;
    this.source = source;
    this.room = room;
    this.workers = workers;
    int frames = measured.length;
    int bins = measured[0].length;
    this.dry = new float[frames][bins];
    this.tail = new float[frames][bins];
    this.wet = new float[frames][bins];
    this.gradient = new float[frames][bins];
  }

  /**
   * Takes so many steps, which shrink along a cosine.
   *
   * @return the loss before the first step, after every twentieth and at the end
   */
  public FitTrace run(int steps, Progress progress) {
    List<Parameter> parameters = new ArrayList<>(source.parameters());
    parameters.addAll(room.parameters());
    Adam adam = new Adam(parameters);
    FitTrace.Builder trace =
        new FitTrace.Builder("instrument and room", "spectrum", "source", "room");
    for (int i = 0; i < steps; i++) {
      if (i % STEPS_PER_REPORT == 0) {
        trace.add(i, terms(few(i)));
        progress.report("fitting instrument and room", i / (double) steps);
      }
      addGradients(few(i));
      adam.step(Math.max(SHORTEST_STEP, (1 + Math.cos(Math.PI * i / steps)) / 2));
      room.update();
    }
    trace.add(steps, terms(few(steps)));
    return trace.trace();
  }

  private static double few(int step) {
    return Math.min(1, step / (double) STEPS_TO_FEW);
  }

  /** Adds the gradients of the loss to all parameters. */
  void addGradients(double few) {
    int frames = measured.length;
    int bins = measured[0].length;
    double weight = 1.0 / ((double) frames * bins);
    workers.forEach(frames, t -> source.forward(t, dry[t]));
    forEachPiece(
        bins,
        (from, to) -> {
          room.forward(dry, tail, wet, from, to);
          for (int t = 0; t < frames; t++) {
            DIVERGENCE.gradient(measured[t], wet[t], from, to, weight, wet[t]);
          }
          room.adjoint(wet, dry, tail, gradient, from, to);
        });
    workers.forEach(frames, t -> source.adjoint(t, gradient[t]));
    room.collectGradients();
    source.collectGradients(few);
  }

  /** The loss as it stands. */
  double loss(double few) {
    return terms(few).stream().mapToDouble(Double::doubleValue).sum();
  }

  private List<Double> terms(double few) {
    int bins = measured[0].length;
    predict();
    double[] ofFrames = new double[measured.length];
    workers.forEach(
        ofFrames.length, t -> ofFrames[t] = DIVERGENCE.value(measured[t], wet[t], 0, bins));
    return List.of(
        Arrays.stream(ofFrames).sum() / ((double) ofFrames.length * bins),
        source.prior(few),
        room.prior());
  }

  /** Computes what the fit expects: dry powers, tail and the recording's. */
  private void predict() {
    workers.forEach(measured.length, t -> source.forward(t, dry[t]));
    forEachPiece(measured[0].length, (from, to) -> room.forward(dry, tail, wet, from, to));
  }

  private void forEachPiece(int bins, Piece piece) {
    int pieces = (bins + BINS_PER_PIECE - 1) / BINS_PER_PIECE;
    workers.forEach(
        pieces, p -> piece.accept(p * BINS_PER_PIECE, Math.min(bins, (p + 1) * BINS_PER_PIECE)));
  }

  /** V {@code [t][f]}: what the model expects of the recording, after {@link #run}; not a copy. */
  public float[][] expected() {
    return wet;
  }

  /** S {@code [t][f]}: what the model expects of the dry sound, after {@link #run}; not a copy. */
  public float[][] expectedDry() {
    return dry;
  }

  /** Writes the powers of direct sound and early taps of frame t. */
  public void early(int t, float[] into) {
    room.early(dry, t, into);
  }

  private interface Piece {
    void accept(int from, int to);
  }
}
