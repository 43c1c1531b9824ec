package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;

/**
 * Holds a fast operation against its literal twin, the loop that writes down the definition: both
 * get the same seeded noise, at lengths that are odd, even, prime, a power of two, 1 and 2, and
 * must agree sample by sample. The literal twin stays in the test for ever.
 */
public final class NaiveTwin {

  private static final int[] LENGTHS = {1, 2, 3, 16, 17, 100, 257, 1000};

  private NaiveTwin() {}

  /**
   * Compares both operations on Gaussian noise of eight lengths from 1 to 1000.
   *
   * @param tolerance largest difference allowed, as a share of the twin's largest value
   */
  public static void check(
      UnaryOperator<float[]> fast, UnaryOperator<float[]> literal, double tolerance) {
    for (int n : LENGTHS) {
      float[] x = SeededNoise.gaussian(n, n);
      assertClose("length " + n, fast.apply(x.clone()), literal.apply(x.clone()), tolerance);
    }
  }

  /** Same length, and no sample differs by more than {@code tolerance} times the largest one. */
  public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
    assertThat(actual).as("%s: length", what).hasSameSizeAs(expected);
    double allowed = tolerance * Math.max(peak(expected), Float.MIN_NORMAL);
    for (int n = 0; n < actual.length; n++) {
      double difference = Math.abs((double) actual[n] - expected[n]);
      if (!(difference <= allowed)) {
        throw new AssertionError(
            "%s: sample %d is %s, the literal twin has %s; allowed difference %.3g"
                .formatted(what, n, actual[n], expected[n], allowed));
      }
    }
  }

  private static double peak(float[] x) {
    double peak = 0;
    for (float v : x) {
      peak = Math.max(peak, Math.abs(v));
    }
    return peak;
  }
}
