package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;

/**
 * Delayed linear prediction as its papers write it, loop by loop in double precision: the slow twin
 * of {@link LinearPrediction}, {@link WeightedCovariance} and {@link PredictionWeights} (T.
 * Nakatani et al., IEEE TASLP 18 (7), 2010, eqs. 18–22; A. Jukić et al., IEEE/ACM TASLP 23 (9),
 * 2015).
 */
final class LiteralPrediction {
  final int channels;
  final int bins;
  final int frames;

  /** Residual z {@code [channel][f][t]}. */
  final double[][][] re;

  final double[][][] im;
  private final double[][][] yRe;
  private final double[][][] yIm;

  LiteralPrediction(List<ComplexSpectrogram> recording) {
    channels = recording.size();
    bins = recording.get(0).bins();
    frames = recording.get(0).frames();
    yRe = new double[channels][bins][frames];
    yIm = new double[channels][bins][frames];
    for (int c = 0; c < channels; c++) {
      for (int f = 0; f < bins; f++) {
        for (int t = 0; t < frames; t++) {
          yRe[c][f][t] = recording.get(c).re(f)[t];
          yIm[c][f][t] = recording.get(c).im(f)[t];
        }
      }
    }
    re = copy(yRe);
    im = copy(yIm);
  }

  /** Runs all iterations; taps as given, not shared out over channels. */
  void run(PredictionSettings settings, int taps) {
    for (int i = 0; i < settings.iterations(); i++) {
      double[][] w = weights(settings);
      for (int f = 0; f < bins; f++) {
        predict(f, w[f], taps, settings.delayFrames(), settings.ridge());
      }
    }
  }

  /** 1 / max(S(|z|^2)^((2 - p) / 2), floor). */
  double[][] weights(PredictionSettings settings) {
    double[][] p = new double[bins][frames];
    double largest = 0;
    for (int f = 0; f < bins; f++) {
      for (int t = 0; t < frames; t++) {
        double power =
            settings.smoothing() == PredictionSettings.Smoothing.NONE ? power(f, t) : box(f, t);
        p[f][t] = Math.pow(power, 1 - settings.norm() / 2);
        largest = Math.max(largest, p[f][t]);
      }
    }
    for (double[] row : p) {
      double ofBin = 0;
      for (double v : row) {
        ofBin = Math.max(ofBin, v);
      }
      boolean perBin = settings.floorScope() == PredictionSettings.Scope.BIN;
      double floor = settings.floor() * (perBin ? ofBin : largest);
      for (int t = 0; t < frames; t++) {
        row[t] = 1 / Math.max(row[t], floor);
      }
    }
    return p;
  }

  private double box(int f, int t) {
    double sum = 0;
    for (int df = -1; df <= 1; df++) {
      for (int dt = -1; dt <= 1; dt++) {
        int bin = Math.max(0, Math.min(bins - 1, f + df));
        sum += power(bin, Math.max(0, Math.min(frames - 1, t + dt)));
      }
    }
    return sum / 9;
  }

  private double power(int f, int t) {
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += re[c][f][t] * re[c][f][t] + im[c][f][t] * im[c][f][t];
    }
    return sum / channels;
  }

  private void predict(int f, double[] w, int taps, int delay, double ridge) {
    int n = channels * taps;
    double[][][] g = filters(f, w, taps, delay, ridge);
    for (int c = 0; c < channels; c++) {
      for (int t = 0; t < frames; t++) {
        double sumRe = yRe[c][f][t];
        double sumIm = yIm[c][f][t];
        for (int k = 0; k < n; k++) {
          double[] past = past(f, t, k, taps, delay);
          sumRe -= g[c][0][k] * past[0] + g[c][1][k] * past[1];
          sumIm -= g[c][0][k] * past[1] - g[c][1][k] * past[0];
        }
        re[c][f][t] = sumRe;
        im[c][f][t] = sumIm;
      }
    }
  }

  /** {@code [channel][real, imaginary][(a, i)]}. */
  double[][][] filters(int f, double[] w, int taps, int delay, double ridge) {
    int n = channels * taps;
    double[][] aRe = new double[n][n];
    double[][] aIm = new double[n][n];
    double[][][] right = new double[channels][2][n];
    for (int t = 0; t < frames; t++) {
      for (int k = 0; k < n; k++) {
        double[] x = past(f, t, k, taps, delay);
        for (int l = 0; l < n; l++) {
          double[] y = past(f, t, l, taps, delay);
          aRe[k][l] += w[t] * (x[0] * y[0] + x[1] * y[1]);
          aIm[k][l] += w[t] * (x[1] * y[0] - x[0] * y[1]);
        }
        for (int c = 0; c < channels; c++) {
          right[c][0][k] += w[t] * (x[0] * yRe[c][f][t] + x[1] * yIm[c][f][t]);
          right[c][1][k] += w[t] * (x[1] * yRe[c][f][t] - x[0] * yIm[c][f][t]);
        }
      }
    }
    double trace = 0;
    for (int k = 0; k < n; k++) {
      trace += aRe[k][k];
    }
    for (int k = 0; k < n; k++) {
      aRe[k][k] += ridge * trace / n;
    }
    double[][][] g = new double[channels][][];
    for (int c = 0; c < channels; c++) {
      g[c] = Elimination.solve(aRe, aIm, right[c][0], right[c][1]);
    }
    return g;
  }

  private double[] past(int f, int t, int k, int taps, int delay) {
    int a = k / taps;
    int at = t - delay - k % taps;
    return at < 0 ? new double[2] : new double[] {yRe[a][f][at], yIm[a][f][at]};
  }

  private static double[][][] copy(double[][][] x) {
    double[][][] y = new double[x.length][x[0].length][];
    for (int c = 0; c < x.length; c++) {
      for (int f = 0; f < x[c].length; f++) {
        y[c][f] = x[c][f].clone();
      }
    }
    return y;
  }
}
