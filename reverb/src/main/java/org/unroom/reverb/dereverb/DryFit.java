package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.RoomFit;
import org.unroom.reverb.fit.RoomFitSettings;
import org.unroom.reverb.fit.RoomRegression;
import org.unroom.reverb.model.BandEnergies;
import org.unroom.reverb.model.BandSource;
import org.unroom.reverb.model.RoomModel;

/**
 * Dry sound and room of one stretch of a recording, stage by stage:
 *
 * <ol>
 *   <li>{@link RoomFit} hears the decay times in the recording's band energies;
 *   <li>{@link LinearPrediction} takes out what can be predicted;
 *   <li>{@link LateSuppressor} says what late energy is left, {@link DryPrior} what the dry sound
 *       may be;
 *   <li>{@link DryPosterior} estimates dry sound and room in turn, bin by bin;
 *   <li>{@link RoomRegression} measures the room between recording and dry sound.
 * </ol>
 *
 * In rooms so clear (C50 above 13 dB) that the prior knows less than the recording, part of the
 * predicted signal stays in the result.
 */
public final class DryFit {
  private static final int BANDS = 32;
  private static final double SPARSITY = 2;
  private static final RoomFitSettings BLIND =
      new RoomFitSettings(150, RoomFitSettings.Decay.LEARNED);
  private static final double SUPPRESSION_FLOOR_DB = -12;
  private static final double EARLY_SECONDS = 0.048;
  private static final double CLEAR_DB = 13;
  private static final double CLEAREST_DB = 17;
  private static final double PREDICTED_SHARE = 0.35;
  private static final double LEVEL_SECONDS = 0.08;

  private final AnalysisFrames frames;
  private final long seed;
  private final Workers workers;

  public DryFit(AnalysisFrames frames, long seed, Workers workers) {
    this.frames = frames;
    this.seed = seed;
    this.workers = workers;
  }

  /**
   * Dry sound and room.
   *
   * @param dry one spectrogram a channel
   * @param room between recording and dry sound
   */
  public record Result(List<ComplexSpectrogram> dry, RoomEstimate room) {}

  /** Fits a stretch of a recording, one spectrogram a channel; not changed. */
  public Result of(List<ComplexSpectrogram> recording, Progress progress) {
    TriangularBands bands = TriangularBands.logarithmic(BANDS, recording.get(0).bins());
    BandEnergies measured = BandEnergies.of(recording, bands, workers);
    float[] t60 = blindDecayTimes(measured, progress.part(0, 0.1));
    List<ComplexSpectrogram> predicted =
        new LinearPrediction(PredictionSettings.SPARSE, workers)
            .residual(recording, progress.part(0.1, 0.4));
    LateSuppressor late =
        new LateSuppressor(
            bands,
            BandEnergies.of(predicted, bands, workers),
            t60,
            frames.hopSeconds(),
            SUPPRESSION_FLOOR_DB,
            workers,
            progress.part(0.4, 0.55));
    progress.report("learning the dry spectra", 0.55);
    DryPrior prior = new DryPrior(predicted, late, seed, workers);
    List<ComplexSpectrogram> dry =
        infer(recording, predicted, prior, progress.part(0.7, 0.95));
    RoomEstimate room = measure(measured, dry, bands);
    ComplexSpectrogram lam = new ComplexSpectrogram(dry.get(0).bins(), dry.get(0).frames());
    workers.forEach(
        lam.bins(),
        () -> new float[2][lam.frames()],
        (f, r) -> {
          prior.of(f, r[0], r[1]);
          for (int t = 0; t < lam.frames(); t++) lam.re(f)[t] = (float) Math.sqrt(r[0][t]);
        });
    RoomEstimate before = measure(measured, List.of(lam), bands);
    RoomEstimate after = measure(BandEnergies.of(dry, bands, workers), List.of(lam), bands);
    System.err.printf("D-based %.2f %.1f %.1f %s| before %.2f %.1f %.1f | after %.2f %.1f %.1f%n", room.t60Seconds(), room.c50Db(), room.drrDb(), room.confidence(),before.t60Seconds(), before.c50Db(), before.drrDb(), after.t60Seconds(), after.c50Db(), after.drrDb());
    keepOfPredicted(predicted, dry, room.c50Db());
    progress.report("measuring the room", 1);
    return new Result(dry, room);
  }

  private float[] blindDecayTimes(BandEnergies measured, Progress progress) {
    RoomModel room = RoomModel.startFor(measured.relative(), frames.hopSeconds());
    BandSource source = new BandSource(measured.relative(), SPARSITY);
    new RoomFit(BLIND, workers).run(measured.relative(), source, room, progress);
    return room.t60Seconds().value();
  }

