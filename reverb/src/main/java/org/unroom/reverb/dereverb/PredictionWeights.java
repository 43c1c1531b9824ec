package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Workers;

/**
 * The weights of {@link LinearPrediction}, {@code w[f][t] = 1 / max(S(|z|^2)^((2 - p) / 2),
 * floor)}, where |z|^2 is the mean power over the channels and S the smoothing of the settings.
 */
final class PredictionWeights {
  private static final float LOWEST = 1e-30f;

  private final PredictionSettings settings;

  PredictionWeights(PredictionSettings settings) {
    this.settings = settings;
  }

  float[][] of(List<ComplexSpectrogram> z, Workers workers) {
    int bins = z.get(0).bins();
    float[][] power = meanPower(z, workers);
    float[][] p = new float[bins][];
    workers.forEach(bins, f -> p[f] = raised(power, f));
    float ofAll = 0;
    for (float[] row : p) {
      ofAll = Math.max(ofAll, largest(row));
    }
    float recording = ofAll;
    workers.forEach(bins, f -> invert(p[f], floor(p[f], recording)));
    return p;
  }

  private static float[][] meanPower(List<ComplexSpectrogram> z, Workers workers) {
    float[][] mean = new float[z.get(0).bins()][z.get(0).frames()];
    float share = 1f / z.size();
    workers.forEach(
        mean.length,
        f -> {
          for (ComplexSpectrogram channel : z) {
            float[] re = channel.re(f);
            float[] im = channel.im(f);
            for (int t = 0; t < re.length; t++) {
              mean[f][t] += share * (re[t] * re[t] + im[t] * im[t]);
            }
          }
        });
    return mean;
  }

  private float[] raised(float[][] power, int f) {
    float[] p =
        settings.smoothing() == PredictionSettings.Smoothing.NONE
            ? power[f].clone()
            : boxMean(power, f);
    double exponent = (2 - settings.norm()) / 2;
    if (exponent != 1) {
      for (int t = 0; t < p.length; t++) {
        p[t] = p[t] > 0 ? (float) Math.pow(p[t], exponent) : 0;
      }
    }
    return p;
  }

  private static float[] boxMean(float[][] power, int f) {
    float[] below = power[Math.max(0, f - 1)];
    float[] above = power[Math.min(power.length - 1, f + 1)];
    int frames = power[f].length;
    float[] column = new float[frames];
    for (int t = 0; t < frames; t++) {
      column[t] = (below[t] + power[f][t] + above[t]) / 9;
    }
    float[] mean = new float[frames];
    for (int t = 0; t < frames; t++) {
      mean[t] = column[Math.max(0, t - 1)] + column[t] + column[Math.min(frames - 1, t + 1)];
    }
    return mean;
  }

  private float floor(float[] p, float ofRecording) {
    float scale = settings.floorScope() == PredictionSettings.Scope.BIN ? largest(p) : ofRecording;
    return Math.max(LOWEST, (float) settings.floor() * scale);
  }

  private static void invert(float[] p, float floor) {
    for (int t = 0; t < p.length; t++) {
      p[t] = 1 / Math.max(p[t], floor);
    }
  }

  private static float largest(float[] row) {
    float largest = 0;
    for (float v : row) {
      largest = Math.max(largest, v);
    }
    return largest;
  }
}
