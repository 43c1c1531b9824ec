package org.unroom.core.synth;

import java.util.Arrays;

/**
 * A bank of oscillators at the multiples of one frequency,
 *
 * <pre>
 *   y(n) = sum over k = 1..K of a_k(n) sin(2 pi k phi(n)),   phi(n) = phi_0 + sum over m &lt;= n of f0(m) / fs
 * </pre>
 *
 * with frequencies and amplitudes given every H samples ({@link Upsampling}; f0 always linear; J.
 * Engel et al. 2020, eq. 1 to 3). The phase does not drift ({@link PitchPhase}). A partial at or
 * above half the sample rate in a frame or one of its neighbours is silent in that frame: it fades
 * over a hop instead of folding back or clicking. A frame with f0 = 0 has no pitch and is silent.
 *
 * <p>128 hops lie side by side so that the JVM works on them in lanes ({@link PartialLanes}); the
 * adjoint computes the partials again instead of storing K N of them.
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
  private final PitchPhase phase;

  private final float[][] a;
  private final float[][] d;
  private final float[][] ga;
  private final float[][] gd;
  private final float[] y = new float[LANES];
  private final float[] g = new float[LANES];
  private final float[] p = new float[LANES];
  private final PartialLanes sines = new PartialLanes(LANES);

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
    this.phase = new PitchPhase(sampleRateHz, samples, hop, frames, LANES);
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

  /** How many partials sound in frame t, 0..K, after {@link #setPitch}. */
  public int active(int t) {
    return active[t];
  }

  /** Sets phi_0 in cycles, 0 if never set, for what {@link #setPitch} is told from now on. */
  public void setStartCycles(double cycles) {
    phase.setStart(cycles);
  }

  /** The fundamental's phase phi at sample n in cycles; whole ones do not count. */
  public double cyclesAt(float[] f0Hz, int n) {
    return phase.cyclesAt(f0Hz, n);
  }

  /** Takes the frequencies {@code f0Hz[t]}: which partials sound, and the phase at every frame. */
  public void setPitch(float[] f0Hz) {
    for (int t = 0; t < frames; t++) {
      float next = f0Hz[phase.held(t + 1)];
      float highest = Math.max(f0Hz[t], Math.max(f0Hz[Math.max(0, t - 1)], next));
      active[t] = f0Hz[t] > 0 ? below(sampleRateHz / 2.0, highest) : 0;
    }
    phase.setPitch(f0Hz);
  }

  /** How many multiples of f0 lie below the limit, at most K. */
  private int below(double limitHz, double f0Hz) {
    int k = (int) Math.min(harmonics, Math.ceil(limitHz / f0Hz));
    return k * f0Hz < limitHz ? k : k - 1;
  }

  /**
   * Writes the signal; {@link #setPitch} comes first.
   *
   * @param amplitudes a_k, {@code [t * K + k - 1]}
   * @param signal y, N samples
   */
  public void forward(float[] f0Hz, float[] amplitudes, float[] signal) {
    for (int first = 0; first < phase.hops(); first += LANES) {
      int partials = gather(amplitudes, first);
      for (int r = 0; r < hop; r++) {
        sines.start(phase, f0Hz, first, r);
        Arrays.fill(y, 0);
        for (int k = 0; k < partials; k++) {
          sines.addPartial(y, a[k], d[k], ramp[r]);
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
    int last = (phase.hops() - 1) / LANES * LANES;
    for (int first = last; first >= 0; first -= LANES) {
      int partials = gather(amplitudes, first);
      clear(partials);
      for (int r = 0; r < hop; r++) {
        sines.start(phase, f0Hz, first, r);
        for (int j = 0; j < LANES; j++) {
          int n = (first + j) * hop + r;
          g[j] = n < samples ? gSignal[n] : 0;
        }
        if (ofPitch) {
          Arrays.fill(p, 0);
        }
        for (int k = 0; k < partials; k++) {
          if (ofPitch) {
            sines.addSlope(p, a[k], d[k], ramp[r], k + 1);
          }
          sines.addProducts(ga[k], gd[k], g, ramp[r]);
        }
        if (ofPitch) {
          phase.addGradient(r, g, p);
        }
      }
      scatter(gAmplitudes, first);
      later = ofPitch ? phase.scatter(gF0Hz, first, later) : 0;
    }
  }

  /** Amplitudes at the start of 128 hops and their rise; returns how many partials sound. */
  private int gather(float[] amplitudes, int first) {
    int partials = 0;
    for (int j = 0; j < LANES; j++) {
      int t = phase.held(first + j);
      int next = phase.held(first + j + 1);
      boolean inside = first + j < phase.hops();
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

  private void clear(int partials) {
    for (int k = 0; k < partials; k++) {
      Arrays.fill(ga[k], 0);
      Arrays.fill(gd[k], 0);
    }
    phase.clearGradient();
  }

  private void scatter(float[] gAmplitudes, int first) {
    for (int j = 0; j < LANES && first + j < phase.hops(); j++) {
      int t = phase.held(first + j);
      int next = phase.held(first + j + 1);
      for (int k = 0; k < active[t]; k++) {
        gAmplitudes[t * harmonics + k] += ga[k][j] - gd[k][j];
      }
      for (int k = 0; k < active[next]; k++) {
        gAmplitudes[next * harmonics + k] += gd[k][j];
      }
    }
  }
}
