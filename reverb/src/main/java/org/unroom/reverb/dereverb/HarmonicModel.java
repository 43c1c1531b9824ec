package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.pitch.PitchTracker;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.SourceControls;
import org.unroom.reverb.model.BandEnergies;
import org.unroom.reverb.model.HarmonicLines;
import org.unroom.reverb.model.SpectralRoom;

/**
 * What {@link HarmonicFit} expects of every bin up to 10 kHz and every frame: early sound (direct
 * and the first 48 ms), late reverberation and noise, in the recording's units of power.
 */
public final class HarmonicModel {
  private static final double HALF = 0.5;
  private static final double HIGHEST_HZ = 10_000;
  private static final double CLEAR_SECONDS = 0.050;
  private static final double LOUD_QUANTILE = 0.95;
  private static final double LOW_F0_QUANTILE = 0.05;
  private static final int MOST_PARTIALS = 80;
  private static final int FEWEST_PARTIALS = 8;

  /**
   * Late sound is a sum of many reflections, its power exponentially distributed (M. R. Schroeder,
   * "Statistical parameters of the frequency response curves of large rooms", JAES 35, 1987); the
   * Student-t divergence with nu = 3, which the fit minimizes, is least where the model stands at
   * its mean over 1.5: E[r / (1.5 + r)] = 0.4 for r of mean 1.5. What tones ring on by themselves
   * passes for late and acts the other way, by as much on real instruments: half of the correction
   * is made.
   */
  private static final double RAYLEIGH = Math.sqrt(1.5);

  /** 85 dB below the loudest. */
  private static final float FLOOR = 3e-9f;

  /**
   * Error of ln T60, in the median, where the two fits agree (docs/measurements.md): what it does
   * not know, it cannot tell from one recording.
   */
  private static final double T60_ERROR = 0.08;

  /** Median of the absolute value of a normal variable, as a share of its standard deviation. */
  private static final double MEDIAN_ERROR = 0.6745;

  private final float[][] early;
  private final float[][] late;
  private final float[][] measured;
  private final float[] noise;
  private final float[] lateOverEarly;
  private final RoomEstimate room;
  private final double lateShare;
  private final double ownDecayShare;
  private final double tonalShare;
  private final FitTrace trace;
  private final SourceControls controls;

  /**
   * Fits a recording.
   *
   * @param recording one spectrogram a channel, on {@code frames}
   * @param pitch of every frame
   */
  public HarmonicModel(
      List<ComplexSpectrogram> recording,
      PitchTrack pitch,
      AnalysisFrames frames,
      Workers workers,
      Progress progress) {
    int bins = Math.min(recording.get(0).bins(), (int) Math.ceil(HIGHEST_HZ / frames.binHz()) + 1);
    int length = recording.get(0).frames();
    this.measured = powers(recording, bins, workers);
    float[][] relative = new float[length][bins];
    float scale = loud(measured, length);
    workers.forEach(length, t -> relative(measured, t, scale, relative[t]));
    double windowFrames = frames.nFft() / (double) frames.hop();
    HarmonicLines lines =
        new HarmonicLines(pitch.f0Hz(), partials(pitch.f0Hz()), bins, frames.binHz(), windowFrames);
    this.early = new float[bins][length];
    this.late = new float[bins][length];
    this.noise = new float[bins];
    this.lateOverEarly = new float[bins];
    this.tonalShare = tonalShare(pitch);
    BiFunction<SpectralRoom.Start, Progress, RoomHypothesis> fit =
        (start, part) ->
            new RoomHypothesis(
                start, lines, tonalShare, relative, frames.hopSeconds(), workers, part);
    RoomHypothesis first = fit.apply(SpectralRoom.Start.DIFFUSE, progress.part(0, HALF));
    this.trace = first.trace();
    this.controls = first.controls(pitch.f0Hz());
    SpectralRoom diffuse = expect(first, scale);
    SpectralRoom clear = expect(fit.apply(SpectralRoom.Start.CLEAR, progress.part(HALF, 1)), scale);
    expectLate(diffuse);
    this.room = estimate(diffuse, clear, frames, scale);
    this.lateShare = shareOfLate();
    this.ownDecayShare = new OwnDecay(pitch).shareOf(this);
  }

  /** Hears a recording whose pitch is not known yet. */
  public static HarmonicModel of(Audio recording, Workers workers, Progress progress) {
    AnalysisFrames frames = AnalysisFrames.forRate(recording.sampleRateHz());
    List<ComplexSpectrogram> spectra = new ArrayList<>();
    for (int c = 0; c < recording.channelCount(); c++) {
      spectra.add(frames.stft().forward(recording.channel(c), workers));
    }
    return of(recording.mean(), spectra, frames, workers, progress);
  }

  /**
   * Hears a recording whose pitch is not known yet.
   *
   * @param mean of the channels, for the pitch
   * @param recording one spectrogram a channel, on {@code frames}
   */
  static HarmonicModel of(
      float[] mean,
      List<ComplexSpectrogram> recording,
      AnalysisFrames frames,
      Workers workers,
      Progress progress) {
    progress.report("tracking the pitch", 0);
    PitchTrack pitch =
        new PitchTracker(frames.sampleRateHz(), PitchRange.MUSIC, workers)
            .track(mean, -frames.nFft() / 2, frames.hop(), recording.get(0).frames());
    return new HarmonicModel(recording, pitch, frames, workers, progress.part(1.0 / 7, 1));
  }

  private static float[][] powers(List<ComplexSpectrogram> recording, int bins, Workers workers) {
    float[][] power = new float[bins][recording.get(0).frames()];
    workers.forEach(bins, f -> BandEnergies.meanPower(recording, f, power[f]));
    return power;
  }

