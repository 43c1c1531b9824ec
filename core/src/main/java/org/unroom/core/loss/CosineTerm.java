package org.unroom.core.loss;

/**
 * The term of a {@link SpectralLoss} that compares whole spectra, whatever their level,
 *
 * <pre>
 *   w mean over t of ( 1 - m . t / (|m| |t|) )
 *   gradient: cos m / |m|^2 - t / (|m| |t|)
 * </pre>
 */
final class CosineTerm {
  private static final float TINY = 1e-20f;

  private final double perFrame;

  /** A term of this weight over so many frames. */
  CosineTerm(double weight, int frames) {
    this.perFrame = weight / frames;
  }

  /** The value over the first {@code count} frames of a block. */
  double value(float[][] mag, float[][] target, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += perFrame * (1 - cosine(mag, target, j));
    }
    return sum;
  }

  /** Writes weight times the gradient. */
  void gradient(float[][] mag, float[][] target, float[][] g, double weight, int count) {
    double each = weight * perFrame;
    for (int j = 0; j < count; j++) {
      double own = dot(mag, mag, j);
      double both = Math.sqrt(own * dot(target, target, j) + TINY);
      double cosine = dot(mag, target, j) / both;
      for (int f = 0; f < mag.length; f++) {
        g[f][j] = (float) (each * (cosine * mag[f][j] / (own + TINY) - target[f][j] / both));
      }
    }
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
}
