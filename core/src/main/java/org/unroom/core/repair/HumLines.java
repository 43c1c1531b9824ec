package org.unroom.core.repair;

import java.io.IOException;
import java.util.Arrays;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Window;

/**
 * Hum as slowly varying sinusoids: with the phase p(n) of the fundamental in cycles,
 *
 * <pre>
 *   hum[n] = sum over h = 1..H of Re( c_h(n) exp(2 pi i h p(n)) )
 *   z_h[k] = 2 / sum w  sum over n of w[n - kD] x[n] exp(-2 pi i h p(n))
 * </pre>
 *
 * Frames of 0.4 s, D = 0.1 s apart, are demodulated to z. c_h is z smoothed over 3 s, each frame
 * with the weight 1 / (|z - c|^2 + 0.001 |c|^2): what a voice or a bass note adds to a line for a
 * while makes it differ from the rest of the time and counts little (iteratively reweighted least
 * squares, P. J. Huber, E. M. Ronchetti, "Robust Statistics", 2nd ed., 2009, sec. 7.8). The phase
 * is advanced by what all lines turn between frames.
 */
final class HumLines {
  private static final double STEP_SECONDS = 0.1;
  private static final int STEPS_PER_FRAME = 4;
  private static final int REACH = 15;
  private static final int ROUNDS = 5;
  private static final double STEADY = 1e-3;
  private static final int DRIFT_REACH = 10;
  private static final double SELDOM = 0.1;
  private static final double STEADY_RANGE = 4;

  /** -200 dB of full scale: keeps weights finite in silence. */
  private static final double TINY = 1e-20;

  private final int step;
  private final int harmonics;
  private final double[] cycles;
  private final double[] window;
  private double[][][] re;
  private double[][][] im;

  /** Starts with a constant fundamental; harmonics up to {@code highestHz}. */
  HumLines(AudioSource source, double fundamentalHz, double highestHz) {
    this.step = Math.max(1, (int) (STEP_SECONDS * source.sampleRateHz()));
    this.harmonics =
        Math.max(1, (int) (Math.min(highestHz, 0.45 * source.sampleRateHz()) / fundamentalHz));
    this.cycles = new double[(int) (source.length() / step) + 2];
    for (int k = 0; k < cycles.length; k++) {
      cycles[k] = fundamentalHz * k * step / source.sampleRateHz();
    }
    this.window = Window.HANN.withoutEnds(STEPS_PER_FRAME * step);
  }

  /** Number of lines H. */
  int harmonics() {
    return harmonics;
  }

