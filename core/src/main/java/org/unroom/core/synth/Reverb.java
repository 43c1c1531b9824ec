package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.unroom.core.diff.Parameter;
import org.unroom.core.diff.Signal;

/**
 * A room as an impulse response of which every tap is free but the first,
 *
 * <pre>
 *   y = x + x * h,   h[0] = 0
 * </pre>
 *
 * (J. Engel et al., "DDSP: differentiable digital signal processing", ICLR 2020, sec. 3.6): the
 * direct sound is fixed at 1, which settles level and delay. Control: {@code ir} h {@code [L][1]},
 * as it came in; its first tap is not looked at and gets no gradient.
 */
public final class Reverb implements Processor {
  private static final double START_DEVIATION = 1e-6;

  private final Signal audio;
  private final Signal ir;
  private final List<Signal> inputs;
  private final RoomConvolution room;

  /**
   * Plans the convolution.
   *
   * @param audio x, {@code [N][1]}
   * @param ir h, {@code [L][1]}
   */
  public Reverb(Signal audio, Signal ir) {
    this.audio = audio;
    this.ir = ir;
    this.inputs = List.of(audio, ir);
    this.room = new RoomConvolution(audio, ir);
  }

  /**
   * Taps to start from: Gaussian, of deviation 1e-6.
   *
   * @param taps L; 48000 are 3 s at 16 kHz
   * @param seed of the start
   * @param learningRate small: each step moves each tap by about as much
   */
  public static Parameter start(int taps, long seed, double learningRate) {
    Random random = new Random(seed);
    float[] h = new float[taps];
    for (int k = 0; k < taps; k++) {
      h[k] = (float) (START_DEVIATION * random.nextGaussian());
    }
    return Parameter.linear("ir", h, learningRate);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    return Map.of("ir", ir);
  }

  @Override
  public Signal signal() {
    return room.signal();
  }

  @Override
  public void computeControls() {}

  @Override
  public void computeSignal() {
    room.forward(audio, ir);
  }

  @Override
  public void backpropagateSignal() {
    room.adjoint(audio, ir);
  }

  @Override
  public void backpropagateControls() {}
}
