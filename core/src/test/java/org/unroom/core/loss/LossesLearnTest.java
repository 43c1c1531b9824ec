package org.unroom.core.loss;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.core.diff.Parameter;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;

/** Descent on each loss lowers it: a gradient that is right and reaches the numbers. */
class LossesLearnTest {
  private static final int COUNT = 40;
  private static final Workers WORKERS = new Workers(1);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private interface Slope {
    void addTo(float[] x, float[] gradient);
  }

  private static float[] powers(long seed) {
    float[] x = SeededNoise.gaussian(COUNT, seed);
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.05f + x[i] * x[i];
    }
    return x;
  }

  private static void learns(Parameter p, ToDoubleFunction<float[]> value, Slope slope) {
    LearnsCheck.check(
        List.of(p),
        () -> {
          slope.addTo(p.value(), p.gradient());
          return value.applyAsDouble(p.value());
        },
        40,
        0.5);
  }

  private static Parameter positive(long seed) {
    return Parameter.positive("model", powers(seed), 0.1);
  }

  private static Parameter linear(long seed) {
    return Parameter.linear("model", SeededNoise.gaussian(COUNT, seed), 0.05);
  }

  @Test
  void divergencesLearn() {
    float[] target = powers(1);
    ItakuraSaito saito = new ItakuraSaito(1e-6);
    learns(positive(2), v -> saito.value(target, v), (v, g) -> saito.gradient(target, v, 1, g));
    StudentDivergence student = new StudentDivergence(3);
    learns(
        positive(2),
        v -> student.value(target, v, 0, COUNT),
        (v, g) -> student.gradient(target, v, 0, COUNT, 1, g));
  }

  @Test
  void priorsLearn() {
    PowerSparsity sparsity = new PowerSparsity(1e-5);
    learns(positive(3), sparsity::value, (x, g) -> sparsity.addGradient(x, 1, g));
    learns(positive(4), LogSmoothness::value, (x, g) -> LogSmoothness.addGradient(x, 1, g));
    SquaredDifferences differences = new SquaredDifferences(2, 1);
    learns(linear(5), differences::value, (x, g) -> differences.addGradient(x, 1, g));
    SquaredDistance distance = new SquaredDistance(SeededNoise.gaussian(COUNT, 6));
    learns(linear(7), distance::value, (x, g) -> distance.addGradient(x, 1, g));
  }

  /** Every distance with every term that it has. */
  @ParameterizedTest
  @EnumSource
  void spectraLearn(SpectralDistance distance) {
    float[] target = SeededNoise.gaussian(800, 1);
    SpectralLossSettings settings =
        new SpectralLossSettings(List.of(128, 64), 0.75, distance, 1, 1, 1, 1, 0.1, 0.1, 0.01);
    SpectralLoss loss = new SpectralLoss(settings, 16_000, target);
    Parameter model = Parameter.linear("model", SeededNoise.gaussian(800, 2), 0.02);
    LearnsCheck.check(
        List.of(model),
        () -> {
          loss.addGradient(model.value(), 1, model.gradient(), WORKERS);
          return loss.value(model.value(), WORKERS);
        },
        60,
        0.8);
  }
}
