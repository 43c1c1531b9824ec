package org.unroom.core.synth;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * Oscillators at free frequencies,
 *
 * <pre>
 *   y(n) = sum over k of a_k(n) sin(2 pi phi_k(n)),   phi_k(n) = sum over m &lt;= n of f_k(m) / fs
 * </pre>
 *
 * Controls: {@code amplitudes} {@code [T][K]}, f of the input; {@code frequencies_hz} {@code
 * [T][K]}, as they came in ({@link Frequencies} makes them of numbers of any size). Every H
 * samples, linear between; phases are carried in double precision and wrapped. An oscillator at or
 * above half the sample rate is silent in that frame. The gradient reaches the frequencies, but a
 * spectral loss has one minimum per partial of the target: they find only what is near.
 */
public final class Sinusoidal implements Processor {
  private final int sampleRateHz;
  private final int hop;
  private final int oscillators;
  private final ScaledControl amplitudes;
  private final Signal frequenciesHz;
  private final HopRamp ramp;
  private final List<Signal> inputs;
  private final Signal signal;

  /**
   * Plans the oscillators.
   *
   * @param settings rate, length, hop and scale
   * @param amplitudes before their scale, {@code [T][K]}
   * @param frequenciesHz at least 0, {@code [T][K]}
   */
  public Sinusoidal(HarmonicSettings settings, Signal amplitudes, Signal frequenciesHz) {
    this.sampleRateHz = settings.sampleRateHz();
    this.hop = settings.hop();
    this.oscillators = amplitudes.channels();
    this.amplitudes = new ScaledControl(amplitudes, settings.scale(), 0);
    this.frequenciesHz =
        frequenciesHz.require("frequenciesHz", amplitudes.frames(), amplitudes.channels());
    this.ramp = new HopRamp(hop, amplitudes.frames(), settings.upsampling());
    this.inputs = List.of(amplitudes, frequenciesHz);
    this.signal = Signal.computed(settings.samples(), 1);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    Map<String, Signal> controls = new LinkedHashMap<>();
    controls.put("amplitudes", amplitudes.control());
    controls.put("frequencies_hz", frequenciesHz);
    return controls;
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public void computeControls() {
    amplitudes.compute();
  }

  @Override
  public void computeSignal() {
    float[] y = signal.value();
    Arrays.fill(y, 0);
    for (int k = 0; k < oscillators; k++) {
      double phase = 0;
      for (int n = 0; n < y.length; n++) {
        phase += frequency(n, k) / sampleRateHz;
        phase -= Math.floor(phase);
        y[n] += (float) (amplitude(n, k) * Math.sin(2 * Math.PI * phase));
      }
    }
  }

  private double frequency(int n, int k) {
    float[] f = frequenciesHz.value();
    double now = f[ramp.frame(n) * oscillators + k];
    double next = f[ramp.next(n) * oscillators + k];
    return now + (next - now) * (n % hop) / hop;
  }

  private double audible(int frame, int k) {
    int i = frame * oscillators + k;
    return frequenciesHz.value()[i] < sampleRateHz / 2.0 ? amplitudes.control().value()[i] : 0;
  }

  private double amplitude(int n, int k) {
    double now = audible(ramp.frame(n), k);
    return now + (audible(ramp.next(n), k) - now) * ramp.share(n);
  }

  @Override
  public void backpropagateSignal() {
    float[] gy = signal.gradient();
    for (int k = 0; k < oscillators; k++) {
      double phase = 0;
      double behind = 0;
      double[] ofPhase = new double[frequenciesHz.takesGradient() ? gy.length : 0];
      for (int n = 0; n < gy.length; n++) {
        phase += frequency(n, k) / sampleRateHz;
        phase -= Math.floor(phase);
        addOfAmplitude(n, k, gy[n] * Math.sin(2 * Math.PI * phase));
        if (ofPhase.length > 0) {
          double slope = 2 * Math.PI * amplitude(n, k) * Math.cos(2 * Math.PI * phase);
          ofPhase[n] = gy[n] * slope / sampleRateHz;
        }
      }
      for (int n = ofPhase.length - 1; n >= 0; n--) {
        behind += ofPhase[n];
        double share = n % hop / (double) hop;
        frequenciesHz.gradient()[ramp.frame(n) * oscillators + k] += (float) (behind * (1 - share));
        frequenciesHz.gradient()[ramp.next(n) * oscillators + k] += (float) (behind * share);
      }
    }
  }

  private void addOfAmplitude(int n, int k, double g) {
    float[] ga = amplitudes.control().gradient();
    if (ga.length == 0) {
      return;
    }
    addIfAudible(ga, ramp.frame(n), k, g * (1 - ramp.share(n)));
    addIfAudible(ga, ramp.next(n), k, g * ramp.share(n));
  }

  private void addIfAudible(float[] ga, int frame, int k, double g) {
    int i = frame * oscillators + k;
    if (frequenciesHz.value()[i] < sampleRateHz / 2.0) {
      ga[i] += (float) g;
    }
  }

  @Override
  public void backpropagateControls() {
    amplitudes.backpropagate();
  }
}
