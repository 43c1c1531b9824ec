package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.SeededNoise;

class SourceModelTest {
  private static final double WEIGHT = 0.25;

  @Test
  void bandSourceHandsOnTheGradientAndAddsItsPrior() {
    float[] fromLoss = SeededNoise.gaussian(40, 1);
    float[] energies = SeededNoise.gaussian(40, 2);
    for (int t = 0; t < 40; t++) {
      energies[t] *= energies[t];
    }
    BandSource source = new BandSource(new float[2][40], 2);
    GradientCheck.check(
        energies,
        x -> {
          System.arraycopy(x, 0, source.energy(1), 0, 40);
          double sum = WEIGHT * source.prior(1);
          for (int t = 0; t < 40; t++) {
            sum += (double) fromLoss[t] * x[t];
          }
          return sum;
        },
        x -> {
          System.arraycopy(x, 0, source.energy(1), 0, 40);
          source.parameters(1).get(0).clearGradient();
          source.accept(1, fromLoss, WEIGHT);
          return source.parameters(1).get(0).gradient().clone();
        },
        5e-3);
    assertThat(source.parameters(0).get(0).gradient()).containsOnly(0);
  }

  @Test
  void bandSourceStartsBelowTheRecording() {
    BandSource source = new BandSource(new float[][] {{1, 0, 4}}, 2);
    assertThat(source.energy(0)[0]).isBetween(0.60f, 0.61f);
    assertThat(source.energy(0)[1]).isBetween(6.0e-5f, 6.1e-5f);
    assertThat(source.energy(0)[2]).isBetween(2.42f, 2.43f);
  }

  @Test
  void knownSourceHasNothingToLearn() {
    float[][] energies = {{1, 2}, {3, 4}};
    KnownSource source = new KnownSource(energies);
    source.accept(1, new float[] {5, 6}, 1);
    assertThat(source.energy(1)).isSameAs(energies[1]).containsExactly(3, 4);
    assertThat(source.prior(1)).isZero();
    assertThat(source.parameters(1)).isEmpty();
  }
}
