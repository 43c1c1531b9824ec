package org.unroom.reverb.dereverb;

import java.util.Arrays;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.HarmonicFit;
import org.unroom.reverb.fit.SourceControls;
import org.unroom.reverb.model.HarmonicLines;
import org.unroom.reverb.model.HarmonicSource;
import org.unroom.reverb.model.SpectralRoom;

/**
 * One {@link HarmonicFit} from one start: what it expects of every bin and frame, and its room. How
 * much of a held tone is direct sound the data leave nearly open, so that the fit ends near where
 * it started: two fits from two starts say how open it is.
 */
final class RoomHypothesis {
  private static final int STEPS = 120;
  private static final int EARLY_FRAMES = 4;
  private static final double QUIET_QUANTILE = 0.02;
  private static final float NOISE_SHARE = 0.1f;

  private final double hopSeconds;
  private final HarmonicSource source;
  private final HarmonicFit fit;
  private final FitTrace trace;
  private final SpectralRoom room;

  /**
   * Fits.
   *
   * @param tonalShare how far this is a tone, 0..1
   * @param measured powers {@code [t][f]}, above 0
   */
  RoomHypothesis(
      SpectralRoom.Start start,
      HarmonicLines lines,
      double tonalShare,
      float[][] measured,
      double hopSeconds,
      Workers workers,
      Progress progress) {
    int bins = measured[0].length;
    this.room = new SpectralRoom(start, bins, hopSeconds, EARLY_FRAMES, quiet(measured));
    this.hopSeconds = hopSeconds;
    this.source = new HarmonicSource(lines, measured, room.directShare(), tonalShare);
    this.fit = new HarmonicFit(measured, source, room, workers);
    this.trace = fit.run(STEPS, progress);
  }

  /** What the noise starts from: a tenth of the quietest fiftieth of the frames, in each band. */
  private static float[] quiet(float[][] measured) {
    TriangularBands bands = SpectralRoom.bandsOver(measured[0].length);
    float[][] energy = new float[measured.length][bands.count()];
    float[] ones = new float[bands.bins()];
    float[] width = new float[bands.count()];
    Arrays.fill(ones, 1);
    bands.collect(ones, width);
    for (int t = 0; t < energy.length; t++) {
      bands.collect(measured[t], energy[t]);
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

  /**
   * Adds {@code weight} times what is expected: direct and early sound, late reverberation {@code
   * [f][t]} and stationary noise {@code [f]}.
   */
  void addExpectations(float weight, float[][] early, float[][] late, float[] noise) {
    float[] row = new float[early.length];
    for (int f = 0; f < row.length; f++) {
      noise[f] += weight * room.noiseInBin(f);
    }
    for (int t = 0; t < early[0].length; t++) {
      fit.early(t, row);
      float[] all = fit.expected()[t];
      for (int f = 0; f < row.length; f++) {
        early[f][t] += weight * row[f];
        late[f][t] += weight * Math.max(0, all[f] - row[f] - room.noiseInBin(f));
      }
    }
  }

  /** Its room. */
  SpectralRoom room() {
    return room;
  }

  /** How the fit went. */
  FitTrace trace() {
    return trace;
  }

  /** What plays the dry sound, frame by frame. */
  SourceControls controls(float[] f0Hz) {
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
    return SourceControls.ofPowers(hopSeconds, f0Hz, tones, noise);
  }
}
