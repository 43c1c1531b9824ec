package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.RoomSegment;
import org.unroom.reverb.model.BandEnergies;

/**
 * Dry sound and room of one stretch of a recording, stage by stage:
 *
 * <ol>
 *   <li>{@link BlindDecay} hears the decay times in the recording's band energies;
 *   <li>{@link LinearPrediction} takes out what can be predicted;
 *   <li>{@link LateSuppressor} says what late energy is left, {@link DryPrior} what the dry sound
 *       may be;
 *   <li>{@link DryPosterior} estimates dry sound and room in turn, bin by bin;
 *   <li>{@link RoomSegment} measures the room between recording and dry sound.
 * </ol>
 *
 * In rooms so clear (C50 above 13 dB) that the prior knows less than the recording, part of the
 * predicted signal stays in the result. With {@link DereverbMethod#PREDICT} the gain of the late
 * suppressor takes the place of the posterior.
 */
final class DryFit {
  /** What the posterior starts from; more taps and iterations do not make it better. */
  private static final PredictionSettings FIRST_LOOK = PredictionSettings.SPARSE.with(60, 2, 1);

  private static final double SUPPRESSION_FLOOR_DB = -12;
  private static final double CLEAR_DB = 13;
  private static final double CLEAREST_DB = 17;
  private static final double PREDICTED_SHARE = 0.35;
  private static final double LEVEL_SECONDS = 0.08;
  private static final double LOWEST_SHARE = 1e-6;
  private static final double LOWEST_ENERGY = 1e-30;

  private final AnalysisFrames frames;
  private final DereverbMethod method;
  private final float share;
  private final long seed;
  private final Workers workers;

  /**
   * A fit for any number of stretches.
   *
   * @param method {@link DereverbMethod#FIT} or {@link DereverbMethod#PREDICT}
   * @param share of the room to take out, 0..1
   */
  DryFit(AnalysisFrames frames, DereverbMethod method, float share, long seed, Workers workers) {
    this.frames = frames;
    this.method = method;
    this.share = share;
    this.seed = seed;
    this.workers = workers;
  }

  /**
   * What was found.
   *
   * @param dry the recording without the share of its room, one spectrogram a channel
   * @param room between the recording and its dry sound
   * @param left the room between what is believed of the dry sound and {@code dry}
   * @param traces of the fits by gradient descent
   */
  record Result(
      List<ComplexSpectrogram> dry, RoomEstimate room, RoomEstimate left, List<FitTrace> traces) {}

  /** Is told all that was found of a stretch before part of the room is mixed in again. */
  @FunctionalInterface
  interface Found {
    /** The dry sound, one spectrogram a channel, and what the room follows from. */
    void accept(List<ComplexSpectrogram> dry, RoomSegment heard);
  }

  /** Fits a stretch of a recording, one spectrogram a channel; not changed. */
  Result of(List<ComplexSpectrogram> recording, Found found, Progress progress) {
    return of(recording, new float[0], found, progress);
  }

