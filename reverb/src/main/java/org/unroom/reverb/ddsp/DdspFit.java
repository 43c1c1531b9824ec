package org.unroom.reverb.ddsp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.unroom.core.diff.Adam;
import org.unroom.core.diff.Parameter;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.synth.Harmonic;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.SourceControls;

/**
 * Fits synthesizer and room of the DDSP paper to one recording, by Adam on the multi-scale spectral
 * loss. Parameters come in one after the other, as one recording leaves too much open for all at
 * once: controls and decay from the first step on, the free taps of the first 50 ms from 40 %, the
 * pitch, which was tracked, from 60 % of the steps on; over the last 30 % the steps shrink to a
 * tenth. The result does not depend on the number of threads.
 */
public final class DdspFit {
  private static final double EARLY_FROM = 0.4;
  private static final double PITCH_FROM = 0.6;
  private static final double SLOW_FROM = 0.7;
  private static final double SLOWEST = 0.1;
  private static final float PEAK = 0.7f;
  private static final double SHORTEST_SECONDS = 0.5;
  private static final int STEPS_PER_TRACE = 20;

  private final DdspSettings settings;
  private final Workers workers;

  /** For any number of recordings, one after the other. */
  public DdspFit(DdspSettings settings, Workers workers) {
    this.settings = settings;
    this.workers = workers;
  }

  /** How many control frames a recording has. */
  public int frames(int sampleRateHz, int samples) {
    return new ControlFrames(settings, sampleRateHz, samples).count();
  }

  /** Samples from one control frame to the next. */
  public int hop(int sampleRateHz) {
    return new ControlFrames(settings, sampleRateHz, 1).hop();
  }

  /**
   * Fits the model.
   *
   * @param recording of one channel, at least half a second, not silent; any level
   * @param f0Hz pitch at every control frame, above 0
   * @param room that the fit starts from, and stays near to; without one the recording is the
   *     synthesizer's alone
   * @param seam to a sound that goes on in this one
   */
  public DdspResult fit(
      int sampleRateHz,
      float[] recording,
      float[] f0Hz,
      Optional<RoomEstimate> room,
      Optional<PhaseSeam> seam,
      Progress progress) {
    float gain = PEAK / peak(sampleRateHz, recording);
    float[] x = scaled(recording, gain);
    ControlFrames frames = new ControlFrames(settings, sampleRateHz, x.length);
    DdspModel model = new DdspModel(frames, x, f0Hz, room);
    DdspObjective objective = new DdspObjective(model, sampleRateHz, x, workers);
    Adam soon = new Adam(model.soon());
    Adam early = new Adam(model.early());
    Adam pitch = new Adam(List.of(model.source().pitch()));
    FitTrace.Builder trace = new FitTrace.Builder("synthesizer and room", DdspObjective.TERMS);
    for (int i = 0; i < settings.iterations(); i++) {
      double done = i / (double) settings.iterations();
      progress.report("fitting synthesizer and room", done);
      objective.addGradients();
      if (i % STEPS_PER_TRACE == 0) {
        trace.add(i, objective.terms());
      }
      double share = done < SLOW_FROM ? 1 : Math.pow(SLOWEST, (done - SLOW_FROM) / (1 - SLOW_FROM));
      soon.step(share);
      stepFrom(EARLY_FROM, done, early, model.early(), share);
      stepFrom(PITCH_FROM, done, pitch, List.of(model.source().pitch()), share);
    }
    model.group().forward();
    trace.add(settings.iterations(), objective.terms());
    seam.ifPresent(s -> goOn(model, s, frames));
    return new DdspResult(
        scaled(model.group().signal("dry").value(), 1 / gain),
        scaled(model.group().output().value(), 1 / gain),
        model.source().pitch().value(),
        cycles(model, frames),
        model.room().map(DdspRoom::learned),
        objective.spectralLoss(),
        trace.trace(),
        controls(model, frames));
  }

  /** Turns the fundamental, and the partials with it, by what is missing at the seam. */
  private static void goOn(DdspModel model, PhaseSeam seam, ControlFrames frames) {
    int at =
        (int) Math.min(frames.samples() - 1, Math.round(seam.seconds() * frames.sampleRateHz()));
    Harmonic harmonic = model.source().harmonic();
    harmonic.setStartCycles(seam.cycles() - harmonic.cyclesAt(at));
    model.group().forward();
  }

  /** Phase at every control frame. */
  private static double[] cycles(DdspModel model, ControlFrames frames) {
    double[] cycles = new double[frames.count()];
    for (int t = 0; t < cycles.length; t++) {
      int at = Math.min(t * frames.hop(), frames.samples() - 1);
      cycles[t] = model.source().harmonic().cyclesAt(at);
    }
    return cycles;
  }

  private static SourceControls controls(DdspModel model, ControlFrames frames) {
    float[] f0Hz = model.source().pitch().value();
    return SourceControls.ofPowers(
        frames.hop() / (double) frames.sampleRateHz(),
        f0Hz,
        powers(model.group().signal("harmonic").value(), frames.hop(), f0Hz.length),
        powers(model.group().signal("noise").value(), frames.hop(), f0Hz.length));
  }

  /** Mean power of x around every control frame. */
  private static double[] powers(float[] x, int hop, int count) {
    double[] powers = new double[count];
    for (int t = 0; t < count; t++) {
      int from = Math.max(0, t * hop - hop / 2);
      int to = Math.min(x.length, t * hop + (hop + 1) / 2);
      for (int n = from; n < to; n++) {
        powers[t] += (double) x[n] * x[n] / (to - from);
      }
    }
    return powers;
  }

  private static void stepFrom(
      double from, double done, Adam adam, List<Parameter> parameters, double share) {
    if (done >= from) {
      adam.step(share);
    } else {
      parameters.forEach(Parameter::clearGradient);
    }
  }

  private static float peak(int sampleRateHz, float[] recording) {
    if (recording.length < SHORTEST_SECONDS * sampleRateHz) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the recording lasts %.3f s; a fit needs at least %s s",
              recording.length / (double) sampleRateHz,
              SHORTEST_SECONDS));
    }
    float peak = 0;
    for (float v : recording) {
      peak = Math.max(peak, Math.abs(v));
    }
    if (!(peak > 0)) {
      throw new IllegalArgumentException("the recording is silent; a fit needs a sound");
    }
    return peak;
  }

  private static float[] scaled(float[] x, float gain) {
    float[] y = new float[x.length];
    for (int n = 0; n < x.length; n++) {
      y[n] = gain * x[n];
    }
    return y;
  }
}