  private List<ComplexSpectrogram> infer(
      List<ComplexSpectrogram> recording,
      List<ComplexSpectrogram> predicted,
      DryPrior prior,
      Progress progress) {
    List<ComplexSpectrogram> dry = predicted.stream().map(ComplexSpectrogram::copy).toList();
    int length = recording.get(0).frames();
    workers.forEach(
        recording.get(0).bins(),
        () -> new Scratch(length),
        (f, scratch) -> {
          prior.of(f, scratch.variance, scratch.startGain);
          for (int c = 0; c < dry.size(); c++) {
            ComplexRow start = row(dry.get(c), f);
            varianceOfChannel(predicted, c, f, scratch);
            for (int t = 0; t < length; t++) {
              start.re[t] *= scratch.startGain[t];
              start.im[t] *= scratch.startGain[t];
            }
            scratch.posterior.infer(row(recording.get(c), f), scratch.ofChannel, start);
          }
        },
        share -> progress.report("estimating room and dry sound", share));
    return dry;
  }

  /** The shared variance times the channel's share of the power around each frame. */
  private void varianceOfChannel(
      List<ComplexSpectrogram> predicted, int c, int f, Scratch scratch) {
    int length = scratch.variance.length;
    System.arraycopy(scratch.variance, 0, scratch.ofChannel, 0, length);
    if (predicted.size() == 1) {
      return;
    }
    BandEnergies.meanPower(predicted, f, scratch.power);
    BandEnergies.meanPower(List.of(predicted.get(c)), f, scratch.own);
    int around = frames.framesIn(LEVEL_SECONDS);
    double own = 0;
    double all = 0;
    for (int t = -around; t < length; t++) {
      if (t + around < length) {
        own += scratch.own[t + around];
        all += scratch.power[t + around];
      }
      if (t - around - 1 >= 0) {
        own -= scratch.own[t - around - 1];
        all -= scratch.power[t - around - 1];
      }
      if (t >= 0 && all > 0) {
        scratch.ofChannel[t] *= (float) Math.max(LOWEST_SHARE, own / all);
      }
    }
  }

  private static final double LOWEST_SHARE = 1e-6;

  private RoomEstimate measure(
      BandEnergies measured, List<ComplexSpectrogram> dry, TriangularBands bands) {
    BandEnergies dryEnergies = BandEnergies.of(dry, bands, workers);
    int taps = frames.framesIn(EARLY_SECONDS);
    BandDecay[] decays = new BandDecay[bands.count()];
    workers.forEach(
        bands.count(),
        () -> new RoomRegression(measured.frames(), frames.hopSeconds(), taps),
        (b, regression) -> {
          float scale = (float) (dryEnergies.mean(b) / Math.max(1e-30, measured.mean(b)));
          float[] energy = dryEnergies.relative()[b];
          for (int t = 0; t < energy.length; t++) {
            energy[t] *= scale;
          }
          decays[b] = regression.of(measured.relative()[b], energy);
        });
    List<Double> centers = new ArrayList<>();
    for (double hz : bands.centersHz(frames.binHz())) {
      centers.add(hz);
    }
    return new RoomEstimate(centers, List.of(decays));
  }

  private void keepOfPredicted(
      List<ComplexSpectrogram> predicted, List<ComplexSpectrogram> dry, double c50Db) {
    double clear = (c50Db - CLEAR_DB) / (CLEAREST_DB - CLEAR_DB);
    float kept = (float) (PREDICTED_SHARE * Math.min(1, Math.max(0, clear)));
    if (kept == 0) {
      return;
    }
    workers.forEach(
        dry.get(0).bins(),
        f -> {
          for (int c = 0; c < dry.size(); c++) {
            ComplexRow d = row(dry.get(c), f);
            ComplexRow p = row(predicted.get(c), f);
            for (int t = 0; t < d.length(); t++) {
              d.re[t] += kept * (p.re[t] - d.re[t]);
              d.im[t] += kept * (p.im[t] - d.im[t]);
            }
          }
        });
  }

  private static ComplexRow row(ComplexSpectrogram spectrogram, int f) {
    return new ComplexRow(spectrogram.re(f), spectrogram.im(f));
  }

  /** One thread's rows along time. */
  private static final class Scratch {
    final DryPosterior posterior;
    final float[] variance;
    final float[] ofChannel;
    final float[] startGain;
    final float[] power;
    final float[] own;

    Scratch(int length) {
      posterior = new DryPosterior(PosteriorSettings.DEFAULT, length);
      variance = new float[length];
      ofChannel = new float[length];
      startGain = new float[length];
      power = new float[length];
      own = new float[length];
    }
  }
}
