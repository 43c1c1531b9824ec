package org.unroom.core.synth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A delay whose length moves: chorus, flanger, vibrato,
 *
 * <pre>
 *   y(n) = x(n) + g(n) x(n - d(n)),   d = fs (center + depth (sigmoid(phase) - 1/2))
 * </pre>
 *
 * linear between samples, zeros before the start. Controls: {@code gain} g = exp-sigmoid(gain) and
 * {@code phase} = sigmoid(phase), both {@code [T][1]}, every H samples, linear between. 15 and 10
 * ms are the reference's centre and depth.
 */
public final class ModDelay implements Processor {
  private final double centerSamples;
  private final double depthSamples;
  private final Signal audio;
  private final ScaledControl gain;
  private final ScaledControl phase;
  private final HopRamp ramp;
  private final List<Signal> inputs;
  private final Signal signal;

  /**
   * Plans the delay.
   *
   * @param sampleRateHz samples per second
   * @param centerSeconds mean delay; at least half the depth
   * @param depthSeconds from the shortest delay to the longest, at least 0
   * @param hop samples from one control frame to the next
   * @param audio x, {@code [N][1]}
   * @param gain before the exp-sigmoid, {@code [T][1]}
   * @param phase before the sigmoid, {@code [T][1]}
   */
  public ModDelay(
      int sampleRateHz,
      double centerSeconds,
      double depthSeconds,
      int hop,
      Signal audio,
      Signal gain,
      Signal phase) {
    if (!(depthSeconds >= 0 && centerSeconds >= depthSeconds / 2)) {
      throw new IllegalArgumentException(
          "centerSeconds=%s must be at least half of depthSeconds=%s, and that at least 0"
              .formatted(centerSeconds, depthSeconds));
    }
    this.centerSamples = centerSeconds * sampleRateHz;
    this.depthSamples = depthSeconds * sampleRateHz;
    this.audio = audio.require("audio", audio.frames(), 1);
    this.gain =
        new ScaledControl(gain.require("gain", gain.frames(), 1), ControlScale.EXP_SIGMOID, 0);
    this.phase =
        new ScaledControl(phase.require("phase", gain.frames(), 1), ControlScale.SIGMOID, 0);
    this.ramp = new HopRamp(hop, gain.frames(), Upsampling.LINEAR);
    this.inputs = List.of(audio, gain, phase);
    this.signal = Signal.computed(audio.frames(), 1);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    Map<String, Signal> controls = new LinkedHashMap<>();
    controls.put("gain", gain.control());
    controls.put("phase", phase.control());
    return controls;
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public void computeControls() {
    gain.compute();
    phase.compute();
  }

  /** Where sample n is read from, in samples from the start; may lie before it. */
  private double place(int n) {
    double swing = ramp.at(phase.control().value(), n) - 0.5;
    return n - centerSamples - depthSamples * swing;
  }

  private double sample(long n) {
    return n >= 0 && n < audio.frames() ? audio.value()[(int) n] : 0;
  }

  private double read(double place) {
    long i = (long) Math.floor(place);
    return sample(i) + (sample(i + 1) - sample(i)) * (place - i);
  }

  @Override
  public void computeSignal() {
    float[] y = signal.value();
    for (int n = 0; n < y.length; n++) {
      float g = ramp.at(gain.control().value(), n);
      y[n] = (float) (audio.value()[n] + g * read(place(n)));
    }
  }

  @Override
  public void backpropagateSignal() {
    float[] gy = signal.gradient();
    for (int n = 0; n < gy.length; n++) {
      double place = place(n);
      long i = (long) Math.floor(place);
      double g = gy[n] * ramp.at(gain.control().value(), n);
      ramp.add(gain.control().gradient(), n, gy[n] * read(place));
      ramp.add(phase.control().gradient(), n, -g * depthSamples * (sample(i + 1) - sample(i)));
      if (audio.takesGradient()) {
        audio.gradient()[n] += gy[n];
        addAt(i, g * (1 - (place - i)));
        addAt(i + 1, g * (place - i));
      }
    }
  }

  private void addAt(long n, double g) {
    if (n >= 0 && n < audio.frames()) {
      audio.gradient()[(int) n] += (float) g;
    }
  }

  @Override
  public void backpropagateControls() {
    gain.backpropagate();
    phase.backpropagate();
  }
}
