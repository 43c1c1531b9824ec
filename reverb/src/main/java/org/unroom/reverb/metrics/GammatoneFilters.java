package org.unroom.reverb.metrics;

/**
 * Magnitude responses of gammatone filters at the bins of a transform of length N, {@code w[c][f]},
 * c = 0 the lowest. Centres lie at equal distances on the ERB scale from {@code lowestHz}
 * (included) to fs/2 (excluded); with {@code ERB = fc/9.26449 + 24.7}, {@code B = 1.019 2 pi ERB},
 * T = 1/fs, {@code r = e^(-B T)}, {@code theta = 2 pi fc T} and {@code k_j = cos theta ± sqrt(3 ±
 * 2^1.5) sin theta} (four sign pairs),
 *
 * <pre>
 *   w = product over j of |z - r k_j| / (|z - r e^(i theta)| |z - r e^(-i theta)|)^4 / g
 *   z = e^(2 pi i f / N)
 * </pre>
 *
 * up to the constant of SRMRpy (g includes T^4 for the impulse-invariant transform). Source: M.
 * Slaney, "An efficient implementation of the Patterson-Holdsworth auditory filter bank", Apple
 * Technical Report 35, 1993; the use on spectra is D. Ellis's "gammatonegram", 2009.
 */
final class GammatoneFilters {
  private static final double EAR_Q = 9.26449;
  private static final double MIN_BANDWIDTH_HZ = 24.7;
  private static final double BANDWIDTH = 1.019;
  private static final int ORDER = 4;
  private static final double[] ZEROS = {
    Math.sqrt(3 + Math.pow(2, 1.5)), -Math.sqrt(3 + Math.pow(2, 1.5)),
    Math.sqrt(3 - Math.pow(2, 1.5)), -Math.sqrt(3 - Math.pow(2, 1.5))
  };

  private final int sampleRateHz;
  private final double[] centresHz;

  GammatoneFilters(int sampleRateHz, int count, double lowestHz) {
    if (sampleRateHz <= 2 * lowestHz) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d must be above %s, twice the lowest channel; resample before"
              .formatted(sampleRateHz, 2 * lowestHz));
    }
    this.sampleRateHz = sampleRateHz;
    this.centresHz = new double[count];
    double corner = EAR_Q * MIN_BANDWIDTH_HZ;
    double top = sampleRateHz / 2.0 + corner;
    double ratio = (lowestHz + corner) / top;
    for (int c = 0; c < count; c++) {
      centresHz[c] = top * Math.pow(ratio, (count - c) / (double) count) - corner;
    }
  }

  /** Number of filters. */
  int count() {
    return centresHz.length;
  }

  /** Equivalent rectangular bandwidth of filter c in hertz. */
  double bandwidthHz(int c) {
    return centresHz[c] / EAR_Q + MIN_BANDWIDTH_HZ;
  }

  /** The magnitude responses at bins 0..N/2. */
  double[][] responses(int nFft) {
    double[][] w = new double[centresHz.length][nFft / 2 + 1];
    for (int c = 0; c < w.length; c++) {
      double decay = BANDWIDTH * 2 * Math.PI * bandwidthHz(c) / sampleRateHz; // B T
      double theta = 2 * Math.PI * centresHz[c] / sampleRateHz;
      double gain = gain(theta, decay);
      for (int f = 0; f < w[c].length; f++) {
        double angle = 2 * Math.PI * f / nFft;
        w[c][f] = response(angle, theta, Math.exp(-decay)) / gain;
      }
    }
    return w;
  }

  private double response(double angle, double theta, double r) {
    double zeros = 1;
    for (double zero : ZEROS) {
      double k = Math.cos(theta) + zero * Math.sin(theta);
      zeros *= Math.hypot(Math.cos(angle) - r * k, Math.sin(angle));
    }
    double poles = distance(angle, theta, r) * distance(angle, -theta, r) * sampleRateHz;
    return zeros / Math.pow(poles, ORDER);
  }

  /** |e^(i angle) - r e^(i pole)|. */
  private static double distance(double angle, double pole, double r) {
    return Math.hypot(Math.cos(angle) - r * Math.cos(pole), Math.sin(angle) - r * Math.sin(pole));
  }

  /** Gain at the centre, Slaney's closed form, {@code T e^(BT) / (1 - e^-BT + v (1 - e^BT))}^4. */
  private double gain(double theta, double decay) {
    double r = Math.exp(-decay);
    double vRe = Math.cos(2 * theta);
    double vIm = Math.sin(2 * theta);
    double gain = 1;
    for (double zero : ZEROS) {
      double k = r * (Math.cos(theta) + zero * Math.sin(theta));
      gain *= Math.hypot(vRe - k * Math.cos(theta), vIm - k * Math.sin(theta));
    }
    double denominator = Math.hypot(1 - r + vRe * (1 - 1 / r), vIm * (1 - 1 / r));
    return gain * Math.pow(1.0 / sampleRateHz / r / denominator, ORDER);
  }
}