  /** A high quantile over the frames of the strongest bin. */
  private static float loud(float[][] power, int length) {
    float[] strongest = new float[length];
    for (float[] bin : power) {
      for (int t = 0; t < length; t++) {
        strongest[t] = Math.max(strongest[t], bin[t]);
      }
    }
    Arrays.sort(strongest);
    return Math.max(Float.MIN_NORMAL, strongest[(int) (LOUD_QUANTILE * (length - 1))]);
  }

  private static void relative(float[][] power, int t, float scale, float[] row) {
    for (int f = 0; f < row.length; f++) {
      row[f] = power[f][t] / scale + FLOOR;
    }
  }

  private static int partials(float[] f0Hz) {
    float[] sorted = f0Hz.clone();
    Arrays.sort(sorted);
    double low = sorted[(int) (LOW_F0_QUANTILE * (sorted.length - 1))];
    return (int) Math.min(MOST_PARTIALS, Math.max(FEWEST_PARTIALS, HIGHEST_HZ / low));
  }

  /** 1 from the mean confidence on that tells a pitch, by the amplitude of the frames. */
  private double tonalShare(PitchTrack pitch) {
    double confident = 0;
    double all = Double.MIN_NORMAL;
    for (int t = 0; t < frames(); t++) {
      double power = 0;
      for (float[] bin : measured) {
        power += bin[t];
      }
      confident += Math.sqrt(power) * pitch.confidence()[t];
      all += Math.sqrt(power);
    }
    return Math.min(1, confident / all / PitchTrack.VOICED);
  }

  /** Adds half of what is expected; the fit itself may go then. */
  private SpectralRoom expect(RoomHypothesis one, float scale) {
    one.addExpectations((float) (HALF * scale), early, late, noise);
    return one.room();
  }

  private void expectLate(SpectralRoom fitted) {
    float[] ofBands = new float[fitted.bands().count()];
    for (int b = 0; b < ofBands.length; b++) {
      ofBands[b] = (float) (fitted.tailEnergy(b) / fitted.earlyEnergy(b));
    }
    fitted.bands().spread(ofBands, lateOverEarly);
  }

  /**
   * T60 is the geometric mean, levels are those of the diffuse start; how far apart the two end
   * says what is known.
   */
  private RoomEstimate estimate(
      SpectralRoom diffuse, SpectralRoom clear, AnalysisFrames frames, float scale) {
    List<Double> centers = new ArrayList<>();
    List<BandDecay> decays = new ArrayList<>();
    double[] centersHz = diffuse.bands().centersHz(frames.binHz());
    int taps = Math.min(diffuse.taps(), (int) (CLEAR_SECONDS / frames.hopSeconds()));
    for (int b = 0; b < centersHz.length; b++) {
      centers.add(centersHz[b]);
      double early50 = diffuse.earlyEnergy(b, taps);
      double late50 = diffuse.tailEnergy(b) + diffuse.earlyEnergy(b) - early50;
      double apart = Math.log(diffuse.t60Seconds(b) / clear.t60Seconds(b));
      double power = mean(diffuse.bands().peak(b)) / scale;
      decays.add(
          new BandDecay(
              Math.sqrt(diffuse.t60Seconds(b) * clear.t60Seconds(b)),
              Math.hypot(T60_ERROR, apart) / MEDIAN_ERROR,
              early50,
              RAYLEIGH * late50,
              diffuse.noise(b) / Math.max(FLOOR, power)));
    }
    return new RoomEstimate(centers, decays);
  }

  /** Mean power of the recording in bin f. */
  private double mean(int f) {
    double sum = 0;
    for (float power : measured[f]) {
      sum += power;
    }
    return sum / frames();
  }

  /** Expected late energy as a share of all expected energy but the noise, 0..1. */
  private double shareOfLate() {
    double earlySum = Float.MIN_NORMAL;
    double lateSum = 0;
    for (int f = 0; f < early.length; f++) {
      for (int t = 0; t < early[f].length; t++) {
        earlySum += early[f][t];
        lateSum += late[f][t];
      }
    }
    return lateSum / (earlySum + lateSum);
  }

  /** Bins F that were fitted, from 0 on. */
  int bins() {
    return early.length;
  }

  /** Frames T. */
  int frames() {
    return measured[0].length;
  }

  /** Expected power of direct sound and early reflections {@code [t]}; not a copy. */
  float[] early(int f) {
    return early[f];
  }

  /** Expected power of late reverberation {@code [t]}; not a copy. */
  float[] late(int f) {
    return late[f];
  }

  /** Power of the recording, mean over the channels {@code [t]}; not a copy. */
  float[] measured(int f) {
    return measured[f];
  }

  /** Expected power of stationary noise. */
  float noise(int f) {
    return noise[f];
  }

  /** Late over early energy that a pulse leaves in the room. */
  float lateOverEarly(int f) {
    return lateOverEarly[f];
  }

  /** The room. */
  public RoomEstimate room() {
    return room;
  }

  /** Late reverberation as a share of the recording's energy, 0..1. */
  public double lateShare() {
    return lateShare;
  }

  /** How the fit went. */
  public FitTrace trace() {
    return trace;
  }

  /** What plays the dry sound, frame by frame. */
  public SourceControls controls() {
    return controls;
  }

  /** How much of the recording has a pitch, 0 (percussion) to 1. */
  double tonalShare() {
    return tonalShare;
  }

  /**
   * How much of what passes for late reverberation may be the tones' own decay, 0..1; {@link
   * OwnDecay}.
   */
  double ownDecayShare() {
    return ownDecayShare;
  }
}
