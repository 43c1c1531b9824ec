package org.unroom.reverb.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.unroom.core.dsp.Decibels;

/**
 * Scale-invariant signal-to-distortion ratio in dB,
 *
 * <pre>
 *   SI-SDR = 10 log10( |a s|^2 / |e - a s|^2 ),   a = &lt;e, s&gt; / |s|^2
 * </pre>
 *
 * of the reference s and the estimate e after both means are removed. Source: J. Le Roux et al.,
 * "SDR – half-baked or well done?", ICASSP 2019, eq. 3 (the removal of the means is the common
 * practice, not in the equation). Takes the pair as it is: align it before, if wanted.
 *
 * <p>+∞ when the estimate is the reference times a constant, −∞ when the two are orthogonal, not
 * available when either is constant (silence is).
 */
public final class SiSdr {
  /** Energy about the mean, as a share of all energy, that rounding leaves of a constant. */
  private static final double ROUNDING = 1e-18;

  private SiSdr() {}

  /** SI-SDR in dB of the pair as it lies. */
  public static OptionalDouble db(SignalPair pair) {
    double[] s = withoutMean(pair.reference());
    double[] e = withoutMean(pair.estimate());
    if (isConstant(s, pair.reference()) || isConstant(e, pair.estimate())) {
      return OptionalDouble.empty();
    }
    double a = dot(e, s) / dot(s, s);
    double residual = 0;
    for (int n = 0; n < s.length; n++) {
      double r = e[n] - a * s[n];
      residual += r * r;
    }
    return OptionalDouble.of(Decibels.ofPower(a * a * dot(s, s) / residual));
  }

  private static boolean isConstant(double[] withoutMean, float[] x) {
    return dot(withoutMean, withoutMean) <= ROUNDING * SignalPair.energy(x);
  }

  private static double[] withoutMean(float[] x) {
    double[] y = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      y[n] = x[n];
    }
    double mean = Arrays.stream(y).average().orElse(0);
    for (int n = 0; n < x.length; n++) {
      y[n] -= mean;
    }
    return y;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }
}
