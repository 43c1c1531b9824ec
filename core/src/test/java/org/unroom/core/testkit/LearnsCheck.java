package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.unroom.core.diff.Adam;
import org.unroom.core.diff.Parameter;

/**
 * Proves that a model learns: after one pass every learnable block has a gradient that is not zero,
 * after one step it has moved, and after some steps the loss is lower. (A reverb whose shapes were
 * right once did not train for eight weeks, and no test said so.)
 */
public final class LearnsCheck {
  private LearnsCheck() {}

  /**
   * Takes {@code steps} steps of {@link Adam}.
   *
   * @param parameters every learnable block of the model
   * @param lossAndGradients computes the loss and adds its gradients to the parameters
   * @param steps how many, at least 1
   * @param factor the loss at the end must be below this share of the first
   */
  public static void check(
      List<Parameter> parameters, DoubleSupplier lossAndGradients, int steps, double factor) {
    Adam adam = new Adam(parameters);
    parameters.forEach(Parameter::clearGradient);
    double first = lossAndGradients.getAsDouble();
    List<float[]> before = parameters.stream().map(p -> p.value().clone()).toList();
    for (Parameter p : parameters) {
      assertThat(largest(p.gradient())).as("gradient of %s", p.name()).isPositive();
    }
    adam.step();
    for (int i = 0; i < before.size(); i++) {
      Parameter p = parameters.get(i);
      assertThat(p.value()).as("%s after one step", p.name()).isNotEqualTo(before.get(i));
    }
    for (int i = 1; i < steps; i++) {
      assertThat(lossAndGradients.getAsDouble()).as("loss at step %d", i).isFinite();
      adam.step();
    }
    double last = lossAndGradients.getAsDouble();
    assertThat(last).as("loss after %d steps, from %g", steps, first).isLessThan(first * factor);
  }

  private static float largest(float[] x) {
    float largest = 0;
    for (float v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }
}
