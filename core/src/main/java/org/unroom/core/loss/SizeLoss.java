package org.unroom.core.loss;

import java.util.Arrays;

/**
 * The terms of a {@link SpectralLoss} at one frame length. Target spectra are kept; the model's are
 * looked at block by block. Gradients of logarithms need no logarithm: sign(ln m - ln t) = sign(m -
 * t).
 */
final class SizeLoss {
  private static final float TINY = 1e-20f;
  private static final int RATIOS_AT_ONCE = 16;

  private final SpectralLossSettings settings;
  private final FrameLanes lanes;
  private final float[][][] targets;
  private final float[] rowSum;
  private final float[] rowGradient;

  SizeLoss(SpectralLossSettings settings, int nFft, float[] target) {
    this.settings = settings;
    int hop = Math.max(1, (int) Math.round(nFft * (1 - settings.overlap())));
    this.lanes = new FrameLanes(nFft, hop, target.length, settings.deltaTime() > 0);
    this.targets = new float[lanes.blocks()][lanes.bins()][];
    this.rowSum = new float[lanes.rowLength()];
    this.rowGradient = new float[lanes.rowLength()];
    lanes.load(target);
    for (int b = 0; b < lanes.blocks(); b++) {
      float[][] mag = lanes.magnitudes(b);
      for (int f = 0; f < mag.length; f++) {
        targets[b][f] = mag[f].clone();
      }
    }
  }

  /** The value of all terms. */
  double value(float[] model) {
    lanes.load(model);
    double sum = 0;
    for (int b = 0; b < lanes.blocks(); b++) {
      sum += value(b, lanes.magnitudes(b));
    }
    return sum;
  }

  /** Adds weight times the gradient with respect to the model's signal. */
  void addGradient(float[] model, double weight, float[] gModel) {
    lanes.load(model);
    for (int b = 0; b < lanes.blocks(); b++) {
      gradient(b, lanes.magnitudes(b), weight);
      lanes.backpropagate(b);
    }
    lanes.addGradient(gModel);
  }

  private double perCell() {
    return 1.0 / ((double) lanes.frames() * lanes.bins());
  }

  private double value(int block, float[][] mag) {
    float[][] target = targets[block];
    int count = lanes.count(block);
    double cell = perCell();
    double sum = 0;
    if (settings.distance() == SpectralDistance.COSINE) {
      return valueOfCosines(mag, target, count);
    }
    float[] cumulated = new float[count];
    for (int f = 0; f < mag.length; f++) {
      sum += settings.magnitude() * cell * sumOfDistances(mag[f], target[f], count);
      if (settings.logMagnitude() > 0) {
        sum += settings.logMagnitude() * cell * sumOfLogDistances(mag[f], target[f], count);
      }
      if (settings.deltaFrequency() > 0 && f > 0) {
        double each = settings.deltaFrequency() / ((double) lanes.frames() * (lanes.bins() - 1));
        for (int j = 0; j < count; j++) {
          double d = (mag[f][j] - target[f][j]) - (mag[f - 1][j] - target[f - 1][j]);
          sum += each * distance(d);
        }
      }
      if (settings.cumulativeFrequency() > 0) {
        for (int j = 0; j < count; j++) {
          cumulated[j] += mag[f][j] - target[f][j];
          sum += settings.cumulativeFrequency() * cell * distance(cumulated[j]);
        }
      }
      if (settings.deltaTime() > 0) {
        double each = settings.deltaTime() / ((double) lanes.bins() * Math.max(1, count - 1));
        for (int j = 1; j < count; j++) {
          double d = (mag[f][j] - target[f][j]) - (mag[f][j - 1] - target[f][j - 1]);
          sum += each * distance(d);
        }
      }
    }
    return sum;
  }

  private double distance(double d) {
    return settings.distance() == SpectralDistance.L1 ? Math.abs(d) : d * d;
  }

  private double slope(double d) {
    return settings.distance() == SpectralDistance.L1 ? Math.signum(d) : 2 * d;
  }

