package org.unroom.core.dsp;

/**
 * Raised-cosine windows, {@code w[i] = a - (1 - a) cos(2 pi i / P)}, i = 0..n-1, with a = 0.5
 * (Hann) or 0.54 (Hamming). What differs between toolkits is the period P and whether the zeros at
 * the ends count, so each convention has its own name here:
 *
 * <ul>
 *   <li>{@link #periodic}: P = n. For the STFT; Hann frames at hop n/4 add up to a constant.
 *   <li>{@link #symmetric}: P = n - 1. For filter design ({@code numpy.hanning}).
 *   <li>{@link #withoutEnds}: the symmetric window of length n + 2 less its two ends, so that no
 *       sample is zero (MATLAB's {@code hanning}, STOI, the REVERB challenge).
 * </ul>
 *
 * Source: F. J. Harris, "On the use of windows for harmonic analysis with the DFT", Proc. IEEE 66
 * (1), 1978, eq. 27b and 30b.
 */
public enum Window {
  /** a = 0.5: zero at the ends, side lobes fall at 18 dB an octave. */
  HANN(0.5),
  /** a = 0.54: 0.08 at the ends, first side lobe at -43 dB. */
  HAMMING(0.54);

  private final double a;

  Window(double a) {
    this.a = a;
  }

  /** One period of the cosine over n samples, {@code w[n] = w[0]}; n at least 1. */
  public double[] periodic(int n) {
    return cosine(n, n, 0);
  }

  /** Both ends included, {@code w[n-1] = w[0]}; n at least 1, a single sample is 1. */
  public double[] symmetric(int n) {
    return n == 1 ? new double[] {1} : cosine(n, n - 1, 0);
  }

  /** The symmetric window of n + 2 samples less its ends; n at least 1. */
  public double[] withoutEnds(int n) {
    return cosine(n, n + 1, 1);
  }

  private double[] cosine(int n, int period, int first) {
    if (n < 1) {
      throw new IllegalArgumentException("window length n=%d must be at least 1".formatted(n));
    }
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      w[i] = a - (1 - a) * Math.cos(2 * Math.PI * (i + first) / period);
    }
    return w;
  }
}
