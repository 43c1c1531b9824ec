package org.unroom.reverb.model;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Workers;

/**
 * Energies of a recording in bands and frames, each band divided by its own mean over time, so that
 * fits see decays and not levels: {@code relative[b][t] = E[b][t] / mean[b]}, E the mean over the
 * channels. A silent band is all zeros with mean 0.
 */
public final class BandEnergies {
  private final float[][] relative;
  private final double[] mean;

  private BandEnergies(float[][] relative, double[] mean) {
    this.relative = relative;
    this.mean = mean;
  }

  /** Energies of spectrograms of the same shape, one a channel. */
  public static BandEnergies of(
      List<ComplexSpectrogram> channels, TriangularBands bands, Workers workers) {
    int frames = channels.get(0).frames();
    float[][] energy = new float[bands.count()][frames];
    float[] power = new float[frames];
    for (int f = 0; f < bands.bins(); f++) {
      meanPower(channels, f, power);
      bands.addBin(f, power, energy);
    }
    double[] mean = new double[energy.length];
    workers.forEach(energy.length, b -> mean[b] = normalize(energy[b]));
    return new BandEnergies(energy, mean);
  }

  /** Writes the mean power over the channels in bin f into {@code power} {@code [t]}. */
  public static void meanPower(List<ComplexSpectrogram> channels, int f, float[] power) {
    java.util.Arrays.fill(power, 0);
    float share = 1f / channels.size();
    for (ComplexSpectrogram channel : channels) {
      float[] re = channel.re(f);
      float[] im = channel.im(f);
      for (int t = 0; t < power.length; t++) {
        power[t] += share * (re[t] * re[t] + im[t] * im[t]);
      }
    }
  }

  private static double normalize(float[] energy) {
    double sum = 0;
    for (float e : energy) {
      sum += e;
    }
    double mean = sum / energy.length;
    if (mean > 0) {
      for (int t = 0; t < energy.length; t++) {
        energy[t] = (float) (energy[t] / mean);
      }
    }
    return mean;
  }

  /** Energies relative to their band's mean {@code [b][t]}, not a copy. */
  public float[][] relative() {
    return relative;
  }

  /** Mean energy of band b over time. */
  public double mean(int b) {
    return mean[b];
  }

  /** Number of bands B. */
  public int bands() {
    return relative.length;
  }

  /** Number of frames T. */
  public int frames() {
    return relative[0].length;
  }
}
