package org.unroom.core.synth;

import java.util.Arrays;

/**
 * A bank of oscillators at the multiples of one frequency,
 *
 * <pre>
 *   y(n) = sum over k = 1..K of a_k(n) sin(2 pi k phi(n)),   phi(n) = sum over m &lt;= n of f0(m) / fs
 * </pre>
 *
 * with frequencies and amplitudes given every H samples ({@link Upsampling}; f0 always linear; J.
 * Engel et al. 2020, eq. 1 to 3). The phase is carried in double precision and wrapped at every
 * frame, so it does not drift. A partial at or above half the sample rate in a frame or one of its
 * neighbours is silent in that frame: it fades over a hop instead of folding back or clicking. A
 * frame with f0 = 0 has no pitch and is silent.
 *
 * <p>Partials follow each other by complex rotation, (s, c) &lt;- (s c1 + c s1, c c1 - s s1),
 * within 1e-5 at the 100th; Chebyshev's recurrence is cheaper but loses k^2 of single precision. 64
 * hops lie side by side so that the JVM works on them in lanes; the adjoint computes the partials
 * again instead of storing K N of them.
 */
public final class HarmonicBank {
  private static final int LANES = 128;

  private final int sampleRateHz;
  private final int samples;
  private final int hop;
  private final int frames;
  private final int harmonics;
  private final float[] ramp;
  private final int[] active;
  private final double[] startCycles;

  private final float[][] a;
  private final float[][] d;
  private final float[][] ga;
  private final float[][] gd;
  private final float[] y = new float[LANES];
  private final float[] g = new float[LANES];
  private final float[] p = new float[LANES];
  private final float[] s = new float[LANES];
  private final float[] c = new float[LANES];
  private final float[] s1 = new float[LANES];
  private final float[] c1 = new float[LANES];
  private final double[] cycles = new double[LANES];
  private final double[][] phaseSums = new double[3][LANES];

  /**
   * Plans the bank.
   *
   * @param sampleRateHz samples per second
   * @param samples length N of the signal
   * @param hop H in samples; 64 = 4 ms at 16 kHz
   * @param frames number of control frames T
   * @param harmonics number of partials K
   * @param upsampling of the amplitudes
   */
  public HarmonicBank(
      int sampleRateHz, int samples, int hop, int frames, int harmonics, Upsampling upsampling) {
    this.sampleRateHz = requirePositive("sampleRateHz", sampleRateHz);
    this.samples = requirePositive("samples", samples);
    this.hop = requirePositive("hop", hop);
    this.frames = requirePositive("frames", frames);
    this.harmonics = requirePositive("harmonics", harmonics);
    this.ramp = upsampling.ramp(hop);
    this.active = new int[frames];
    this.startCycles = new double[segments()];
    this.a = new float[harmonics][LANES];
    this.d = new float[harmonics][LANES];
    this.ga = new float[harmonics][LANES];
    this.gd = new float[harmonics][LANES];
  }

  private static int requirePositive(String what, int x) {
    if (x < 1) {
      throw new IllegalArgumentException("%s=%d must be at least 1".formatted(what, x));
    }
    return x;
  }

  private int segments() {
    return (samples + hop - 1) / hop;
  }

  /** How many partials sound in frame t, 0..K, after {@link #setPitch}. */
  public int active(int t) {
    return active[t];
  }

  /** Takes the frequencies {@code f0Hz[t]}: which partials sound, and the phase at every frame. */
  public void setPitch(float[] f0Hz) {
    for (int t = 0; t < frames; t++) {
      float highest = Math.max(f0Hz[t], Math.max(f0Hz[Math.max(0, t - 1)], f0Hz[held(t + 1)]));
      active[t] = f0Hz[t] > 0 ? below(sampleRateHz / 2.0, highest) : 0;
    }
    double phase = 0;
    for (int t = 0; t < startCycles.length; t++) {
      startCycles[t] = phase;
      double f = f0Hz[held(t)];
      double rise = f0Hz[held(t + 1)] - f;
      phase += (hop * f + rise * (hop - 1) / 2) / sampleRateHz;
      phase -= Math.floor(phase);
    }
  }

  /** How many multiples of f0 lie below the limit, at most K. */
  private int below(double limitHz, double f0Hz) {
    int k = (int) Math.min(harmonics, Math.ceil(limitHz / f0Hz));
    return k * f0Hz < limitHz ? k : k - 1;
  }

  private int held(int t) {
    return Math.min(t, frames - 1);
  }

  /**
   * Writes the signal; {@link #setPitch} comes first.
   *
   * @param amplitudes a_k, {@code [t * K + k - 1]}
   * @param signal y, N samples
   */
  public void forward(float[] f0Hz, float[] amplitudes, float[] signal) {
    for (int first = 0; first < segments(); first += LANES) {
      int partials = gather(amplitudes, first);
      for (int r = 0; r < hop; r++) {
        start(f0Hz, first, r);
        Arrays.fill(y, 0);
        for (int k = 0; k < partials; k++) {
          addPartial(y, a[k], d[k], ramp[r], s, c, s1, c1);
        }
        for (int j = 0; j < LANES && (first + j) * hop + r < samples; j++) {
          signal[(first + j) * hop + r] = y[j];
        }
      }
    }
  }

