package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.Window;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.EnergyDecay;

/**
 * How far a room is from the true one. Heard: the multi-scale log-spectral distance between one dry
 * sound in both,
 *
 * <pre>
 *   D = mean over frames of 16, 64, 256 ms of sqrt( mean over b of (10 log10(max(P, d) / max(Q, d)))^2 )
 * </pre>
 *
 * with P and Q the powers in third-octaves from 100 Hz (those that a frame has bins in), energies
 * equal, the floor d 60 dB below the largest; half-overlapping Hann windows. Drawn: rms of the
 * difference in dB of the backward-integrated decays in an octave where the true one lies above −35
 * dB.
 */
final class ReverberationDistance {
  private static final double[] FRAME_SECONDS = {0.016, 0.064, 0.256};
  private static final double LOWEST_HZ = 95;
  private static final double FLOOR = 1e-6;
  private static final double LOWEST_LEVEL_DB = -35;

  private ReverberationDistance() {}

  /** D in dB of two sounds of one rate; the shorter ends in silence. */
  static double heardDb(float[] truth, float[] ours, int rate) {
    int n = Math.max(truth.length, ours.length);
    float[] a = Arrays.copyOf(truth, n);
    float[] b = Arrays.copyOf(ours, n);
    double gain = Math.sqrt(energy(a) / energy(b));
    double sum = 0;
    for (double seconds : FRAME_SECONDS) {
      double[][] p = powers(a, rate, seconds);
      double[][] q = powers(b, rate, seconds);
      double most = 0;
      for (int t = 0; t < p.length; t++) {
        for (int k = 0; k < p[t].length; k++) {
          q[t][k] *= gain * gain;
          most = Math.max(most, Math.max(p[t][k], q[t][k]));
        }
      }
      sum += meanDistance(p, q, FLOOR * most) / FRAME_SECONDS.length;
    }
    return sum;
  }

  private static double meanDistance(double[][] p, double[][] q, double floor) {
    double sum = 0;
    for (int t = 0; t < p.length; t++) {
      double squares = 0;
      for (int k = 0; k < p[t].length; k++) {
        double d = 10 * Math.log10(Math.max(p[t][k], floor) / Math.max(q[t][k], floor));
        squares += d * d;
      }
      sum += Math.sqrt(squares / p[t].length);
    }
    return sum / p.length;
  }

  private static double[][] powers(float[] x, int rate, double seconds) {
    int length = (int) Math.round(seconds * rate);
    int nFft = Integer.highestOneBit(2 * length - 1);
    MagnitudeSpectrogram frames =
        new MagnitudeSpectrogram(Window.HANN.periodic(length), nFft, length / 2);
    float[][] magnitude = frames.of(x, frames.coveringFrames(x.length));
    List<int[]> bins = new ArrayList<>();
    for (Bands.Band band : Bands.THIRD.below(rate)) {
      int from = (int) Math.ceil(band.lowHz() * nFft / rate);
      int to = (int) Math.ceil(band.highHz() * nFft / rate);
      if (band.nominalHz() > LOWEST_HZ && to > from) {
        bins.add(new int[] {from, to});
      }
    }
    double[][] powers = new double[magnitude.length][bins.size()];
    for (int t = 0; t < powers.length; t++) {
      for (int k = 0; k < bins.size(); k++) {
        for (int f = bins.get(k)[0]; f < bins.get(k)[1]; f++) {
          powers[t][k] += (double) magnitude[t][f] * magnitude[t][f];
        }
      }
    }
    return powers;
  }

  private static double energy(float[] x) {
    double sum = Double.MIN_NORMAL;
    for (float v : x) {
      sum += (double) v * v;
    }
    return sum;
  }

  /** Distances of the decays in dB, octave by octave from 125 Hz. */
  static List<Double> decayDb(float[] truth, float[] ours, int truthRate, int ourRate) {
    List<EnergyDecay> real = EnergyDecay.of(truth, truthRate, Bands.OCTAVE);
    List<EnergyDecay> built = EnergyDecay.of(ours, ourRate, Bands.OCTAVE);
    List<Double> distances = new ArrayList<>();
    for (int k = 1; k < Math.min(real.size(), built.size()); k++) {
      double squares = 0;
      int count = 0;
      double[] level = real.get(k).levelDb();
      for (int i = 0; i < level.length && level[i] >= LOWEST_LEVEL_DB; i++) {
        double d = level[i] - at(built.get(k), i * real.get(k).stepSeconds());
        squares += d * d;
        count++;
      }
      if (count > 1) {
        distances.add(Math.sqrt(squares / count));
      }
    }
    return distances;
  }

  private static double at(EnergyDecay decay, double seconds) {
    double position = seconds / decay.stepSeconds();
    double[] level = decay.levelDb();
    int below = Math.min((int) position, level.length - 1);
    int above = Math.min(below + 1, level.length - 1);
    double share = Math.min(1, position - below);
    return (1 - share) * level[below] + share * level[above];
  }
}
