package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.SeededNoise;

class AutoregressiveModelTest {
  private static final double[] TRUE = {1, -1.5, 0.9, -0.2};

  /** 20,000 samples tell coefficients of size 1 to about 1 / sqrt(20,000) = 0.007. */
  @Test
  void recoversTheFilterThatMadeTheSignal() {
    AutoregressiveModel model = AutoregressiveModel.burg(List.of(signal(20_000, 1)), 3);
    assertThat(model.order()).isEqualTo(3);
    for (int k = 0; k <= 3; k++) {
      assertThat(model.a(k)).isCloseTo(TRUE[k], within(0.03));
    }
    assertThat(model.variance()).isCloseTo(1, within(0.03));
  }

  @Test
  void piecesOfOneSignalTellAsMuchAsTheWhole() {
    double[] x = signal(20_000, 2);
    List<double[]> pieces =
        List.of(Arrays.copyOfRange(x, 0, 9_000), Arrays.copyOfRange(x, 11_000, 20_000));
    AutoregressiveModel model = AutoregressiveModel.burg(pieces, 3);
    for (int k = 0; k <= 3; k++) {
      assertThat(model.a(k)).isCloseTo(TRUE[k], within(0.03));
    }
  }

  @Test
  void coefficientProductsAreTheLiteralSums() {
    AutoregressiveModel model = AutoregressiveModel.burg(List.of(signal(500, 3)), 2);
    double[] b = model.coefficientProducts();
    double a1 = model.a(1);
    double a2 = model.a(2);
    assertThat(b[0]).isCloseTo(1 + a1 * a1 + a2 * a2, within(1e-12));
    assertThat(b[1]).isCloseTo(a1 + a1 * a2, within(1e-12));
    assertThat(b[2]).isCloseTo(a2, within(1e-12));
  }

  @Test
  void errorEnergyIsThatOfTheErrors() {
    double[] x = signal(300, 4);
    AutoregressiveModel model = AutoregressiveModel.burg(List.of(x), 3);
    double[] errors = model.errors(x);
    for (int[] part : new int[][] {{0, 300}, {1, 7}, {120, 121}, {5, 5}}) {
      double energy = Arrays.stream(errors, part[0], part[1]).map(e -> e * e).sum();
      assertThat(model.errorEnergy(x, part[0], part[1])).isCloseTo(energy, within(1e-9));
    }
  }

  @Test
  void silenceAndShortPiecesHaveModelsToo() {
    assertThat(AutoregressiveModel.burg(List.of(new double[100]), 8).a(1)).isZero();
    assertThat(AutoregressiveModel.burg(List.of(new double[] {1, 2}), 8).order()).isEqualTo(1);
    assertThat(AutoregressiveModel.burg(List.of(), 8).order()).isZero();
  }

  private static double[] signal(int n, long seed) {
    float[] e = SeededNoise.gaussian(n + 1000, seed);
    double[] x = new double[e.length];
    for (int i = 3; i < x.length; i++) {
      x[i] = e[i] - TRUE[1] * x[i - 1] - TRUE[2] * x[i - 2] - TRUE[3] * x[i - 3];
    }
    return Arrays.copyOfRange(x, 1000, x.length);
  }
}
