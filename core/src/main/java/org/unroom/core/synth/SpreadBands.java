package org.unroom.core.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;
import org.unroom.core.dsp.TriangularBands;

/**
 * Few bands for the many of a filter: the numbers of B bands, interpolated linearly over F bins
 * ({@link TriangularBands#spread(float[], float[])}), frame by frame. Logarithms of magnitudes are
 * what it is meant for. It keeps filtered noise from drawing single partials, as {@link Knots} keep
 * controls from following every frame. The signal is {@code [T][F]}.
 */
public final class SpreadBands implements Processor {
  private final TriangularBands bands;
  private final Signal input;
  private final Signal signal;
  private final float[] ofBands;
  private final float[] ofBins;

  /**
   * Plans the interpolation.
   *
   * @param bands B bands over F bins
   * @param input {@code [T][B]}
   */
  public SpreadBands(TriangularBands bands, Signal input) {
    this.bands = bands;
    this.input = input.require("input", input.frames(), bands.count());
    this.signal = Signal.computed(input.frames(), bands.bins());
    this.ofBands = new float[bands.count()];
    this.ofBins = new float[bands.bins()];
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
    for (int t = 0; t < input.frames(); t++) {
      System.arraycopy(input.value(), t * ofBands.length, ofBands, 0, ofBands.length);
      bands.spread(ofBands, ofBins);
      System.arraycopy(ofBins, 0, signal.value(), t * ofBins.length, ofBins.length);
    }
  }

  @Override
  public void backpropagateSignal() {
    if (!input.takesGradient()) {
      return;
    }
    for (int t = 0; t < input.frames(); t++) {
      System.arraycopy(signal.gradient(), t * ofBins.length, ofBins, 0, ofBins.length);
      Arrays.fill(ofBands, 0);
      bands.collect(ofBins, ofBands);
      for (int b = 0; b < ofBands.length; b++) {
        input.gradient()[t * ofBands.length + b] += ofBands[b];
      }
    }
  }

  @Override
  public void backpropagateControls() {}
}
