package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/** The frames {@code from..from + count - 1} of a signal. */
public final class Crop implements Processor {
  private final Signal input;
  private final int from;
  private final Signal signal;

  /**
   * Plans the cut.
   *
   * @param input what is cut
   * @param from first frame that stays, at least 0
   * @param count how many stay, at least 1; from + count at most the input's frames
   */
  public Crop(Signal input, int from, int count) {
    if (from < 0 || count < 1 || from + (long) count > input.frames()) {
      throw new IllegalArgumentException(
          "from=%d and count=%d must lie within the %d frames of the signal"
              .formatted(from, count, input.frames()));
    }
    this.input = input;
    this.from = from * input.channels();
    this.signal = Signal.computed(count, input.channels());
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
    System.arraycopy(input.value(), from, signal.value(), 0, signal.value().length);
  }

  @Override
  public void backpropagateSignal() {
    if (input.takesGradient()) {
      float[] gy = signal.gradient();
      for (int n = 0; n < gy.length; n++) {
        input.gradient()[from + n] += gy[n];
      }
    }
  }

  @Override
  public void backpropagateControls() {}
}
