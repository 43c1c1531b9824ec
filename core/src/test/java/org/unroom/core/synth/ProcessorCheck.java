package org.unroom.core.synth;

import java.util.Random;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;

/**
 * Holds a graph of processors to its gradients and to learning: gradients of a seeded weighted sum
 * of the output against central differences, for every parameter alone; then Adam from where the
 * parameters are towards an output made from other values.
 */
final class ProcessorCheck {
  private static final int STEPS = 60;
  private static final long SEED = 77;

  private ProcessorCheck() {}

  static void check(ProcessorGroup group, double tolerance, double learned) {
    gradients(group, tolerance);
    learns(group, learned);
  }

  static void gradients(ProcessorGroup group, double tolerance) {
    float[] weights = SeededNoise.gaussian(group.output().value().length, SEED);
    for (Parameter p : group.parameters()) {
      GradientCheck.check(
          p.value().clone(),
          x -> {
            set(p, x);
            return dot(group.forward(), weights);
          },
          x -> {
            set(p, x);
            group.parameters().forEach(Parameter::clearGradient);
            group.forward();
            group.backward(weights);
            return p.gradient().clone();
          },
          tolerance);
    }
  }

  /** Loses half the squared distance to the output of values that are 10 % off. */
  static void learns(ProcessorGroup group, double factor) {
    Random random = new Random(SEED);
    float[][] starts =
        group.parameters().stream().map(p -> p.value().clone()).toArray(float[][]::new);
    for (Parameter p : group.parameters()) {
      for (int i = 0; i < p.size(); i++) {
        float by = (float) (p.learningRate() * (2 + random.nextGaussian()) * 5);
        p.value()[i] =
            p.scale() == Parameter.Scale.LOGARITHMIC
                ? p.value()[i] * (float) Math.exp(by)
                : p.value()[i] + by;
      }
    }
    float[] target = group.forward().value().clone();
    for (int i = 0; i < starts.length; i++) {
      set(group.parameters().get(i), starts[i]);
    }
    float[] g = new float[target.length];
    LearnsCheck.check(
        group.parameters(),
        () -> {
          Signal y = group.forward();
          double loss = 0;
          for (int n = 0; n < g.length; n++) {
            g[n] = y.value()[n] - target[n];
            loss += 0.5 * g[n] * g[n];
          }
          group.backward(g);
          return loss;
        },
        STEPS,
        factor);
  }

  private static void set(Parameter p, float[] x) {
    System.arraycopy(x, 0, p.value(), 0, x.length);
  }

  private static double dot(Signal y, float[] weights) {
    double sum = 0;
    for (int n = 0; n < weights.length; n++) {
      sum += (double) y.value()[n] * weights[n];
    }
    return sum;
  }

  /** Seeded numbers {@code mean + deviation * Gaussian}, learned at a rate. */
  static Signal learned(
      String name, int frames, int channels, double mean, double deviation, double rate) {
    float[] x = SeededNoise.gaussian(frames * channels, name.hashCode());
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (mean + deviation * x[i]);
    }
    return Signal.learned(Parameter.linear(name, x, rate), channels);
  }

  /** The same, above 0 and learned on the logarithmic scale. */
  static Signal positive(String name, int channels, double from, double to, double rate) {
    float[] x = new float[channels];
    SeededNoise noise = new SeededNoise(name.hashCode());
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) noise.nextIn(from, to);
    }
    return Signal.learned(Parameter.positive(name, x, rate), channels);
  }

  static ProcessorGroup alone(Processor processor) {
    return ProcessorGroup.builder().add("alone", processor).build();
  }
}
