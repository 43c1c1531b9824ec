package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.SourceControls;

/**
 * Dry sound and room of one stretch of the recording of one instrument or singer:
 *
 * <ol>
 *   <li>{@link PitchTracker} follows the fundamental;
 *   <li>{@link HarmonicModel} fits tone and room, and says what of each bin is late;
 *   <li>{@link SafePrediction} takes out what can be predicted of that;
 *   <li>a gain {@code sqrt(early / expected)}, at least -20 dB, takes out what is left;
 *   <li>{@link RemovalCheck} holds the result against what the fit says may be missing.
 * </ol>
 *
 * Where the fit finds little late sound (up to 5.5 % of the energy; dry recordings of melodies have
 * up to 5 %, those in rooms of C50 below 8 dB 9 % and more) nothing is done, from 9 % on all of it.
 * Where nothing has a pitch it is 2 % and 5 %: dry percussion has up to 1.2 %, in rooms 7 % and
 * more. {@link OwnDecay} of more than 0.4 makes it less, from 0.5 on it is nothing.
 */
final class HarmonicDry {
  private static final double LITTLE_LATE = 0.055;
  private static final double ENOUGH_LATE = 0.09;
  private static final double LITTLE_LATE_UNPITCHED = 0.02;
  private static final double ENOUGH_LATE_UNPITCHED = 0.05;
  private static final double SOME_OWN = 0.4;
  private static final double MUCH_OWN = 0.5;
  private static final float LOWEST_POWER_GAIN = 0.01f;
  private static final float LOWEST_ENERGY = 1e-30f;

  private final AnalysisFrames frames;
  private final double amount;
  private final Workers workers;

  /** A treatment for any number of stretches that takes {@code amount} of the room out, 0..1. */
  HarmonicDry(AnalysisFrames frames, double amount, Workers workers) {
    this.frames = frames;
    this.amount = amount;
    this.workers = workers;
  }

  /**
   * What was found.
   *
   * @param dry the recording without its room, one spectrogram a channel
   * @param strength share of the room that the fit allowed to take out, 0..1
   * @param room that the fit heard
   * @param left the room that the fit expects in {@code dry}
   * @param trace of the fit
   * @param controls of the source that was fitted
   * @param ringing whether nothing was done because the tones decay by themselves
   */
  record Result(
      List<ComplexSpectrogram> dry,
      double strength,
      RoomEstimate room,
      RoomEstimate left,
      FitTrace trace,
      SourceControls controls,
      boolean ringing) {}

  /**
   * Fits a stretch of a recording.
   *
   * @param mean of its channels, for the pitch
   * @param recording one spectrogram a channel; not changed
   */
  Result of(float[] mean, List<ComplexSpectrogram> recording, Progress progress) {
    HarmonicModel model = HarmonicModel.of(mean, recording, frames, workers, progress.part(0, 0.7));
    double pitched = model.tonalShare();
    double little = LITTLE_LATE_UNPITCHED + pitched * (LITTLE_LATE - LITTLE_LATE_UNPITCHED);
    double enough = ENOUGH_LATE_UNPITCHED + pitched * (ENOUGH_LATE - ENOUGH_LATE_UNPITCHED);
    double strength =
        ramp(model.lateShare(), little, enough)
            * (1 - ramp(model.ownDecayShare(), SOME_OWN, MUCH_OWN));
    if (strength == 0) {
      return result(recording, 0, model, model.room());
    }
    List<ComplexSpectrogram> dry = recording.stream().map(ComplexSpectrogram::copy).toList();
    new SafePrediction(model, workers).apply(dry, progress.part(0.7, 0.95));
    float[][] gain = gain(model, recording.get(0).bins());
    workers.forEach(gain.length, f -> multiply(dry, f, gain[f]));
    new RemovalCheck(model).apply(recording, dry);
    float share = (float) (strength * amount);
    for (int c = 0; c < dry.size(); c++) {
      dry.get(c).blend(recording.get(c), 1 - share);
    }
    progress.report("suppressing what is left", 1);
    return result(dry, strength, model, left(model, recording, dry));
  }

  private static Result result(
      List<ComplexSpectrogram> dry, double strength, HarmonicModel model, RoomEstimate left) {
    boolean ringing = model.lateShare() > LITTLE_LATE && model.ownDecayShare() >= MUCH_OWN;
    return new Result(dry, strength, model.room(), left, model.trace(), model.controls(), ringing);
  }

  private static double ramp(double x, double from, double to) {
    return Math.min(1, Math.max(0, (x - from) / (to - from)));
  }

  /** The gain of every bin; above the fitted ones that of the upper quarter of them. */
  private static float[][] gain(HarmonicModel model, int bins) {
    float[][] gain = new float[bins][];
    float[] weighted = new float[model.frames()];
    float[] weights = new float[model.frames()];
    for (int f = 0; f < model.bins(); f++) {
      gain[f] = new float[model.frames()];
      for (int t = 0; t < weights.length; t++) {
        float early = model.early(f)[t];
        float power = early / Math.max(early + model.late(f)[t] + model.noise(f), LOWEST_ENERGY);
        float clipped = Math.min(1, Math.max(LOWEST_POWER_GAIN, power));
        gain[f][t] = (float) Math.sqrt(clipped);
        if (4 * f >= 3 * model.bins()) {
          weighted[t] += clipped * model.measured(f)[t];
          weights[t] += model.measured(f)[t];
        }
      }
    }
    float[] above = new float[weights.length];
    for (int t = 0; t < above.length; t++) {
      above[t] = weights[t] > 0 ? (float) Math.sqrt(weighted[t] / weights[t]) : 1;
    }
    Arrays.fill(gain, model.bins(), bins, above);
    return gain;
  }

  private static void multiply(List<ComplexSpectrogram> dry, int f, float[] gain) {
    for (ComplexSpectrogram channel : dry) {
      float[] re = channel.re(f);
      float[] im = channel.im(f);
      for (int t = 0; t < gain.length; t++) {
        re[t] *= gain[t];
        im[t] *= gain[t];
      }
    }
  }

  /** The room with its tail as low as the treatment has brought bins that are mostly late. */
  private static RoomEstimate left(
      HarmonicModel model, List<ComplexSpectrogram> recording, List<ComplexSpectrogram> dry) {
    double before = LOWEST_ENERGY;
    double after = LOWEST_ENERGY;
    for (int f = 0; f < model.bins(); f++) {
      for (int c = 0; c < dry.size(); c++) {
        float[] yRe = recording.get(c).re(f);
        float[] yIm = recording.get(c).im(f);
        float[] zRe = dry.get(c).re(f);
        float[] zIm = dry.get(c).im(f);
        for (int t = 0; t < yRe.length; t++) {
          if (model.late(f)[t] > model.early(f)[t]) {
            before += yRe[t] * yRe[t] + yIm[t] * yIm[t];
            after += zRe[t] * zRe[t] + zIm[t] * zIm[t];
          }
        }
      }
    }
    List<BandDecay> bands = new ArrayList<>();
    for (BandDecay band : model.room().bands()) {
      bands.add(
          new BandDecay(
              band.t60Seconds(),
              band.t60Spread(),
              band.early(),
              band.tail() * Math.min(1, after / before),
              band.noise()));
    }
    return new RoomEstimate(model.room().centersHz(), bands);
  }
}
