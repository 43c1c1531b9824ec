package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Holds a gradient against central differences of its function along seeded random directions d:
 * {@code (L(x + h d) - L(x - h d)) / (x+ - x-)} against {@code <dL/dx, d>}, with the step that
 * single precision really took. Each direction is a relative one, d = x times Gaussian, plus a
 * share of the largest number, so that numbers of all sizes take part.
 */
public final class GradientCheck {
  private static final int DIRECTIONS = 8;
  private static final double STEP = 1e-3;

  private GradientCheck() {}

  /**
   * Compares along eight directions.
   *
   * @param x where
   * @param value the function, summed in double precision
   * @param gradient its gradient at a point, same length
   * @param tolerance largest difference allowed, as a share of the largest directional derivative
   */
  public static void check(
      float[] x,
      ToDoubleFunction<float[]> value,
      UnaryOperator<float[]> gradient,
      double tolerance) {
    float[] g = gradient.apply(x.clone());
    assertThat(g).as("gradient").hasSameSizeAs(x);
    double[] analytic = new double[DIRECTIONS];
    double[] numeric = new double[DIRECTIONS];
    double largest = 0;
    for (int i = 0; i < DIRECTIONS; i++) {
      float[] up = moved(x, i, STEP);
      float[] down = moved(x, i, -STEP);
      for (int n = 0; n < x.length; n++) {
        analytic[i] += (double) g[n] * ((double) up[n] - down[n]);
      }
      numeric[i] = value.applyAsDouble(up) - value.applyAsDouble(down);
      largest = Math.max(largest, Math.abs(numeric[i]));
    }
    assertThat(largest).as("largest change of the function").isPositive();
    for (int i = 0; i < DIRECTIONS; i++) {
      assertThat(Math.abs(analytic[i] - numeric[i]) / largest)
          .as("direction %d: gradient says %g, differences say %g", i, analytic[i], numeric[i])
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private static float[] moved(float[] x, int direction, double step) {
    float[] noise = SeededNoise.gaussian(x.length, 1000 + direction);
    double largest = 0;
    for (float v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    float[] y = x.clone();
    for (int n = 0; n < y.length; n++) {
      double size = x[n] == 0 ? largest : Math.abs(x[n]);
      y[n] += (float) (step * size * noise[n]);
    }
    return y;
  }
}
