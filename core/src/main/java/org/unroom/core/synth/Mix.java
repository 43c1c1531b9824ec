package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A crossfade of constant power between two sounds,
 *
 * <pre>
 *   y(n) = sin(pi/2 m(n)) a(n) + cos(pi/2 m(n)) b(n),   m = sigmoid(level)
 * </pre>
 *
 * Control: {@code mix} m {@code [T][1]}, 0..1, every H samples, linear between.
 */
public final class Mix implements Processor {
  private static final double QUARTER_TURN = Math.PI / 2;

  private final Signal a;
  private final Signal b;
  private final ScaledControl mix;
  private final HopRamp ramp;
  private final List<Signal> inputs;
  private final Signal signal;

  /**
   * Plans the crossfade.
   *
   * @param hop samples from one level to the next
   * @param a what m = 1 leaves, {@code [N][1]}
   * @param b what m = 0 leaves, {@code [N][1]}
   * @param level before the sigmoid, {@code [T][1]}
   */
  public Mix(int hop, Signal a, Signal b, Signal level) {
    this.a = a.require("a", a.frames(), 1);
    this.b = b.require("b", a.frames(), 1);
    this.mix =
        new ScaledControl(level.require("level", level.frames(), 1), ControlScale.SIGMOID, 0);
    this.ramp = new HopRamp(hop, level.frames(), Upsampling.LINEAR);
    this.inputs = List.of(a, b, level);
    this.signal = Signal.computed(a.frames(), 1);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    return Map.of("mix", mix.control());
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public void computeControls() {
    mix.compute();
  }

  @Override
  public void computeSignal() {
    float[] y = signal.value();
    for (int n = 0; n < y.length; n++) {
      double angle = QUARTER_TURN * ramp.at(mix.control().value(), n);
      y[n] = (float) (Math.sin(angle) * a.value()[n] + Math.cos(angle) * b.value()[n]);
    }
  }

  @Override
  public void backpropagateSignal() {
    float[] gy = signal.gradient();
    for (int n = 0; n < gy.length; n++) {
      double angle = QUARTER_TURN * ramp.at(mix.control().value(), n);
      double sine = Math.sin(angle);
      double cosine = Math.cos(angle);
      if (a.takesGradient()) {
        a.gradient()[n] += (float) (sine * gy[n]);
      }
      if (b.takesGradient()) {
        b.gradient()[n] += (float) (cosine * gy[n]);
      }
      double slope = QUARTER_TURN * (cosine * a.value()[n] - sine * b.value()[n]);
      ramp.add(mix.control().gradient(), n, gy[n] * slope);
    }
  }

  @Override
  public void backpropagateControls() {
    mix.backpropagate();
  }
}
