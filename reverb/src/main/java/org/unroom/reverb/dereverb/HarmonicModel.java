package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTracker;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.HarmonicFit;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.SourceControls;
import org.unroom.reverb.model.BandEnergies;
import org.unroom.reverb.model.HarmonicLines;
import org.unroom.reverb.model.HarmonicSource;
import org.unroom.reverb.model.SpectralRoom;

/**
 * What {@link HarmonicFit} expects of every bin up to 10 kHz and every frame: early sound (direct
 * and the first 48 ms), late reverberation and noise, in the recording's units of power.
 */
public final class HarmonicModel {
  private static final double HIGHEST_HZ = 10_000;
  private static final int STEPS = 100;
  private static final double LOUD_QUANTILE = 0.95;
  private static final double QUIET_QUANTILE = 0.02;
  private static final double LOW_F0_QUANTILE = 0.05;
  private static final int MOST_PARTIALS = 80;
  private static final int FEWEST_PARTIALS = 8;
  private static final int EARLY_FRAMES = 4;
  private static final double CLEAR_SECONDS = 0.050;
  private static final float NOISE_SHARE = 0.1f;

  /**
   * Late sound is a sum of many reflections, its power exponentially distributed (M. R. Schroeder,
   * "Statistical parameters of the frequency response curves of large rooms", JAES 35, 1987); the
   * Student-t divergence with nu = 3, which the fit minimizes, is least where the model stands at
   * its mean over 1.5: E[r / (1.5 + r)] = 0.4 for r of mean 1.5.
   */
  private static final double RAYLEIGH = 1.5;

  /** Share of late energy at most: a C50 of -13 dB. */
  private static final double MOST_LATE = 0.95;

  /** 85 dB below the loudest. */
  private static final float FLOOR = 3e-9f;

  /**
   * Relative error of T60 that this fit was measured to have in the median (docs/measurements.md):
   * what it does not know, it cannot tell from one recording.
   */
  private static final double T60_SPREAD = 0.12;

  private final float[][] early;
  private final float[][] late;
  private final float[][] measured;
  private final float[] noise;
  private final float[] lateOverEarly;
  private final RoomEstimate room;
  private final double lateShare;
  private final FitTrace trace;
  private final SourceControls controls;

  /**
   * Fits a recording.
   *
   * @param recording one spectrogram a channel, on {@code frames}
   * @param f0Hz fundamental of every frame
   */
  public HarmonicModel(
      List<ComplexSpectrogram> recording,
      float[] f0Hz,
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
        new HarmonicLines(f0Hz, partials(f0Hz), bins, frames.binHz(), windowFrames);
    HarmonicSource source = new HarmonicSource(lines, relative);
    SpectralRoom fitted =
        new SpectralRoom(bins, frames.hopSeconds(), EARLY_FRAMES, quiet(relative));
    HarmonicFit fit = new HarmonicFit(relative, source, fitted, workers);
    this.trace = fit.run(STEPS, progress);
    this.controls = controls(source, fit, f0Hz, frames.hopSeconds());
    this.early = new float[bins][length];
    this.late = new float[bins][length];
    this.noise = new float[bins];
    this.lateOverEarly = new float[bins];
    expect(fit, fitted, scale);
    this.room = estimate(fitted, frames, scale);
    this.lateShare = shareOfLate();
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
    float[] f0Hz =
        new PitchTracker(frames.sampleRateHz(), PitchRange.MUSIC, workers)
            .track(mean, -frames.nFft() / 2, frames.hop(), recording.get(0).frames())
            .f0Hz();
    return new HarmonicModel(recording, f0Hz, frames, workers, progress.part(1.0 / 7, 1));
  }

  private static SourceControls controls(
      HarmonicSource source, HarmonicFit fit, float[] f0Hz, double stepSeconds) {
    double[] tones = new double[source.frames()];
    double[] noise = new double[tones.length];
    for (int t = 0; t < tones.length; t++) {
      noise[t] = source.noisePower(t);
      double all = 0;
      for (float power : fit.expectedDry()[t]) {
        all += power;
      }
      tones[t] = Math.max(0, all - noise[t]);
    }
    return SourceControls.ofPowers(stepSeconds, f0Hz, tones, noise);
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

  /** What the noise starts from: a tenth of the quietest fiftieth of the frames, in each band. */
  private static float[] quiet(float[][] relative) {
    TriangularBands bands = SpectralRoom.bandsOver(relative[0].length);
    float[][] energy = new float[relative.length][bands.count()];
    float[] ones = new float[bands.bins()];
    float[] width = new float[bands.count()];
    Arrays.fill(ones, 1);
    bands.collect(ones, width);
    for (int t = 0; t < energy.length; t++) {
      bands.collect(relative[t], energy[t]);
    }
    float[] lnNoise = new float[bands.count()];
    float[] ofFrames = new float[energy.length];
    for (int b = 0; b < lnNoise.length; b++) {
      for (int t = 0; t < energy.length; t++) {
        ofFrames[t] = energy[t][b] / width[b];
      }
      Arrays.sort(ofFrames);
      float low = ofFrames[(int) (QUIET_QUANTILE * (energy.length - 1))];
      lnNoise[b] = (float) Math.log(NOISE_SHARE * low);
    }
    return lnNoise;
  }

  private void expect(HarmonicFit fit, SpectralRoom fitted, float scale) {
    float[] row = new float[early.length];
    for (int f = 0; f < noise.length; f++) {
      noise[f] = scale * fitted.noiseInBin(f);
    }
    for (int t = 0; t < early[0].length; t++) {
      fit.early(t, row);
      for (int f = 0; f < row.length; f++) {
        early[f][t] = scale * row[f];
        late[f][t] = Math.max(0, scale * (fit.expected()[t][f] - row[f]) - noise[f]);
      }
    }
    float[] ofBands = new float[fitted.bands().count()];
    for (int b = 0; b < ofBands.length; b++) {
      ofBands[b] = (float) (fitted.tailEnergy(b) / fitted.earlyEnergy(b));
    }
    fitted.bands().spread(ofBands, lateOverEarly);
  }

  private RoomEstimate estimate(SpectralRoom fitted, AnalysisFrames frames, float scale) {
    List<Double> centers = new ArrayList<>();
    List<BandDecay> decays = new ArrayList<>();
    double[] centersHz = fitted.bands().centersHz(frames.binHz());
    int clear = Math.min(fitted.taps(), (int) (CLEAR_SECONDS / frames.hopSeconds()));
    for (int b = 0; b < centersHz.length; b++) {
      centers.add(centersHz[b]);
      double early50 = fitted.earlyEnergy(b, clear);
      double late50 = fitted.tailEnergy(b) + fitted.earlyEnergy(b) - early50;
      double late = Math.min(MOST_LATE, RAYLEIGH * late50 / (early50 + late50));
      decays.add(
          new BandDecay(
              fitted.t60Seconds(b),
              T60_SPREAD,
              early50,
              early50 * late / (1 - late),
              fitted.noise(b) / Math.max(FLOOR, mean(fitted, b) / scale)));
    }
    return new RoomEstimate(centers, decays);
  }

  /** Mean power of the recording at the middle of band b. */
  private double mean(SpectralRoom fitted, int b) {
    double sum = 0;
    for (float power : measured[fitted.bands().peak(b)]) {
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
    return early[0].length;
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
}
