package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.SeededNoise;

class ClickCandidateTest {
  private static final int RATE = 16_000;
  private static final int AT = 2000;
  private static final double DEVIATION = 0.001;

  /** What was added to a resonance is found as long as it is, to a sample at either end. */
  @Test
  void aClickIsAsLongAsItIs() {
    double[] x = resonance(0);
    for (int n = 0; n < 20; n++) {
      x[AT + n] += 40 * DEVIATION * (n % 3 == 0 ? -1 : 1);
    }
    ClickCandidate.Click click = new ClickCandidate(RATE, 8, 64).takeOut(x, AT + 9, 20);
    assertThat(click.from()).isBetween(AT - 1, AT + 1);
    assertThat(click.to()).isBetween(AT + 19, AT + 21);
    assertThat(click.evidenceDb()).isGreaterThan(20);
  }

  /** The same resonance struck anew is no click, however hard. */
  @Test
  void aShockIsNone() {
    ClickCandidate.Click click =
        new ClickCandidate(RATE, 8, 64).takeOut(resonance(100 * DEVIATION), AT, 20);
    assertThat(click.evidenceDb()).isLessThan(2);
  }

  /** The energy that the growing factor says falls is what literal least squares says. */
  @Test
  void growsByWhatLeastSquaresGains() {
    double[] x = resonance(0);
    for (int n = 0; n < 5; n++) {
      x[AT + n] += 20 * DEVIATION;
    }
    AutoregressiveModel model = AutoregressiveModel.burg(List.of(x), 4);
    double[] b = model.coefficientProducts();
    ClickExtent extent = new ClickExtent(b, x, 30);
    double fall = 0;
    for (int j : new int[] {AT + 2, AT + 1, AT + 4, AT + 3}) {
      fall += extent.append(j);
    }
    double before = left(model, b, x, AT, AT);
    assertThat(fall).isCloseTo(before - left(model, b, x, AT + 1, AT + 5), withinPercentage(1e-4));
  }

  private static double left(AutoregressiveModel model, double[] b, double[] x, int from, int to) {
    double[] z = x.clone();
    if (to > from) {
      GapInterpolation.fill(z, from, to, b);
    }
    double energy = 0;
    for (double e : model.errors(z)) {
      energy += e * e;
    }
    return energy;
  }

  /** Two poles at 1 kHz in white noise, with one larger error. */
  private static double[] resonance(double shock) {
    float[] noise = SeededNoise.gaussian(2 * AT, 4);
    double[] x = new double[2 * AT];
    double a = 2 * 0.995 * Math.cos(2 * Math.PI * 1000 / RATE);
    for (int n = 2; n < x.length; n++) {
      x[n] = a * x[n - 1] - 0.995 * 0.995 * x[n - 2] + DEVIATION * noise[n] + (n == AT ? shock : 0);
    }
    return x;
  }
}