  private double sumOfDistances(float[] m, float[] t, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += distance(m[j] - t[j]);
    }
    return sum;
  }

  private double sumOfLogDistances(float[] m, float[] t, int count) {
    float floor = (float) settings.logFloor();
    double sum = 0;
    if (settings.distance() == SpectralDistance.L2) {
      for (int j = 0; j < count; j++) {
        double d = Math.log((m[j] + floor) / (t[j] + floor));
        sum += d * d;
      }
      return sum;
    }
    double product = 1;
    for (int j = 0; j < count; j++) {
      float a = m[j] + floor;
      float b = t[j] + floor;
      product *= Math.max(a, b) / Math.min(a, b);
      if (j % RATIOS_AT_ONCE == RATIOS_AT_ONCE - 1) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return sum + Math.log(product);
  }

  private void gradient(int block, float[][] mag, double weight) {
    float[][] target = targets[block];
    float[][] g = lanes.gradient();
    int count = lanes.count(block);
    if (settings.distance() == SpectralDistance.COSINE) {
      gradientOfCosines(mag, target, g, weight, count);
      return;
    }
    float forMagnitude = (float) (weight * settings.magnitude() * perCell());
    float forLog = (float) (weight * settings.logMagnitude() * perCell());
    float floor = (float) settings.logFloor();
    for (int f = 0; f < mag.length; f++) {
      if (settings.distance() == SpectralDistance.L1) {
        ofAbsolutes(mag[f], target[f], g[f], forMagnitude, forLog, floor);
      } else {
        ofSquares(mag[f], target[f], g[f], forMagnitude, forLog, floor);
      }
    }
    if (settings.deltaFrequency() > 0) {
      addOfDeltaFrequency(mag, target, g, weight, count);
    }
    if (settings.cumulativeFrequency() > 0) {
      addOfCumulated(mag, target, g, weight, count);
    }
    if (settings.deltaTime() > 0) {
      addOfDeltaTime(mag, target, g, weight, count);
    }
  }

  /** The term that is nearly always alone: sign(m - t) (w + w' / (m + floor)). */
  private static void ofAbsolutes(
      float[] m, float[] t, float[] g, float weight, float logWeight, float floor) {
    for (int j = 0; j < m.length; j++) {
      float d = m[j] - t[j];
      g[j] = d / (Math.abs(d) + TINY) * (weight + logWeight / (m[j] + floor));
    }
  }

  private static void ofSquares(
      float[] m, float[] t, float[] g, float weight, float logWeight, float floor) {
    for (int j = 0; j < m.length; j++) {
      double log = logWeight > 0 ? Math.log((m[j] + floor) / (t[j] + floor)) : 0;
      g[j] = (float) (2 * weight * (m[j] - t[j]) + 2 * logWeight * log / (m[j] + floor));
    }
  }

  private void addOfDeltaFrequency(
      float[][] mag, float[][] target, float[][] g, double weight, int count) {
    double each =
        weight * settings.deltaFrequency() / ((double) lanes.frames() * (lanes.bins() - 1));
    for (int f = 1; f < mag.length; f++) {
      for (int j = 0; j < count; j++) {
        double d = (mag[f][j] - target[f][j]) - (mag[f - 1][j] - target[f - 1][j]);
        float slope = (float) (each * slope(d));
        g[f][j] += slope;
        g[f - 1][j] -= slope;
      }
    }
  }

  private void addOfDeltaTime(
      float[][] mag, float[][] target, float[][] g, double weight, int count) {
    double each = weight * settings.deltaTime() / ((double) lanes.bins() * Math.max(1, count - 1));
    for (int f = 0; f < mag.length; f++) {
      for (int j = 1; j < count; j++) {
        double d = (mag[f][j] - target[f][j]) - (mag[f][j - 1] - target[f][j - 1]);
        float slope = (float) (each * slope(d));
        g[f][j] += slope;
        g[f][j - 1] -= slope;
      }
    }
  }

  /** A bin's gradient is the sum over the cumulated bins from it on. */
  private void addOfCumulated(
      float[][] mag, float[][] target, float[][] g, double weight, int count) {
    Arrays.fill(rowSum, 0);
    for (int f = 0; f < mag.length; f++) {
      for (int j = 0; j < count; j++) {
        rowSum[j] += mag[f][j] - target[f][j];
      }
    }
    Arrays.fill(rowGradient, 0);
    double each = weight * settings.cumulativeFrequency() * perCell();
    for (int f = mag.length - 1; f >= 0; f--) {
      for (int j = 0; j < count; j++) {
        rowGradient[j] += (float) (each * slope(rowSum[j]));
        g[f][j] += rowGradient[j];
        rowSum[j] -= mag[f][j] - target[f][j];
      }
    }
  }

  private double valueOfCosines(float[][] mag, float[][] target, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += settings.magnitude() * (1 - cosine(mag, target, j)) / lanes.frames();
    }
    return sum;
  }

  private static double cosine(float[][] mag, float[][] target, int j) {
    return dot(mag, target, j) / Math.sqrt(dot(mag, mag, j) * dot(target, target, j) + TINY);
  }

  private static double dot(float[][] a, float[][] b, int j) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += (double) a[f][j] * b[f][j];
    }
    return sum;
  }

  /** d(-cos)/dm = cos m / |m|^2 - t / (|m| |t|). */
  private void gradientOfCosines(
      float[][] mag, float[][] target, float[][] g, double weight, int count) {
    for (int j = 0; j < count; j++) {
      double own = dot(mag, mag, j);
      double both = Math.sqrt(own * dot(target, target, j) + TINY);
      double cosine = dot(mag, target, j) / both;
      double each = weight * settings.magnitude() / lanes.frames();
      for (int f = 0; f < mag.length; f++) {
        g[f][j] = (float) (each * (cosine * mag[f][j] / (own + TINY) - target[f][j] / both));
      }
    }
  }
}
