package org.unroom.core.synth;

/**
 * A control of one channel between its frames, sample by sample, and the way back of a gradient
 * with respect to it; for processors whose cost lies elsewhere. See {@link Upsampling}.
 */
final class HopRamp {
  private final int hop;
  private final int last;
  private final float[] ramp;

  HopRamp(int hop, int frames, Upsampling upsampling) {
    if (hop < 1) {
      throw new IllegalArgumentException("hop=%d must be at least 1 sample".formatted(hop));
    }
    this.hop = hop;
    this.last = frames - 1;
    this.ramp = upsampling.ramp(hop);
  }

  /** The control at sample n. */
  float at(float[] control, int n) {
    int t = Math.min(n / hop, last);
    int next = Math.min(t + 1, last);
    return control[t] + (control[next] - control[t]) * ramp[n % hop];
  }

  /** Adds a gradient with respect to the control at sample n to those of its frames. */
  void add(float[] gradient, int n, double g) {
    if (gradient.length > 0) {
      int t = Math.min(n / hop, last);
      int next = Math.min(t + 1, last);
      double share = ramp[n % hop];
      gradient[t] += (float) (g * (1 - share));
      gradient[next] += (float) (g * share);
    }
  }

  /** Frame before sample n. */
  int frame(int n) {
    return Math.min(n / hop, last);
  }

  /** Frame behind sample n. */
  int next(int n) {
    return Math.min(n / hop + 1, last);
  }

  /** Weight of the frame behind sample n. */
  float share(int n) {
    return ramp[n % hop];
  }
}
