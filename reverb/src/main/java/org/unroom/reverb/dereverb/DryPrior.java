package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.model.BandEnergies;
import org.unroom.reverb.model.ConvolutiveNmf;
import org.unroom.reverb.model.NmfSettings;

/**
 * What is believed of the dry sound before the recording is asked again: its variance in every bin
 * and frame, and a first, very dry estimate from which the room is learned. Both join what {@link
 * ConvolutiveNmf} finds in the predicted signal z (few spectra) and what {@link LateSuppressor}
 * does (decays in bands):
 *
 * <pre>
 *   lambda[f][t] = 3 x^2 G^2 + 0.01 mean over t of the same,    x: dry magnitude, G^2: power gain
 *   start[f][t]  = z max(0.1, x / m) (G^2)^2.5,                 m: magnitude with the response
 * </pre>
 *
 * A start that is too dry is harmless, since the room is learned from where it is loud; one that
 * still holds the room hides it.
 */
final class DryPrior {
  private static final float VARIANCE_SCALE = 3;
  private static final float FLOOR_OF_BIN = 0.01f;
  private static final float FLOOR_OF_ALL = 1e-9f;
  private static final float LOWEST_START_GAIN = 0.1f;

  private final ConvolutiveNmf nmf;
  private final LateSuppressor late;
  private final float lowest;

  /**
   * Fits the spectra.
   *
   * @param predicted z, one spectrogram a channel; the channels share the prior
   * @param late gain for the predicted signal
   * @param seed of the fit
   */
  DryPrior(List<ComplexSpectrogram> predicted, LateSuppressor late, long seed, Workers workers) {
    this.late = late;
    int bins = predicted.get(0).bins();
    float[][] magnitude = new float[bins][predicted.get(0).frames()];
    double[] power = new double[bins];
    workers.forEach(bins, f -> power[f] = magnitudes(predicted, f, magnitude[f]));
    double sum = 0;
    for (double bin : power) {
      sum += bin;
    }
    this.lowest = (float) Math.max(Float.MIN_NORMAL, FLOOR_OF_ALL * sum / bins);
    this.nmf = new ConvolutiveNmf(magnitude, NmfSettings.SPEECH, seed, workers);
  }

  /** Writes the root of the channels' mean power into {@code row}; returns the mean over time. */
  private static double magnitudes(List<ComplexSpectrogram> channels, int f, float[] row) {
    BandEnergies.meanPower(channels, f, row);
    double sum = 0;
    for (int t = 0; t < row.length; t++) {
      sum += row[t];
      row[t] = (float) Math.sqrt(row[t]);
    }
    return sum / row.length;
  }

  /**
   * Writes what is believed of bin f.
   *
   * @param variance lambda of the channels' mean {@code [t]}, above 0
   * @param startGain what the predicted signal is multiplied by for a first dry estimate {@code
   *     [t]}
   */
  void of(int f, float[] variance, float[] startGain) {
    float[] x = new float[variance.length];
    nmf.dry(f, x);
    nmf.model(f, startGain);
    late.powerGain(f, variance);
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      float gain = variance[t];
      float smear = Math.min(1, Math.max(LOWEST_START_GAIN, x[t] / startGain[t]));
      startGain[t] = smear * gain * gain * (float) Math.sqrt(gain);
      variance[t] = VARIANCE_SCALE * x[t] * x[t] * gain;
      sum += variance[t];
    }
    float floor = (float) (FLOOR_OF_BIN * sum / x.length) + lowest;
    for (int t = 0; t < x.length; t++) {
      variance[t] += floor;
    }
  }
}
