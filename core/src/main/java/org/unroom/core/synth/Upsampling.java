package org.unroom.core.synth;

/**
 * How a control with a value every H samples becomes one with a value for each sample,
 *
 * <pre>
 *   a(t H + r) = a[t] + (a[t+1] - a[t]) ramp(r),   r = 0..H-1
 * </pre>
 *
 * Frame t stands at sample t H; behind the last frame its value is held.
 */
public enum Upsampling {
  /** ramp(r) = r / H. */
  LINEAR {
    @Override
    double ramp(double share) {
      return share;
    }
  },
  /** ramp(r) = 1/2 - 1/2 cos(pi r / H): what adding Hann windows of 2 H samples gives. */
  HANN {
    @Override
    double ramp(double share) {
      return (1 - Math.cos(Math.PI * share)) / 2;
    }
  };

  abstract double ramp(double share);

  /** The ramp over one hop, H numbers from 0 towards 1. */
  public float[] ramp(int hop) {
    float[] ramp = new float[hop];
    for (int r = 0; r < hop; r++) {
      ramp[r] = (float) ramp(r / (double) hop);
    }
    return ramp;
  }

  /** Frames that reach over n samples: the last stands at or behind sample n - 1. */
  public static int frames(int samples, int hop) {
    return (samples + hop - 2) / hop + 1;
  }
}
