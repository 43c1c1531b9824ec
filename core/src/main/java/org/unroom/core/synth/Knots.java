package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * Smooth controls: numbers at knots, every M frames, and straight lines or Hann ramps between,
 *
 * <pre>
 *   y[t M + r] = x[t] + (x[t + 1] - x[t]) ramp(r / M),   r = 0..M-1
 * </pre>
 *
 * channel by channel. It ties what a recording alone leaves open: a fit to one recording with free
 * numbers in every frame explains anything. The signal is {@code [T][C]}.
 */
public final class Knots implements Processor {
  private final Signal input;
  private final HopRamp ramp;
  private final Signal signal;

  /**
   * Plans the lines.
   *
   * @param spacing frames M from knot to knot, at least 1
   * @param frames T of the signal; T = 1 + (knots - 1) M reaches the last knot
   * @param between the knots
   * @param input {@code [knots][C]}
   */
  public Knots(int spacing, int frames, Upsampling between, Signal input) {
    this.input = input;
    this.ramp = new HopRamp(spacing, input.frames(), between);
    this.signal = Signal.computed(frames, input.channels());
  }

  /** How many knots reach over a number of frames. */
  public static int count(int frames, int spacing) {
    return Upsampling.frames(frames, spacing);
  }

  @Override
  public List<Signal> inputs() {
    return List.of(input);
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
    int channels = input.channels();
    float[] x = input.value();
    float[] y = signal.value();
    for (int t = 0; t < signal.frames(); t++) {
      int now = ramp.frame(t) * channels;
      int next = ramp.next(t) * channels;
      float share = ramp.share(t);
      for (int c = 0; c < channels; c++) {
        y[t * channels + c] = x[now + c] + (x[next + c] - x[now + c]) * share;
      }
    }
  }

  @Override
  public void backpropagateSignal() {
    if (!input.takesGradient()) {
      return;
    }
    int channels = input.channels();
    float[] gx = input.gradient();
    float[] gy = signal.gradient();
    for (int t = 0; t < signal.frames(); t++) {
      int now = ramp.frame(t) * channels;
      int next = ramp.next(t) * channels;
      float share = ramp.share(t);
      for (int c = 0; c < channels; c++) {
        gx[now + c] += gy[t * channels + c] * (1 - share);
        gx[next + c] += gy[t * channels + c] * share;
      }
    }
  }

  @Override
  public void backpropagateControls() {}
}