  /** Demodulates all frames of all channels. */
  void demodulate(AudioSource source) throws IOException {
    int channels = source.channelCount();
    re = new double[channels][harmonics][cycles.length];
    im = new double[channels][harmonics][cycles.length];
    int length = window.length;
    double weight = Arrays.stream(window).sum();
    float[][] x = new float[channels][length];
    double[] baseRe = new double[length];
    double[] baseIm = new double[length];
    double[] a = new double[length];
    double[] b = new double[length];
    for (int k = 0; k < cycles.length; k++) {
      long first = (long) k * step - length / 2;
      read(source, first, x);
      phasors(first, baseRe, baseIm);
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < length; i++) {
          a[i] = 2 * window[i] * x[c][i] / weight;
          b[i] = 0;
        }
        for (int h = 0; h < harmonics; h++) {
          turn(a, b, baseRe, baseIm);
          re[c][h][k] = Arrays.stream(a).sum();
          im[c][h][k] = Arrays.stream(b).sum();
        }
      }
    }
  }

  /** (a + ib) times the conjugate of the base. */
  private static void turn(double[] a, double[] b, double[] baseRe, double[] baseIm) {
    for (int i = 0; i < a.length; i++) {
      double real = a[i] * baseRe[i] + b[i] * baseIm[i];
      b[i] = b[i] * baseRe[i] - a[i] * baseIm[i];
      a[i] = real;
    }
  }

  private static void read(AudioSource source, long first, float[][] x) throws IOException {
    long from = Math.max(0, first);
    long to = Math.min(source.length(), first + x[0].length);
    for (float[] channel : x) {
      Arrays.fill(channel, 0);
    }
    if (to > from) {
      source.read(from, x, (int) (from - first), (int) (to - from));
    }
  }

  /** exp(2 pi i p(n)) of the samples from {@code first} on. */
  void phasors(long first, double[] real, double[] imaginary) {
    for (int i = 0; i < real.length; i++) {
      double p = phase(first + i);
      double angle = 2 * Math.PI * (p - Math.rint(p));
      real[i] = Math.cos(angle);
      imaginary[i] = Math.sin(angle);
    }
  }

  private double phase(long n) {
    int k = (int) Math.max(0, Math.min(cycles.length - 2, n / step));
    return cycles[k] + (cycles[k + 1] - cycles[k]) * (n - (double) k * step) / step;
  }

  /** Lets the fundamental follow what the lines turn by from frame to frame, over a second. */
  void followDrift() {
    double[] turn = new double[cycles.length - 1];
    double[] weight = new double[cycles.length - 1];
    for (int c = 0; c < re.length; c++) {
      for (int h = 0; h < harmonics; h++) {
        double steady = median(re[c][h], im[c][h]);
        for (int k = 0; k + 1 < cycles.length; k++) {
          double a = re[c][h][k + 1] * re[c][h][k] + im[c][h][k + 1] * im[c][h][k];
          double b = im[c][h][k + 1] * re[c][h][k] - re[c][h][k + 1] * im[c][h][k];
          double power = Math.hypot(a, b);
          // a line that is louder than usual carries something else
          double w = power > 4 * steady ? 0 : power * (h + 1) * (h + 1);
          turn[k] += w * Math.atan2(b, a) / (2 * Math.PI * (h + 1));
          weight[k] += w;
        }
      }
    }
    double added = 0;
    for (int k = 1; k < cycles.length; k++) {
      double sum = 0;
      double of = TINY;
      for (int j = Math.max(0, k - 1 - DRIFT_REACH);
          j <= Math.min(turn.length - 1, k - 1 + DRIFT_REACH);
          j++) {
        sum += turn[j];
        of += weight[j];
      }
      added += sum / of;
      cycles[k] += added;
    }
  }

  private static double median(double[] re, double[] im) {
    double[] power = powers(re, im);
    Arrays.sort(power);
    return power[power.length / 2];
  }

  private static double[] powers(double[] re, double[] im) {
    double[] power = new double[re.length];
    for (int k = 0; k < power.length; k++) {
      power[k] = re[k] * re[k] + im[k] * im[k];
    }
    return power;
  }

  /** Replaces z by c; a line that its frames do not agree on is left out by as much. */
  void smooth() {
    for (int c = 0; c < re.length; c++) {
      for (int h = 0; h < harmonics; h++) {
        smooth(re[c][h], im[c][h]);
      }
    }
  }

  private static void smooth(double[] zRe, double[] zIm) {
    int n = zRe.length;
    double[] weight = new double[n];
    double[] cRe = new double[n];
    double[] cIm = new double[n];
    double[] keep = new double[n];
    double[] apart = new double[n];
    for (int k = 0; k < n; k++) {
      apart[k] = zRe[k] * zRe[k] + zIm[k] * zIm[k];
      weight[k] = 1 / (apart[k] + TINY);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int k = 0; k < n; k++) {
        double sumRe = 0;
        double sumIm = 0;
        double of = 0;
        double spread = 0;
        for (int j = Math.max(0, k - REACH); j <= Math.min(n - 1, k + REACH); j++) {
          double w = weight[j] * (1 + Math.cos(Math.PI * (j - k) / (REACH + 1)));
          sumRe += w * zRe[j];
          sumIm += w * zIm[j];
          spread += w * w * apart[j];
          of += w;
        }
        cRe[k] = sumRe / of;
        cIm[k] = sumIm / of;
        double power = cRe[k] * cRe[k] + cIm[k] * cIm[k];
        // frames overlap by three quarters: a quarter of them is independent
        double variance = STEPS_PER_FRAME * spread / (of * of);
        keep[k] = Math.max(0, 1 - variance / (power + TINY));
      }
      for (int k = 0; k < n; k++) {
        double power = cRe[k] * cRe[k] + cIm[k] * cIm[k];
        double dRe = zRe[k] - cRe[k];
        double dIm = zIm[k] - cIm[k];
        apart[k] = dRe * dRe + dIm * dIm;
        weight[k] = 1 / (apart[k] + STEADY * power + TINY);
      }
    }
    for (int k = 0; k < n; k++) {
      zRe[k] = keep[k] * cRe[k];
      zIm[k] = keep[k] * cIm[k];
    }
  }

  /**
   * Share of the lines' power, 0..1, that is in steady ones: for 80 % of the time within 6 dB. Hum
   * lasts through pauses and whatever is played; a note does not.
   */
  double steadyShare() {
    double steady = 0;
    double all = TINY;
    for (int c = 0; c < re.length; c++) {
      for (int h = 0; h < harmonics; h++) {
        double[] power = powers(re[c][h], im[c][h]);
        double sum = Arrays.stream(power).sum();
        Arrays.sort(power);
        double low = power[(int) (SELDOM * (power.length - 1))];
        double high = power[(int) ((1 - SELDOM) * (power.length - 1))];
        steady += high <= STEADY_RANGE * low ? sum : 0;
        all += sum;
      }
    }
    return steady / all;
  }

  /** Adds the hum of a channel to {@code sum}, the samples from {@code first} on. */
  void addTo(double[] sum, int channel, long first, double[] baseRe, double[] baseIm) {
    double[] a = baseRe.clone();
    double[] b = baseIm.clone();
    for (int h = 0; h < harmonics; h++) {
      double[] cRe = re[channel][h];
      double[] cIm = im[channel][h];
      for (int i = 0; i < sum.length; i++) {
        long n = first + i;
        int k = (int) Math.min(cycles.length - 2, n / step);
        double share = (n - (double) k * step) / step;
        double x = cRe[k] + share * (cRe[k + 1] - cRe[k]);
        double y = cIm[k] + share * (cIm[k + 1] - cIm[k]);
        sum[i] += x * a[i] - y * b[i];
        double real = a[i] * baseRe[i] - b[i] * baseIm[i];
        b[i] = a[i] * baseIm[i] + b[i] * baseRe[i];
        a[i] = real;
      }
    }
  }

  /** Mean and largest deviation of the fundamental in hertz. */
  double[] fundamentalHz(int sampleRateHz) {
    double per = sampleRateHz / (double) step;
    double mean = (cycles[cycles.length - 1] - cycles[0]) * per / (cycles.length - 1);
    double most = 0;
    for (int k = 1; k < cycles.length; k++) {
      most = Math.max(most, Math.abs((cycles[k] - cycles[k - 1]) * per - mean));
    }
    return new double[] {mean, most};
  }
}
