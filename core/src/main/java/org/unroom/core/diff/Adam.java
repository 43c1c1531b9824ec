package org.unroom.core.diff;

import java.util.List;

/**
 * The optimizer Adam (D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * algorithm 1): with the gradient g of each number,
 *
 * <pre>
 *   m &lt;- b1 m + (1 - b1) g          v &lt;- b2 v + (1 - b2) g^2
 *   step = rate * (m / (1 - b1^i)) / (sqrt(v / (1 - b2^i)) + epsilon)
 *   x &lt;- x - step     or, on the logarithmic scale with g = x dL/dx,     x &lt;- x exp(-step)
 * </pre>
 *
 * where i counts steps from 1. One pass over the numbers, no allocation. Numbers on the logarithmic
 * scale stay within 1e-30 … 1e30.
 */
public final class Adam {
  private static final float B1 = 0.9f;
  private static final float B2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float LOWEST = 1e-30f;
  private static final float HIGHEST = 1e30f;

  private final List<Parameter> parameters;
  private final float[][] first;
  private final float[][] second;
  private int steps;

  /** Takes care of these parameters from now on. */
  public Adam(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    this.first = zerosLike(this.parameters);
    this.second = zerosLike(this.parameters);
  }

  /** Moves every number one step against its gradient, and clears the gradients. */
  public void step() {
    steps++;
    double correction1 = 1 - Math.pow(B1, steps);
    double correction2 = 1 - Math.pow(B2, steps);
    for (int i = 0; i < first.length; i++) {
      Parameter p = parameters.get(i);
      float rate = (float) (p.learningRate() / correction1);
      float scale = (float) (1 / Math.sqrt(correction2));
      if (p.scale() == Parameter.Scale.LINEAR) {
        add(p, first[i], second[i], rate, scale);
      } else {
        multiply(p, first[i], second[i], rate, scale);
      }
      p.clearGradient();
    }
  }

  private static void add(Parameter p, float[] m, float[] v, float rate, float scale) {
    float[] x = p.value();
    float[] gradient = p.gradient();
    for (int n = 0; n < x.length; n++) {
      float g = gradient[n];
      m[n] = B1 * m[n] + (1 - B1) * g;
      v[n] = B2 * v[n] + (1 - B2) * g * g;
      x[n] -= rate * m[n] / ((float) Math.sqrt(v[n]) * scale + EPSILON);
    }
  }

  private static void multiply(Parameter p, float[] m, float[] v, float rate, float scale) {
    float[] x = p.value();
    float[] gradient = p.gradient();
    for (int n = 0; n < x.length; n++) {
      float g = gradient[n] * x[n];
      m[n] = B1 * m[n] + (1 - B1) * g;
      v[n] = B2 * v[n] + (1 - B2) * g * g;
      float step = rate * m[n] / ((float) Math.sqrt(v[n]) * scale + EPSILON);
      x[n] = Math.min(Math.max(x[n] * expOfSmall(-step), LOWEST), HIGHEST);
    }
  }

  /**
   * exp(d) to six terms of its series: within 1e-6 for |d| up to 0.5, and Adam never steps farther
   * than a few times the rate. Positive for every d above -1.5, where the sum is 0.22.
   */
  private static float expOfSmall(float d) {
    return 1 + d * (1 + d / 2 * (1 + d / 3 * (1 + d / 4 * (1 + d / 5))));
  }

  private static float[][] zerosLike(List<Parameter> parameters) {
    return parameters.stream().map(p -> new float[p.size()]).toArray(float[][]::new);
  }
}
