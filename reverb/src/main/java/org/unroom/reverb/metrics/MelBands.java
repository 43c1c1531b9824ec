package org.unroom.reverb.metrics;

/**
 * Triangular bands at equal distances on the mel scale {@code m = 2595 log10(1 + f/700)}: with
 * edges e_0..e_(B+1) from 0 Hz to the top, band b weighs a bin at f by
 *
 * <pre>
 *   w[b][f] = max(0, min((f - e_b) / (e_(b+1) - e_b), (e_(b+2) - f) / (e_(b+2) - e_(b+1))))
 * </pre>
 *
 * The bins are taken to lie at equal distances from 0 to fs/2 inclusive, for an odd transform
 * length too. Source: S. B. Davis, P. Mermelstein, "Comparison of parametric representations for
 * monosyllabic word recognition", IEEE Trans. ASSP 28 (4), 1980 (triangles); D. O'Shaughnessy,
 * "Speech Communication", 1987 (scale).
 */
final class MelBands {
  private final double[][] weights;

  /** {@code bands} bands from 0 Hz to the smaller one of {@code topHz} and fs/2. */
  MelBands(int bins, int sampleRateHz, int bands, double topHz) {
    double nyquistHz = sampleRateHz / 2.0;
    double topMel = mel(Math.min(nyquistHz, topHz));
    this.weights = new double[bands][bins];
    for (int b = 0; b < bands; b++) {
      double low = hz(topMel * b / (bands + 1));
      double middle = hz(topMel * (b + 1) / (bands + 1));
      double high = hz(topMel * (b + 2) / (bands + 1));
      for (int f = 0; f < bins; f++) {
        double at = nyquistHz * f / (bins - 1);
        double rise = (at - low) / (middle - low);
        double fall = (high - at) / (high - middle);
        weights[b][f] = Math.max(0, Math.min(rise, fall));
      }
    }
  }

  /** Band magnitudes {@code [t][b]} of {@code scale * mag[t][f]}. */
  double[][] of(float[][] mag, double scale) {
    double[][] result = new double[mag.length][weights.length];
    for (int t = 0; t < mag.length; t++) {
      for (int b = 0; b < weights.length; b++) {
        double sum = 0;
        for (int f = 0; f < weights[b].length; f++) {
          sum += weights[b][f] * mag[t][f];
        }
        result[t][b] = scale * sum;
      }
    }
    return result;
  }

  private static double mel(double hz) {
    return 2595 * Math.log10(1 + hz / 700);
  }

  private static double hz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
