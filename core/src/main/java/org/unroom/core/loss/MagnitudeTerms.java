package org.unroom.core.loss;

/**
 * The terms of a {@link SpectralLoss} that look at one cell at a time, m of the model and t of the
 * target,
 *
 * <pre>
 *   w mean d(m, t) + w' mean d(ln(m + floor), ln(t + floor)),   d = |.| or (.)^2
 *   gradient of L1: sign(m - t) (w + w' / (m + floor))
 * </pre>
 *
 * which needs no logarithm, as sign(ln m - ln t) = sign(m - t).
 */
final class MagnitudeTerms {
  private static final float TINY = 1e-20f;
  private static final int RATIOS_AT_ONCE = 16;

  private final SpectralLossSettings settings;
  private final double perCell;

  /** Terms of {@code cells} cells in all. */
  MagnitudeTerms(SpectralLossSettings settings, double cells) {
    this.settings = settings;
    this.perCell = 1 / cells;
  }

  /** The value over the first {@code count} frames of a block, with any floor. */
  double value(float[][] mag, float[][] target, int count, double logFloor) {
    double sum = 0;
    for (int f = 0; f < mag.length; f++) {
      sum += settings.magnitude() * perCell * sumOfDistances(mag[f], target[f], count);
      if (settings.logMagnitude() > 0) {
        double logs = sumOfLogDistances(mag[f], target[f], count, (float) logFloor);
        sum += settings.logMagnitude() * perCell * logs;
      }
    }
    return sum;
  }

  /** Writes weight times the gradient. */
  void gradient(float[][] mag, float[][] target, float[][] g, double weight) {
    float forMagnitude = (float) (weight * settings.magnitude() * perCell);
    float forLog = (float) (weight * settings.logMagnitude() * perCell);
    float floor = (float) settings.logFloor();
    for (int f = 0; f < mag.length; f++) {
      if (settings.distance() == SpectralDistance.L1) {
        ofAbsolutes(mag[f], target[f], g[f], forMagnitude, forLog, floor);
      } else {
        ofSquares(mag[f], target[f], g[f], forMagnitude, forLog, floor);
      }
    }
  }

  private double sumOfDistances(float[] m, float[] t, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += settings.distance().of(m[j] - t[j]);
    }
    return sum;
  }

  private double sumOfLogDistances(float[] m, float[] t, int count, float floor) {
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
}
