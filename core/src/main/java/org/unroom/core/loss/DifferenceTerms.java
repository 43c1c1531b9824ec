package org.unroom.core.loss;

import java.util.Arrays;

/**
 * The terms of a {@link SpectralLoss} that look at a cell and its neighbours, with D = S - S',
 *
 * <pre>
 *   mean d(D[t] - D[t - 1]),   mean d(D[f] - D[f - 1]),   mean d(sum over g &lt;= f of D[g])
 * </pre>
 *
 * each with its weight. Frames of the first must lie in one block.
 */
final class DifferenceTerms {
  private final SpectralLossSettings settings;
  private final int frames;
  private final int bins;
  private final float[] rowSum;
  private final float[] rowGradient;

  /** Terms of T frames of F bins, in rows of {@code rowLength} frames. */
  DifferenceTerms(SpectralLossSettings settings, int frames, int bins, int rowLength) {
    this.settings = settings;
    this.frames = frames;
    this.bins = bins;
    this.rowSum = new float[rowLength];
    this.rowGradient = new float[rowLength];
  }

  /** The value over the first {@code count} frames of a block. */
  double value(float[][] mag, float[][] target, int count) {
    double sum = 0;
    if (settings.deltaTime() > 0) {
      sum += ofDeltaTime(mag, target, count);
    }
    if (settings.deltaFrequency() > 0) {
      sum += ofDeltaFrequency(mag, target, count);
    }
    if (settings.cumulativeFrequency() > 0) {
      sum += ofCumulated(mag, target, count);
    }
    return sum;
  }

  /** Adds weight times the gradient. */
  void addGradient(float[][] mag, float[][] target, float[][] g, double weight, int count) {
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

  private double ofDeltaTime(float[][] mag, float[][] target, int count) {
    double sum = 0;
    for (int f = 0; f < mag.length; f++) {
      for (int j = 1; j < count; j++) {
        double d = (mag[f][j] - target[f][j]) - (mag[f][j - 1] - target[f][j - 1]);
        sum += settings.distance().of(d);
      }
    }
    return settings.deltaTime() * sum / ((double) bins * Math.max(1, count - 1));
  }

  private double ofDeltaFrequency(float[][] mag, float[][] target, int count) {
    double sum = 0;
    for (int f = 1; f < mag.length; f++) {
      for (int j = 0; j < count; j++) {
        double d = (mag[f][j] - target[f][j]) - (mag[f - 1][j] - target[f - 1][j]);
        sum += settings.distance().of(d);
      }
    }
    return settings.deltaFrequency() * sum / ((double) frames * (bins - 1));
  }

  private double ofCumulated(float[][] mag, float[][] target, int count) {
    Arrays.fill(rowSum, 0);
    double sum = 0;
    for (int f = 0; f < mag.length; f++) {
      for (int j = 0; j < count; j++) {
        rowSum[j] += mag[f][j] - target[f][j];
        sum += settings.distance().of(rowSum[j]);
      }
    }
    return settings.cumulativeFrequency() * sum / ((double) frames * bins);
  }

  private void addOfDeltaFrequency(
      float[][] mag, float[][] target, float[][] g, double weight, int count) {
    double each = weight * settings.deltaFrequency() / ((double) frames * (bins - 1));
    for (int f = 1; f < mag.length; f++) {
      for (int j = 0; j < count; j++) {
        double d = (mag[f][j] - target[f][j]) - (mag[f - 1][j] - target[f - 1][j]);
        float slope = (float) (each * settings.distance().slope(d));
        g[f][j] += slope;
        g[f - 1][j] -= slope;
      }
    }
  }

  private void addOfDeltaTime(
      float[][] mag, float[][] target, float[][] g, double weight, int count) {
    double each = weight * settings.deltaTime() / ((double) bins * Math.max(1, count - 1));
    for (int f = 0; f < mag.length; f++) {
      for (int j = 1; j < count; j++) {
        double d = (mag[f][j] - target[f][j]) - (mag[f][j - 1] - target[f][j - 1]);
        float slope = (float) (each * settings.distance().slope(d));
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
    double each = weight * settings.cumulativeFrequency() / ((double) frames * bins);
    for (int f = mag.length - 1; f >= 0; f--) {
      for (int j = 0; j < count; j++) {
        rowGradient[j] += (float) (each * settings.distance().slope(rowSum[j]));
        g[f][j] += rowGradient[j];
        rowSum[j] -= mag[f][j] - target[f][j];
      }
    }
  }
}
