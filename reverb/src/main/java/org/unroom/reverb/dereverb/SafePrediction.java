package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;

/**
 * Delayed linear prediction that does not take held tones for reverberation. It knows from {@link
 * HarmonicModel} what is early and what is late, and differs from {@link LinearPrediction} in five
 * ways: weights 1/(early + noise) from the fit, one solution, a delay of 5 frames, a strong ridge,
 * and no more is subtracted than the fit expects:
 *
 * <pre>
 *   z = y - w p,   w = min(1, sqrt(2 late / |p|^2)) sqrt( r / (r + q^2 + q^4) ),   r^2 = late / (q early)
 * </pre>
 *
 * for the prediction p, with q the room's late over its early energy. In a steady tone late = q
 * early, and of what the past predicts much is early sound that goes on: the more late sound there
 * is, the less is known of its phase, and the less is taken. Where only the room rings, r is large
 * and w is 1. The powers of r and q were chosen on 66 recordings (docs/measurements.md).
 */
final class SafePrediction {
  private static final int TAPS = 100;
  private static final int DELAY = 5;
  private static final double RIDGE = 1e-2;
  private static final float LOWEST = 1e-5f;
  private static final float MOST_OVER_EXPECTED = 2;

  private final HarmonicModel model;
  private final Workers workers;

  SafePrediction(HarmonicModel model, Workers workers) {
    this.model = model;
    this.workers = workers;
  }

  /** Takes out of the fitted bins what can be predicted. */
  void apply(List<ComplexSpectrogram> recording, Progress progress) {
    int channels = recording.size();
    int frames = model.frames();
    int taps = (int) Math.min(Math.ceil(TAPS / Math.sqrt(channels)), frames - DELAY - 1);
    if (taps < 1) {
      return;
    }
    float floor = Math.max(Float.MIN_NORMAL, LOWEST * loudest());
    workers.forEach(
        model.bins(),
        () -> new WeightedCovariance(channels, taps, DELAY, frames),
        (f, equations) -> predict(recording, f, floor, equations),
        share -> progress.report("predicting late reverberation", share));
  }

  private float loudest() {
    float loudest = 0;
    for (int f = 0; f < model.bins(); f++) {
      for (float power : model.early(f)) {
        loudest = Math.max(loudest, power);
      }
    }
    return loudest;
  }

  private void predict(
      List<ComplexSpectrogram> recording, int f, float floor, WeightedCovariance equations) {
    float[] early = model.early(f);
    float[] weight = new float[early.length];
    for (int t = 0; t < weight.length; t++) {
      weight[t] = 1 / Math.max(early[t] + model.noise(f), floor);
    }
    float[][] re = recording.stream().map(y -> y.re(f)).toArray(float[][]::new);
    float[][] im = recording.stream().map(y -> y.im(f)).toArray(float[][]::new);
    if (!equations.solve(re, im, weight, RIDGE)) {
      return;
    }
    ComplexRow[] predicted = new ComplexRow[re.length];
    for (int c = 0; c < re.length; c++) {
      predicted[c] = new ComplexRow(early.length);
      LinearPrediction.addPrediction(
          re, im, equations.filterRe(c), equations.filterIm(c), DELAY, predicted[c]);
    }
    subtract(predicted, f, re, im);
  }

  private void subtract(ComplexRow[] predicted, int f, float[][] re, float[][] im) {
    float[] early = model.early(f);
    float[] late = model.late(f);
    float q = model.lateOverEarly(f);
    for (int t = 0; t < early.length; t++) {
      float power = 0;
      for (ComplexRow p : predicted) {
        power += (p.re[t] * p.re[t] + p.im[t] * p.im[t]) / predicted.length;
      }
      if (power == 0 || late[t] == 0) {
        continue;
      }
      float w = (float) Math.min(1, Math.sqrt(MOST_OVER_EXPECTED * late[t] / power));
      double ringing = Math.sqrt(late[t] / Math.max(q * early[t], Float.MIN_NORMAL));
      w *= (float) Math.sqrt(ringing / (ringing + q * q * (1 + q * q)));
      for (int c = 0; c < predicted.length; c++) {
        re[c][t] -= w * predicted[c].re[t];
        im[c][t] -= w * predicted[c].im[t];
      }
    }
  }
}
