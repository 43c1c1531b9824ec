package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A room of two numbers: seeded noise that decays exponentially,
 *
 * <pre>
 *   h[k] = g exp(-(2 + e^d) k / (L - 1)) u[k],   u uniform in -1..1,   k = 0..L-1,   y = x + x * h
 * </pre>
 *
 * (the reference library's {@code ExpDecayReverb}); T60 = 6.908 L / ((2 + e^d) fs). Usual starts
 * are 2 for the gain, through the exp-sigmoid 1.49, and 4 for the decay. Controls: {@code gain},
 * {@code ir}. The noise stays the same for as long as the processor lives.
 */
public final class ExpDecayReverb implements Processor {
  private static final double SLOWEST = 2;

  private final Signal audio;
  private final ScaledControl gain;
  private final Signal decay;
  private final float[] noise;
  private final Signal ir;
  private final List<Signal> inputs;
  private final RoomConvolution room;

  /**
   * Draws the noise.
   *
   * @param taps L, at least 2
   * @param seed of the noise
   * @param audio x, {@code [N][1]}
   * @param gain g before the exp-sigmoid, {@code [1][1]}
   * @param decay d, {@code [1][1]}
   */
  public ExpDecayReverb(int taps, long seed, Signal audio, Signal gain, Signal decay) {
    if (taps < 2) {
      throw new IllegalArgumentException("taps=%d must be at least 2".formatted(taps));
    }
    this.audio = audio;
    this.gain = new ScaledControl(gain.require("gain", 1, 1), ControlScale.EXP_SIGMOID, 0);
    this.decay = decay.require("decay", 1, 1);
    this.noise = FilteredNoise.uniform(taps, seed);
    this.ir = Signal.computed(taps, 1);
    this.inputs = List.of(audio, gain, decay);
    this.room = new RoomConvolution(audio, ir);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    return Map.of("gain", gain.control(), "ir", ir);
  }

  @Override
  public Signal signal() {
    return room.signal();
  }

  @Override
  public void computeControls() {
    gain.compute();
    float g = gain.control().value()[0];
    float[] h = ir.value();
    for (int k = 0; k < h.length; k++) {
      h[k] = (float) (g * envelope(k) * noise[k]);
    }
  }

  private double envelope(int k) {
    return Math.exp(-(SLOWEST + Math.exp(decay.value()[0])) * share(k));
  }

  private double share(int k) {
    return k / (noise.length - 1.0);
  }

  @Override
  public void computeSignal() {
    room.forward(audio, ir);
  }

  @Override
  public void backpropagateSignal() {
    room.adjoint(audio, ir);
  }

  @Override
  public void backpropagateControls() {
    float[] gh = ir.gradient();
    double ofGain = 0;
    double ofDecay = 0;
    double rate = Math.exp(decay.value()[0]);
    for (int k = 0; k < gh.length; k++) {
      ofGain += gh[k] * envelope(k) * noise[k];
      ofDecay -= gh[k] * ir.value()[k] * rate * share(k);
    }
    gain.control().gradient()[0] += (float) ofGain;
    gain.backpropagate();
    if (decay.takesGradient()) {
      decay.gradient()[0] += (float) ofDecay;
    }
  }
}