  /**
   * As {@link #of(List, Found, Progress)}, where the decay times are known.
   *
   * @param decaySeconds T60 {@code [b]} in the bands of {@link BlindDecay}; none to hear them
   */
  Result of(
      List<ComplexSpectrogram> recording, float[] decaySeconds, Found found, Progress progress) {
    TriangularBands bands = BlindDecay.bands(recording);
    BandEnergies measured = BandEnergies.of(recording, bands, workers);
    List<FitTrace> traces = new ArrayList<>();
    float[] t60 = decaySeconds;
    if (t60.length == 0) {
      BlindDecay.Heard heard = BlindDecay.of(measured, frames, workers, progress.part(0, 0.1));
      t60 = heard.t60Seconds();
      traces.add(heard.trace());
    }
    List<ComplexSpectrogram> predicted =
        new LinearPrediction(
                method == DereverbMethod.PREDICT ? PredictionSettings.SPARSE : FIRST_LOOK, workers)
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
    traces.add(late.trace());
    progress.report("learning the dry spectra", 0.55);
    DryPrior prior = new DryPrior(predicted, late, seed, workers);
    List<ComplexSpectrogram> dry =
        method == DereverbMethod.PREDICT
            ? suppress(predicted, late)
            : infer(recording, predicted, prior, progress.part(0.7, 0.95));
    progress.report("measuring the room", 0.95);
    RoomSegment heard = segment(measured, energies(dry, bands), bands, reach(recording));
    RoomEstimate room = RoomSegment.room(List.of(heard), workers);
    if (method == DereverbMethod.FIT) {
      blend(dry, predicted, predictedShare(room.c50Db()));
    }
    found.accept(dry, heard);
    blend(dry, recording, 1 - share);
    float[][] believed = believed(prior, bands, recording.get(0).frames());
    RoomSegment after =
        segment(BandEnergies.of(dry, bands, workers), believed, bands, recording.get(0).frames());
    RoomEstimate left = RoomSegment.room(List.of(after), workers);
    progress.report("measuring the room", 1);
    return new Result(dry, room, left, traces);
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

  private List<ComplexSpectrogram> suppress(
      List<ComplexSpectrogram> predicted, LateSuppressor late) {
    List<ComplexSpectrogram> dry = predicted.stream().map(ComplexSpectrogram::copy).toList();
    workers.forEach(
        dry.get(0).bins(),
        () -> new float[dry.get(0).frames()],
        (f, gain) -> {
          late.powerGain(f, gain);
          for (ComplexSpectrogram channel : dry) {
            ComplexRow row = row(channel, f);
            for (int t = 0; t < gain.length; t++) {
              float g = (float) Math.sqrt(gain[t]);
              row.re[t] *= g;
              row.im[t] *= g;
            }
          }
        });
    return dry;
  }

  private float[][] energies(List<ComplexSpectrogram> spectra, TriangularBands bands) {
    BandEnergies energies = BandEnergies.of(spectra, bands, workers);
    float[][] absolute = energies.relative();
    for (int b = 0; b < absolute.length; b++) {
      scale(absolute[b], energies.mean(b));
    }
    return absolute;
  }

  private static float[][] believed(DryPrior prior, TriangularBands bands, int length) {
    float[][] energies = new float[bands.count()][length];
    float[] variance = new float[length];
    float[] unused = new float[length];
    for (int f = 0; f < bands.bins(); f++) {
      prior.of(f, variance, unused);
      bands.addBin(f, variance, energies);
    }
    return energies;
  }

  /** Frames of the response that the dry sound is freed of. */
  private int reach(List<ComplexSpectrogram> recording) {
    return method == DereverbMethod.FIT
        ? PosteriorSettings.DEFAULT.responseFrames()
        : recording.get(0).frames();
  }

  private RoomSegment segment(
      BandEnergies measured, float[][] dry, TriangularBands bands, int reachFrames) {
    for (int b = 0; b < dry.length; b++) {
      scale(dry[b], 1 / Math.max(LOWEST_ENERGY, measured.mean(b)));
    }
    List<Double> centers = new ArrayList<>();
    for (double hz : bands.centersHz(frames.binHz())) {
      centers.add(hz);
    }
    return new RoomSegment(centers, frames.hopSeconds(), measured.relative(), dry, reachFrames);
  }

  private static void scale(float[] row, double factor) {
    for (int t = 0; t < row.length; t++) {
      row[t] *= (float) factor;
    }
  }

  private static float predictedShare(double c50Db) {
    double clear = (c50Db - CLEAR_DB) / (CLEAREST_DB - CLEAR_DB);
    return (float) (PREDICTED_SHARE * Math.min(1, Math.max(0, clear)));
  }

  private static void blend(
      List<ComplexSpectrogram> dry, List<ComplexSpectrogram> other, float ofOther) {
    for (int c = 0; c < dry.size(); c++) {
      dry.get(c).blend(other.get(c), ofOther);
    }
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
