package org.unroom.core.testkit;

/**
 * Reproducible noise that a few lines in any language can repeat: the 64-bit linear congruential
 * generator {@code s <- 6364136223846793005 s + 1442695040888963407} of Knuth (MMIX), starting at
 * the seed; a uniform value is the upper 53 bits of s, scaled to [-1, 1). Gaussian values come from
 * pairs of uniform ones (Box and Muller, 1958) in {@link StrictMath}, so every machine gets the
 * same bits.
 */
public final class SeededNoise {
  private static final long MULTIPLIER = 6364136223846793005L;
  private static final long INCREMENT = 1442695040888963407L;
  private static final double UNIT = 0x1p-53;

  private long state;

  /** Starts at {@code seed}; the first value comes from the state after it. */
  public SeededNoise(long seed) {
    this.state = seed;
  }

  /** Gaussian noise of variance 1, {@code n} samples. */
  public static float[] gaussian(int n, long seed) {
    SeededNoise noise = new SeededNoise(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) noise.nextGaussian();
    }
    return x;
  }

  /** The next value, uniform in [-1, 1). */
  public double nextUniform() {
    state = state * MULTIPLIER + INCREMENT;
    return (state >>> 11) * UNIT * 2 - 1;
  }

  /** The next value, uniform in [from, to). */
  public double nextIn(double from, double to) {
    return from + (to - from) * (nextUniform() + 1) / 2;
  }

  /** The next value, normal with mean 0 and variance 1. */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log((nextUniform() + 1) / 2 + UNIT));
    return radius * StrictMath.cos(Math.PI * nextUniform());
  }
}
