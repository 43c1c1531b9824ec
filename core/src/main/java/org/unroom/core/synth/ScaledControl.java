package org.unroom.core.synth;

import org.unroom.core.diff.Signal;

/**
 * A control that is a scale of an input, number by number, {@code y = f(x + bias)}. With {@link
 * ControlScale#NONE} and no bias the input is the control.
 */
final class ScaledControl {
  private final Signal input;
  private final ControlScale scale;
  private final double bias;
  private final Signal control;

  ScaledControl(Signal input, ControlScale scale, double bias) {
    this.input = input;
    this.scale = scale;
    this.bias = bias;
    this.control = isInput() ? input : Signal.computed(input.frames(), input.channels());
  }

  private boolean isInput() {
    return scale == ControlScale.NONE && bias == 0;
  }

  Signal control() {
    return control;
  }

  void compute() {
    if (isInput()) {
      return;
    }
    float[] x = input.value();
    float[] y = control.value();
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) scale.of(x[i] + bias);
    }
  }

  void backpropagate() {
    if (isInput() || !input.takesGradient()) {
      return;
    }
    float[] x = input.value();
    float[] y = control.value();
    float[] gy = control.gradient();
    float[] gx = input.gradient();
    for (int i = 0; i < y.length; i++) {
      gx[i] += (float) (gy[i] * scale.slope(x[i] + bias, y[i]));
    }
  }
}
