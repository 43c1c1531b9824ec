package org.unroom.core.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;

class AdamTest {
  @Test
  void takesTheStepsOfThePaper() {
    float[] gradients = {0.5f, -2, 0.1f, 3, 3, -0.7f};
    Parameter p = Parameter.linear("x", new float[] {1}, 0.1);
    Adam adam = new Adam(List.of(p));
    double x = 1;
    double m = 0;
    double v = 0;
    for (int i = 1; i <= gradients.length; i++) {
      double g = gradients[i - 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      x -= 0.1 * (m / (1 - Math.pow(0.9, i))) / (Math.sqrt(v / (1 - Math.pow(0.999, i))) + 1e-8);
      p.gradient()[0] = gradients[i - 1];
      adam.step();
      // single precision against double
      assertThat((double) p.value()[0]).isCloseTo(x, within(1e-5));
    }
  }

  @Test
  void stepsOfPositiveNumbersAreThoseOfTheirLogarithm() {
    Parameter log = Parameter.linear("ln x", new float[] {(float) Math.log(3)}, 0.05);
    Parameter x = Parameter.positive("x", new float[] {3}, 0.05);
    Adam adam = new Adam(List.of(log, x));
    for (int i = 0; i < 300; i++) {
      // L = (ln x - 1)^2
      log.gradient()[0] = 2 * (log.value()[0] - 1);
      x.gradient()[0] = (float) (2 * (Math.log(x.value()[0]) - 1) / x.value()[0]);
      adam.step();
    }
    assertThat(Math.log(x.value()[0])).isCloseTo(log.value()[0], within(1e-3));
    assertThat(Math.log(x.value()[0])).isCloseTo(1, within(1e-2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 64, 511, 513})
  void isTheLiteralTwinAtEveryLength(int length) {
    for (Parameter.Scale scale : Parameter.Scale.values()) {
      float[] start = SeededNoise.gaussian(length, length);
      for (int n = 0; n < length; n++) {
        start[n] = (float) Math.exp(start[n]);
      }
      Parameter p =
          scale == Parameter.Scale.LINEAR
              ? Parameter.linear("x", start, 0.03)
              : Parameter.positive("x", start, 0.03);
      Adam adam = new Adam(List.of(p));
      LiteralAdam twin = new LiteralAdam(start, scale, 0.03);
      for (int i = 0; i < 20; i++) {
        float[] g = SeededNoise.gaussian(length, 100L * length + i);
        System.arraycopy(g, 0, p.gradient(), 0, length);
        twin.step(g);
        adam.step();
      }
      for (int n = 0; n < length; n++) {
        // twenty steps of a few hundredths in single precision, b2 rounded to it
        assertThat((double) p.value()[n]).as("%s %d", scale, n).isCloseTo(twin.x[n], within(2e-5));
      }
    }
  }

  /** The algorithm of the paper, number by number, in double precision and with a real exp. */
  private static final class LiteralAdam {
    private final double[] x;
    private final double[] m;
    private final double[] v;
    private final Parameter.Scale scale;
    private final double rate;
    private int i;

    LiteralAdam(float[] start, Parameter.Scale scale, double rate) {
      this.x = new double[start.length];
      for (int n = 0; n < x.length; n++) {
        x[n] = start[n];
      }
      this.m = new double[start.length];
      this.v = new double[start.length];
      this.scale = scale;
      this.rate = rate;
    }

    void step(float[] gradient) {
      i++;
      for (int n = 0; n < x.length; n++) {
        double g = scale == Parameter.Scale.LINEAR ? gradient[n] : gradient[n] * x[n];
        m[n] = 0.9 * m[n] + 0.1 * g;
        v[n] = 0.999 * v[n] + 0.001 * g * g;
        double mean = m[n] / (1 - Math.pow(0.9, i));
        double spread = Math.sqrt(v[n] / (1 - Math.pow(0.999, i)));
        double step = rate * mean / (spread + 1e-8);
        x[n] = scale == Parameter.Scale.LINEAR ? x[n] - step : x[n] * Math.exp(-step);
      }
    }
  }

  @Test
  void clearsGradients() {
    Parameter p = Parameter.linear("x", new float[] {1, 2}, 0.1);
    p.gradient()[1] = 5;
    new Adam(List.of(p)).step();
    assertThat(p.gradient()).containsOnly(0);
  }

  @Test
  void findsTheMinimumOfABowl() {
    Parameter p = Parameter.linear("x", new float[] {3, -4}, 0.1);
    LearnsCheck.check(
        List.of(p),
        () -> {
          float[] x = p.value();
          p.gradient()[0] += 2 * (x[0] - 1);
          p.gradient()[1] += 20 * (x[1] - 2);
          return (x[0] - 1) * (x[0] - 1) + 10 * (x[1] - 2) * (x[1] - 2);
        },
        400,
        1e-3);
  }

  @Test
  void positiveNumbersStayInRangeHoweverTheGradientBlows() {
    Parameter p = Parameter.positive("x", new float[] {1e-29f, 1e29f}, 0.3);
    Adam adam = new Adam(List.of(p));
    for (int i = 0; i < 100; i++) {
      p.gradient()[0] = 1e29f;
      p.gradient()[1] = -1e-29f;
      adam.step();
    }
    assertThat(p.value()[0]).isBetween(1e-30f, 1e-28f);
    assertThat(p.value()[1]).isLessThanOrEqualTo(1e30f).isGreaterThan(1e29f);
  }

  @Test
  void parametersSayWhatIsWrongWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.positive("t60", new float[] {0}, 0.1))
        .withMessage("t60 starts at 0.0; it must be finite and above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.linear("x", new float[1], 0))
        .withMessageContaining("learningRate=0.0");
  }

  @Test
  void aShareOfTheRateIsAShareOfTheStep() {
    Parameter whole = Parameter.linear("x", new float[] {1}, 0.1);
    Parameter half = Parameter.linear("x", new float[] {1}, 0.1);
    whole.gradient()[0] = 2;
    half.gradient()[0] = 2;
    new Adam(List.of(whole)).step();
    new Adam(List.of(half)).step(0.5);
    assertThat(whole.value()[0]).isCloseTo(0.9f, within(1e-6f));
    assertThat(half.value()[0]).isCloseTo(0.95f, within(1e-6f));
    assertThat(half.gradient()[0]).isZero();
  }
}
