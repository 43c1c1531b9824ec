package org.unroom.core.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/** The sum of signals of the same shape, at least one. */
public final class Add implements Processor {
  private final List<Signal> inputs;
  private final Signal signal;

  /** Plans the sum. */
  public Add(Signal... inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("a sum needs at least one signal; add one");
    }
    this.inputs = List.of(inputs);
    this.signal = Signal.computed(inputs[0].frames(), inputs[0].channels());
    this.inputs.forEach(x -> x.require("a summand", signal.frames(), signal.channels()));
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    return Map.of();
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public void computeControls() {}

  @Override
  public void computeSignal() {
    float[] y = signal.value();
    Arrays.fill(y, 0);
    for (Signal input : inputs) {
      float[] x = input.value();
      for (int n = 0; n < y.length; n++) {
        y[n] += x[n];
      }
    }
  }

  @Override
  public void backpropagateSignal() {
    float[] gy = signal.gradient();
    for (Signal input : inputs) {
      float[] gx = input.gradient();
      for (int n = 0; n < gx.length; n++) {
        gx[n] += gy[n];
      }
    }
  }

  @Override
  public void backpropagateControls() {}
}
