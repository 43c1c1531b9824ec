package org.unroom.reverb.ddsp;

import java.util.Optional;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.SourceControls;

/** What a fit heard in a recording. */
public final class DdspResult {
  private final float[] dry;
  private final float[] wet;
  private final float[] f0Hz;
  private final double[] cycles;
  private final Optional<LearnedRoom> room;
  private final double spectralLoss;
  private final FitTrace trace;
  private final SourceControls controls;

  DdspResult(
      float[] dry,
      float[] wet,
      float[] f0Hz,
      double[] cycles,
      Optional<LearnedRoom> room,
      double spectralLoss,
      FitTrace trace,
      SourceControls controls) {
    this.dry = dry;
    this.wet = wet;
    this.f0Hz = f0Hz;
    this.cycles = cycles;
    this.room = room;
    this.spectralLoss = spectralLoss;
    this.trace = trace;
    this.controls = controls;
  }

  /** The synthesized dry sound, tones and noise without the room, at the recording's level. */
  public float[] dry() {
    return dry;
  }

  /** The model of the recording: the dry sound in the room. */
  public float[] wet() {
    return wet;
  }

  /** Pitch at every control frame. */
  public float[] f0Hz() {
    return f0Hz;
  }

  /**
   * The fundamental's phase in cycles at a time from the start on, for what is to go on from there
   * ({@link PhaseSeam}); whole cycles do not count.
   */
  public double cyclesAt(double seconds) {
    double at = Math.max(0, seconds / controls.stepSeconds());
    int t = (int) Math.min(at, cycles.length - 1);
    return cycles[t] + f0Hz[t] * (at - t) * controls.stepSeconds();
  }

  /** The learned room, where the fit had one to start from. */
  public Optional<LearnedRoom> room() {
    return room;
  }

  /**
   * What is left of the recording, brought to a peak of 0.7: six frame lengths, magnitude and log
   * magnitude with a floor of 1e-5, means, without the priors: as the reference library counts it.
   */
  public double spectralLoss() {
    return spectralLoss;
  }

  /** How the fit went. */
  public FitTrace trace() {
    return trace;
  }

  /** What plays the dry sound, at every control frame. */
  public SourceControls controls() {
    return controls;
  }
}
