package org.unroom.reverb.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.unroom.core.dsp.Window;

/**
 * Speech-to-reverberation modulation energy ratio of one signal, without a reference,
 *
 * <pre>
 *   SRMR = sum over k = 1..4 of E_k / sum over k = 5..K* of E_k
 * </pre>
 *
 * with E_k the energy of the envelopes of 23 gammatone channels in modulation band k of 8 (centres
 * 4 … 128 Hz, Q = 2), summed over channels and averaged over frames of 256 ms, hop 64 ms; K*
 * follows from the bandwidth of the channel below which 90 % of the energy lie. Reverberation fills
 * the gaps of speech, which moves energy to the fast bands: larger is drier. Source: T. H. Falk, C.
 * Zheng, W.-Y. Chan, "A non-intrusive quality and intelligibility measure of reverberant and
 * dereverberated speech", IEEE Trans. ASLP 18 (7), 2010, eq. 8–11; the normalised form clamps
 * energies to the 30 dB below the peak (J. F. Santos, M. Senoussaoui, T. H. Falk, IWAENC 2014).
 * Conventions of SRMRpy's default, the gammatonegram form: envelopes from spectra at 400 Hz.
 *
 * <p>Not available for silence and for less than 256 ms. Meant for 16 kHz.
 */
public final class Srmr {
  private static final int CHANNELS = 23;
  private static final double LOWEST_HZ = 125;
  private static final int FRAME = 103; // ceil(256 ms at 400 Hz)
  private static final int FRAME_HOP = 26; // ceil(64 ms at 400 Hz)
  private static final int SLOW_BANDS = 4;
  private static final double RANGE = 1e-3; // 30 dB
  private static final double SHARE = 0.9;

  private Srmr() {}

  /** SRMR of a signal. */
  public static OptionalDouble plain(float[] x, int sampleRateHz) {
    return ratio(energies(x, sampleRateHz), sampleRateHz);
  }

  /** SRMR with energies clamped to a range of 30 dB, which varies less between talkers. */
  public static OptionalDouble normalized(float[] x, int sampleRateHz) {
    double[][][] energy = energies(x, sampleRateHz);
    clamp(energy);
    return ratio(energy, sampleRateHz);
  }

  /** Energies {@code [channel][modulation band][frame]}; no frames if the signal is too short. */
  private static double[][][] energies(float[] x, int sampleRateHz) {
    double[][] envelopes = Gammatonegram.of(x, sampleRateHz, filters(sampleRateHz));
    int columns = envelopes[0].length;
    int frames = columns < FRAME ? 0 : (columns - FRAME) / FRAME_HOP + 1;
    double[][][] energy = new double[CHANNELS][ModulationFilter.BANDS][frames];
    double[] w = Window.HAMMING.periodic(FRAME);
    for (int c = 0; c < CHANNELS; c++) {
      for (int k = 0; k < ModulationFilter.BANDS; k++) {
        double[] y = ModulationFilter.band(k).filter(envelopes[c]);
        for (int t = 0; t < frames; t++) {
          for (int i = 0; i < FRAME; i++) {
            energy[c][k][t] += Math.pow(w[i] * y[t * FRAME_HOP + i], 2);
          }
        }
      }
    }
    return energy;
  }

  private static void clamp(double[][][] energy) {
    double peak = 0;
    for (int k = 0; k < ModulationFilter.BANDS; k++) {
      for (int t = 0; t < energy[0][k].length; t++) {
        double sum = 0;
        for (double[][] channel : energy) {
          sum += channel[k][t];
        }
        peak = Math.max(peak, sum / CHANNELS);
      }
    }
    for (double[][] channel : energy) {
      for (double[] band : channel) {
        for (int t = 0; t < band.length; t++) {
          band[t] = Math.min(peak, Math.max(RANGE * peak, band[t]));
        }
      }
    }
  }

  private static OptionalDouble ratio(double[][][] energy, int sampleRateHz) {
    double[] byBand = new double[ModulationFilter.BANDS];
    double[] byChannel = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      for (int k = 0; k < byBand.length; k++) {
        double mean = Arrays.stream(energy[c][k]).average().orElse(0);
        byBand[k] += mean;
        byChannel[c] += mean;
      }
    }
    double total = Arrays.stream(byChannel).sum();
    if (!(total > 0)) {
      return OptionalDouble.empty();
    }
    int last = ModulationFilter.lastBand(bandwidthHz(byChannel, SHARE * total, sampleRateHz));
    double slow = Arrays.stream(byBand, 0, SLOW_BANDS).sum();
    double fast = Arrays.stream(byBand, SLOW_BANDS, last).sum();
    return OptionalDouble.of(slow / fast);
  }

  /**
   * Bandwidth of the channel at which the running sum of energies passes {@code energy}. SRMRpy
   * runs its gammatonegram form from the highest channel down while it counts bandwidths from the
   * lowest up; so do we, for the same figures.
   */
  private static double bandwidthHz(double[] byChannel, double energy, int sampleRateHz) {
    int passed = 0;
    double sum = byChannel[CHANNELS - 1];
    while (sum <= energy && passed < CHANNELS - 1) {
      passed++;
      sum += byChannel[CHANNELS - 1 - passed];
    }
    return filters(sampleRateHz).bandwidthHz(passed);
  }

  private static GammatoneFilters filters(int sampleRateHz) {
    return new GammatoneFilters(sampleRateHz, CHANNELS, LOWEST_HZ);
  }
}
