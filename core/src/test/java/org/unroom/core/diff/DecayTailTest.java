package org.unroom.core.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.AdjointCheck;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class DecayTailTest {
  /** Single precision results of sums that the recursion carries in double precision. */
  private static final double FLOAT_SUM = 2e-6;

  @ParameterizedTest
  @CsvSource({"0, 0.9", "1, 0.5", "4, 0.97", "2000, 0.9", "0, 0", "3, 1"})
  void isTheSumThatItsDocSays(int delay, double ratio) {
    NaiveTwin.check(
        x -> forward(new DecayTail(delay), ratio, x), x -> literal(delay, ratio, x), FLOAT_SUM);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.9", "1, 0.5", "4, 0.97", "99, 0.9"})
  void hasAnAdjointInTheSignal(int delay, double ratio) {
    DecayTail tail = new DecayTail(delay);
    AdjointCheck.check(
        100, 100, x -> forward(tail, ratio, x), y -> backward(tail, ratio, y), FLOAT_SUM);
  }

  @Test
  void hasAGradientInTheRatio() {
    DecayTail tail = new DecayTail(3);
    float[] x = SeededNoise.gaussian(200, 1);
    float[] gy = SeededNoise.gaussian(200, 2);
    // differences of sums in single precision, over a step of a thousandth
    GradientCheck.check(
        new float[] {0.8f},
        r -> dot(forward(tail, r[0], x), gy),
        r -> {
          float[] y = forward(tail, r[0], x);
          return new float[] {(float) tail.adjoint(gy, r[0], y, new float[x.length])};
        },
        5e-3);
  }

  @Test
  void knowsNoNegativeDelay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DecayTail(-1))
        .withMessageContaining("delay=-1");
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(forward(new DecayTail(2), 0.5, new float[0])).isEmpty();
  }

  private static float[] forward(DecayTail tail, double ratio, float[] x) {
    float[] y = new float[x.length];
    tail.forward(x, ratio, y);
    return y;
  }

  private static float[] backward(DecayTail tail, double ratio, float[] gy) {
    float[] gx = new float[gy.length];
    tail.adjoint(gy, ratio, new float[gy.length], gx);
    return gx;
  }

  private static float[] literal(int delay, double ratio, float[] x) {
    float[] y = new float[x.length];
    for (int t = 0; t < x.length; t++) {
      double sum = 0;
      for (int k = delay; k <= t; k++) {
        sum += Math.pow(ratio, k - delay) * x[t - k];
      }
      y[t] = (float) sum;
    }
    return y;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += (double) a[n] * b[n];
    }
    return sum;
  }
}
