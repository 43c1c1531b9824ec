package org.unroom.reverb.metrics;

import org.unroom.core.dsp.MagnitudeSpectrogram;

/**
 * Envelopes of gammatone channels from spectra, {@code env[c][t]},
 *
 * <pre>
 *   env[c][t] = (1/N) sum over f of w[c][f] |X[t][f]|
 * </pre>
 *
 * with w of {@link GammatoneFilters} and X the spectrum of a Hann window of 10 ms in the middle of
 * N samples, N the power of two from 20 ms up, hop 2.5 ms: 400 columns a second. Source: D. Ellis,
 * "Gammatone-like spectrograms", 2009, in the conventions of the Python package gammatone 1.0.
 */
final class Gammatonegram {
  private static final double WINDOW_SECONDS = 0.010;
  private static final double HOP_SECONDS = 0.0025;

  private Gammatonegram() {}

  /** The envelopes; no columns for a signal shorter than N. */
  static double[][] of(float[] x, int sampleRateHz, GammatoneFilters filters) {
    int window = (int) Math.round(WINDOW_SECONDS * sampleRateHz);
    int hop = Math.max(1, (int) Math.round(HOP_SECONDS * sampleRateHz));
    int nFft = 1 << (int) Math.ceil(Math.log(2 * WINDOW_SECONDS * sampleRateHz) / Math.log(2));
    // A last column that would begin at the very end counts, but stays zero, as in the package.
    int columns = x.length < nFft ? 0 : (x.length - nFft) / hop + 1;
    int filled = Math.min(columns, Math.max(0, x.length - nFft + hop - 1) / hop);
    float[][] mag =
        new MagnitudeSpectrogram(centredHann(nFft, window / 2), nFft, hop).of(x, filled);
    return weighted(filters.responses(nFft), mag, columns, 1.0 / nFft);
  }

  private static double[][] weighted(double[][] w, float[][] mag, int columns, double scale) {
    double[][] envelopes = new double[w.length][columns];
    for (int c = 0; c < w.length; c++) {
      for (int t = 0; t < mag.length; t++) {
        double sum = 0;
        for (int f = 0; f < w[c].length; f++) {
          sum += w[c][f] * mag[t][f];
        }
        envelopes[c][t] = scale * sum;
      }
    }
    return envelopes;
  }

  private static double[] centredHann(int nFft, int half) {
    double[] w = new double[nFft];
    for (int i = 1 - half; i < half; i++) {
      w[nFft / 2 + i] = 0.5 + 0.5 * Math.cos(Math.PI * i / half);
    }
    return w;
  }
}
