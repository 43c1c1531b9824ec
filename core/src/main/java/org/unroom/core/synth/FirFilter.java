package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A filter that changes with time, on any sound: frame-wise zero-phase FIR filters of B magnitudes
 * ({@link FrameFilter}, {@link ZeroPhaseFir}). Control: {@code magnitudes} {@code [T][B]}, f of the
 * input with its bias.
 */
public final class FirFilter implements Processor {
  private final Signal audio;
  private final ScaledControl magnitudes;
  private final FrameFilter filter;
  private final List<Signal> inputs;
  private final Signal signal;

  /**
   * Plans the filter.
   *
   * @param settings hop, window, scale and bias
   * @param audio x, {@code [N][1]}
   * @param magnitudes before their scale, {@code [T][B]}, T = {@link Upsampling#frames}
   */
  public FirFilter(FilterSettings settings, Signal audio, Signal magnitudes) {
    int samples = audio.frames();
    int bands = magnitudes.channels();
    this.audio = audio.require("audio", samples, 1);
    this.filter = new FrameFilter(samples, settings.hop(), bands, settings.window());
    this.magnitudes =
        new ScaledControl(
            magnitudes.require("magnitudes", filter.frames(), bands),
            settings.scale(),
            settings.bias());
    this.inputs = List.of(audio, magnitudes);
    this.signal = Signal.computed(samples, 1);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    return Map.of("magnitudes", magnitudes.control());
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public void computeControls() {
    magnitudes.compute();
  }

  @Override
  public void computeSignal() {
    filter.forward(audio.value(), magnitudes.control().value(), signal.value());
  }

  @Override
  public void backpropagateSignal() {
    filter.adjoint(
        signal.gradient(),
        audio.value(),
        magnitudes.control().value(),
        audio.gradient(),
        magnitudes.control().gradient());
  }

  @Override
  public void backpropagateControls() {
    magnitudes.backpropagate();
  }
}
