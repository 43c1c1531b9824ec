package org.unroom.core.synth;

import java.util.Arrays;

/**
 * The phase of a fundamental whose frequency is given every H samples and linear between,
 *
 * <pre>
 *   phi(n) = phi_0 + sum over m &lt;= n of f0(m) / fs     (in cycles)
 *   dL/df0[t] = sum over n of dL/dphi(n) dphi(n)/df0[t]
 * </pre>
 *
 * in double precision, and wrapped at every frame, so that it does not drift. Worked on in lanes:
 * sample r of many hops at once.
 */
final class PitchPhase {
  private final int sampleRateHz;
  private final int hop;
  private final int frames;
  private final double[] hopCycles;
  private final double[][] sums;
  private double startCycles;

  /**
   * Plans the phase.
   *
   * @param samples length N of the signal
   * @param hop H in samples
   * @param frames number of frequencies T
   * @param lanes hops that are worked on at once
   */
  PitchPhase(int sampleRateHz, int samples, int hop, int frames, int lanes) {
    this.sampleRateHz = sampleRateHz;
    this.hop = hop;
    this.frames = frames;
    this.hopCycles = new double[(samples + hop - 1) / hop];
    this.sums = new double[3][lanes];
  }

  /** Hops over the signal. */
  int hops() {
    return hopCycles.length;
  }

  /** Frame t, or the last. */
  int held(int t) {
    return Math.min(t, frames - 1);
  }

  /** Sets phi_0, for what {@link #setPitch} is told from now on. */
  void setStart(double cycles) {
    startCycles = cycles;
  }

  /** Takes the frequencies: the phase before every hop. */
  void setPitch(float[] f0Hz) {
    double phase = startCycles;
    for (int t = 0; t < hopCycles.length; t++) {
      hopCycles[t] = phase;
      double f = f0Hz[held(t)];
      double rise = f0Hz[held(t + 1)] - f;
      phase += (hop * f + rise * (hop - 1) / 2) / sampleRateHz;
      phase -= Math.floor(phase);
    }
  }

  /** Phase at sample n of the signal, in cycles; whole ones do not count. */
  double cyclesAt(float[] f0Hz, int n) {
    double[] cycles = new double[1];
    at(f0Hz, n / hop, n % hop, cycles);
    return cycles[0];
  }

  /** Phases at sample r of the hops from {@code first} on. */
  void at(float[] f0Hz, int first, int r, double[] cycles) {
    double rising = r * (r + 1.0) / (2 * hop);
    for (int j = 0; j < cycles.length; j++) {
      int t = Math.min(first + j, hops() - 1);
      double f = f0Hz[held(t)];
      cycles[j] = hopCycles[t] + ((r + 1) * f + (f0Hz[held(t + 1)] - f) * rising) / sampleRateHz;
    }
  }

  /** Starts the gradient of a block of hops. */
  void clearGradient() {
    for (double[] sum : sums) {
      Arrays.fill(sum, 0);
    }
  }

  /** Takes dL/dphi at sample r of every hop: sums of it times 1, r + 1 and r (r + 1) / 2H. */
  void addGradient(int r, float[] g, float[] slope) {
    double rising = r * (r + 1.0) / (2 * hop);
    for (int j = 0; j < g.length; j++) {
      double each = 2 * Math.PI * g[j] * slope[j];
      sums[0][j] += each;
      sums[1][j] += each * (r + 1);
      sums[2][j] += each * rising;
    }
  }

  /**
   * Adds the gradient of a block of hops with respect to f0.
   *
   * @param later sum of dL/dphi behind the block: its f0 shifts all of that
   * @return the sum from the block on
   */
  double scatter(float[] gF0Hz, int first, double later) {
    double behind = later;
    for (int j = Math.min(sums[0].length, hops() - first) - 1; j >= 0; j--) {
      double rise = sums[2][j] + behind * (hop - 1) / 2;
      gF0Hz[held(first + j)] += (float) ((sums[1][j] + behind * hop - rise) / sampleRateHz);
      gF0Hz[held(first + j + 1)] += (float) (rise / sampleRateHz);
      behind += sums[0][j];
    }
    return behind;
  }
}
