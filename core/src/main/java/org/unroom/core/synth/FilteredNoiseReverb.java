package org.unroom.core.synth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A room whose impulse response is seeded noise through a filter that changes with time,
 *
 * <pre>
 *   h = FilteredNoise(magnitudes),   y = x + x * h,   h[0] = 0
 * </pre>
 *
 * so it may decay as it likes in every band. Controls: {@code magnitudes} {@code [T][B]} and {@code
 * ir} {@code [L][1]}. The reference's start is a bias of -3.
 */
public final class FilteredNoiseReverb implements Processor {
  private final Signal audio;
  private final FilteredNoise noise;
  private final List<Signal> inputs;
  private final RoomConvolution room;

  /**
   * Draws the noise.
   *
   * @param settings hop, window, scale and bias of the filter
   * @param taps L
   * @param seed of the noise
   * @param audio x, {@code [N][1]}
   * @param magnitudes before their scale, {@code [T][B]}, T = {@link Upsampling#frames} of L
   */
  public FilteredNoiseReverb(
      FilterSettings settings, int taps, long seed, Signal audio, Signal magnitudes) {
    this.audio = audio;
    this.noise = new FilteredNoise(settings, taps, seed, magnitudes);
    this.inputs = List.of(audio, magnitudes);
    this.room = new RoomConvolution(audio, noise.signal());
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    Map<String, Signal> controls = new LinkedHashMap<>(noise.controls());
    controls.put("ir", noise.signal());
    return controls;
  }

  @Override
  public Signal signal() {
    return room.signal();
  }

  @Override
  public void computeControls() {
    noise.computeControls();
    noise.computeSignal();
  }

  @Override
  public void computeSignal() {
    room.forward(audio, noise.signal());
  }

  @Override
  public void backpropagateSignal() {
    room.adjoint(audio, noise.signal());
  }

  @Override
  public void backpropagateControls() {
    noise.backpropagateSignal();
    noise.backpropagateControls();
  }
}