  /**
   * Adds the gradients of what {@link #forward} had.
   *
   * @param gSignal gradient with respect to y, N samples
   * @param gAmplitudes gradient with respect to the amplitudes, added to
   * @param gF0Hz gradient with respect to f0, added to; of length 0 if it is not wanted
   */
  public void adjoint(
      float[] gSignal, float[] f0Hz, float[] amplitudes, float[] gAmplitudes, float[] gF0Hz) {
    boolean ofPitch = gF0Hz.length > 0;
    double later = 0;
    int last = (segments() - 1) / LANES * LANES;
    for (int first = last; first >= 0; first -= LANES) {
      int partials = gather(amplitudes, first);
      clear(partials);
      for (int r = 0; r < hop; r++) {
        start(f0Hz, first, r);
        for (int j = 0; j < LANES; j++) {
          int n = (first + j) * hop + r;
          g[j] = n < samples ? gSignal[n] : 0;
        }
        if (ofPitch) {
          Arrays.fill(p, 0);
        }
        for (int k = 0; k < partials; k++) {
          if (ofPitch) {
            addSlope(p, a[k], d[k], ramp[r], k + 1, c);
          }
          addProducts(ga[k], gd[k], g, ramp[r], s, c, s1, c1);
        }
        if (ofPitch) {
          addPhase(r);
        }
      }
      scatter(gAmplitudes, first);
      later = ofPitch ? scatterPitch(gF0Hz, first, later) : 0;
    }
  }

  /** Amplitudes at the start of 64 hops and their rise; returns how many partials sound. */
  private int gather(float[] amplitudes, int first) {
    int partials = 0;
    for (int j = 0; j < LANES; j++) {
      int t = held(first + j);
      int next = held(first + j + 1);
      boolean inside = first + j < segments();
      for (int k = 0; k < harmonics; k++) {
        float now = inside && k < active[t] ? amplitudes[t * harmonics + k] : 0;
        float then = inside && k < active[next] ? amplitudes[next * harmonics + k] : 0;
        a[k][j] = now;
        d[k][j] = then - now;
      }
      partials = inside ? Math.max(partials, Math.max(active[t], active[next])) : partials;
    }
    return partials;
  }

  /** The first partial at sample r of each hop. */
  private void start(float[] f0Hz, int first, int r) {
    double rising = r * (r + 1.0) / (2 * hop);
    for (int j = 0; j < LANES; j++) {
      int t = Math.min(first + j, segments() - 1);
      double f = f0Hz[held(t)];
      cycles[j] = startCycles[t] + ((r + 1) * f + (f0Hz[held(t + 1)] - f) * rising) / sampleRateHz;
    }
    SineCosine.of(cycles, s1, c1);
    System.arraycopy(s1, 0, s, 0, LANES);
    System.arraycopy(c1, 0, c, 0, LANES);
  }

  private static void addPartial(
      float[] y, float[] a, float[] d, float ramp, float[] s, float[] c, float[] s1, float[] c1) {
    for (int j = 0; j < LANES; j++) {
      float sine = s[j];
      float cosine = c[j];
      y[j] += (a[j] + ramp * d[j]) * sine;
      s[j] = sine * c1[j] + cosine * s1[j];
      c[j] = cosine * c1[j] - sine * s1[j];
    }
  }

  private static void rotate(float[] s, float[] c, float[] s1, float[] c1) {
    for (int j = 0; j < LANES; j++) {
      float sine = s[j];
      float cosine = c[j];
      s[j] = sine * c1[j] + cosine * s1[j];
      c[j] = cosine * c1[j] - sine * s1[j];
    }
  }

  private static void addProducts(
      float[] ga, float[] gd, float[] g, float ramp, float[] s, float[] c, float[] s1, float[] c1) {
    for (int j = 0; j < LANES; j++) {
      float product = g[j] * s[j];
      ga[j] += product;
      gd[j] += ramp * product;
    }
    rotate(s, c, s1, c1);
  }

  private static void addSlope(float[] p, float[] a, float[] d, float ramp, float k, float[] c) {
    for (int j = 0; j < LANES; j++) {
      p[j] += k * (a[j] + ramp * d[j]) * c[j];
    }
  }

  private void clear(int partials) {
    for (int k = 0; k < partials; k++) {
      Arrays.fill(ga[k], 0);
      Arrays.fill(gd[k], 0);
    }
    for (double[] sum : phaseSums) {
      Arrays.fill(sum, 0);
    }
  }

  /** Sums over r of dL/dcycles, times 1, r + 1 and r (r + 1) / 2H: how f0 enters the phase. */
  private void addPhase(int r) {
    double rising = r * (r + 1.0) / (2 * hop);
    for (int j = 0; j < LANES; j++) {
      double slope = 2 * Math.PI * g[j] * p[j];
      phaseSums[0][j] += slope;
      phaseSums[1][j] += slope * (r + 1);
      phaseSums[2][j] += slope * rising;
    }
  }

  private void scatter(float[] gAmplitudes, int first) {
    for (int j = 0; j < LANES && first + j < segments(); j++) {
      int t = held(first + j);
      int next = held(first + j + 1);
      for (int k = 0; k < active[t]; k++) {
        gAmplitudes[t * harmonics + k] += ga[k][j] - gd[k][j];
      }
      for (int k = 0; k < active[next]; k++) {
        gAmplitudes[next * harmonics + k] += gd[k][j];
      }
    }
  }

  /** {@code later} is the sum of dL/dcycles behind the hop: its f0 shifts all of them. */
  private double scatterPitch(float[] gF0Hz, int first, double later) {
    double behind = later;
    for (int j = Math.min(LANES, segments() - first) - 1; j >= 0; j--) {
      int t = held(first + j);
      int next = held(first + j + 1);
      double rise = phaseSums[2][j] + behind * (hop - 1) / 2;
      gF0Hz[t] += (float) ((phaseSums[1][j] + behind * hop - rise) / sampleRateHz);
      gF0Hz[next] += (float) (rise / sampleRateHz);
      behind += phaseSums[0][j];
    }
    return behind;
  }
}
