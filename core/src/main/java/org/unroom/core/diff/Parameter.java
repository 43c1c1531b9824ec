package org.unroom.core.diff;

import java.util.Arrays;

/**
 * Numbers that gradient descent sets: their values, the gradient of the loss with respect to the
 * values, how far a step goes, and on which scale. On the logarithmic scale the numbers are
 * positive and a step multiplies; the gradient is with respect to the value all the same, the
 * optimizer applies {@code dL/d ln x = x dL/dx}.
 */
public final class Parameter {
  /** The scale on which steps are taken. */
  public enum Scale {
    /** Steps add. */
    LINEAR,
    /** Steps multiply; values stay above 0. */
    LOGARITHMIC
  }

  private final String name;
  private final Scale scale;
  private final float[] value;
  private final float[] gradient;
  private final double learningRate;

  private Parameter(String name, Scale scale, float[] start, double learningRate) {
    this.name = name;
    this.scale = scale;
    this.value = start.clone();
    this.gradient = new float[start.length];
    this.learningRate = learningRate;
    requirePositive(learningRate, "learningRate");
    for (float x : start) {
      if (!Float.isFinite(x) || (scale == Scale.LOGARITHMIC && x <= 0)) {
        throw new IllegalArgumentException(
            "%s starts at %s; it must be finite%s"
                .formatted(name, x, scale == Scale.LOGARITHMIC ? " and above 0" : ""));
      }
    }
  }

  /**
   * Numbers of any sign.
   *
   * @param name what they are, for messages
   * @param start first values, copied
   * @param learningRate size of a step in the numbers' own unit, above 0
   */
  public static Parameter linear(String name, float[] start, double learningRate) {
    return new Parameter(name, Scale.LINEAR, start, learningRate);
  }

  /**
   * Positive numbers.
   *
   * @param name what they are, for messages
   * @param start first values, copied, above 0
   * @param learningRate size of a step in nepers, above 0: 0.03 changes a value by about 3 %
   */
  public static Parameter positive(String name, float[] start, double learningRate) {
    return new Parameter(name, Scale.LOGARITHMIC, start, learningRate);
  }

  /** What the numbers are. */
  public String name() {
    return name;
  }

  /** The scale on which steps are taken. */
  public Scale scale() {
    return scale;
  }

  /** The values, not a copy. */
  public float[] value() {
    return value;
  }

  /** The gradient of the loss with respect to the values, not a copy; adjoints add to it. */
  public float[] gradient() {
    return gradient;
  }

  /** Size of a step. */
  public double learningRate() {
    return learningRate;
  }

  /** How many numbers. */
  public int size() {
    return value.length;
  }

  /** Sets the gradient to zero. */
  public void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  private static void requirePositive(double x, String what) {
    if (!(x > 0)) {
      throw new IllegalArgumentException("%s=%s must be above 0".formatted(what, x));
    }
  }
}
