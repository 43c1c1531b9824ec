package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.unroom.core.diff.Signal;

/**
 * The part of a sound that has no pitch: white noise, uniform in -1..1, through a filter that
 * changes with time (J. Engel et al., "DDSP: differentiable digital signal processing", ICLR 2020,
 * sec. 3.4). Control: {@code magnitudes} {@code [T][B]}; B = 65 bands are the reference's.
 *
 * <p>The noise comes from a seed and stays the same for as long as the processor lives; the
 * reference draws new noise in every call, so a loss never settles there.
 */
public final class FilteredNoise implements Processor {
  private final FirFilter filter;
  private final List<Signal> inputs;

  /**
   * Draws the noise.
   *
   * @param settings hop, window, scale and bias
   * @param samples length N of the signal
   * @param seed of the noise
   * @param magnitudes before their scale, {@code [T][B]}, T = {@link Upsampling#frames}
   */
  public FilteredNoise(FilterSettings settings, int samples, long seed, Signal magnitudes) {
    this.filter = new FirFilter(settings, Signal.given(uniform(samples, seed), 1), magnitudes);
    this.inputs = List.of(magnitudes);
  }

  /** White noise, uniform in -1..1. */
  static float[] uniform(int samples, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[samples];
    for (int n = 0; n < samples; n++) {
      noise[n] = 2 * random.nextFloat() - 1;
    }
    return noise;
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    return filter.controls();
  }

  @Override
  public Signal signal() {
    return filter.signal();
  }

  @Override
  public void computeControls() {
    filter.computeControls();
  }

  @Override
  public void computeSignal() {
    filter.computeSignal();
  }

  @Override
  public void backpropagateSignal() {
    filter.backpropagateSignal();
  }

  @Override
  public void backpropagateControls() {
    filter.backpropagateControls();
  }
}
