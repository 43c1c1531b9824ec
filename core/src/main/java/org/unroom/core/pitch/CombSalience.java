package org.unroom.core.pitch;

/**
 * How well a spectrum fits a fundamental: a comb of teeth at its harmonics, with half as deep gaps
 * between them,
 *
 * <pre>
 *   salience(f0) = sum over h of h^(-1/2) [ s(h f0) - s((h - 1/2) f0) / 2 - s((h + 1/2) f0) / 2 ]
 *                  / sqrt( sum over h of 1/h ),      h = 1..12 with (h + 1/2) f0 below 6 kHz
 * </pre>
 *
 * for a compressed spectrum s, linear between bins. Teeth alone would like f0 / 2 as much; the gaps
 * punish it, and the weights and the norm make 2 f0 lose. After A. Camacho, J. G. Harris, "A
 * sawtooth waveform inspired pitch estimator for speech and music", JASA 124 (3), 2008, eq. 9 to
 * 12, with all harmonics and a comb in place of cosine lobes.
 */
final class CombSalience {
  static final int HARMONICS = 12;

  private final double binHz;
  private final double[] weight = new double[HARMONICS + 1];

  /** For spectra with bins {@code binHz} apart. */
  CombSalience(double binHz) {
    this.binHz = binHz;
    for (int h = 1; h <= HARMONICS; h++) {
      weight[h] = 1 / Math.sqrt(h);
    }
  }

  /** Salience of {@code f0Hz} in the spectrum s {@code [f]}; 0 if it ends below 3/2 f0. */
  double of(float[] s, double f0Hz) {
    double step = f0Hz / binHz;
    double last = s.length - 1.0;
    double sum = 0;
    double norm = 0;
    double before = at(s, step / 2);
    for (int h = 1; h <= HARMONICS && (h + 0.5) * step <= last; h++) {
      double after = at(s, (h + 0.5) * step);
      sum += weight[h] * (at(s, h * step) - (before + after) / 2);
      norm += weight[h] * weight[h];
      before = after;
    }
    return norm == 0 ? 0 : sum / Math.sqrt(norm);
  }

  private static double at(float[] s, double place) {
    int f = (int) place;
    double share = place - f;
    return f + 1 < s.length ? s[f] + share * (s[f + 1] - s[f]) : s[s.length - 1];
  }
}
