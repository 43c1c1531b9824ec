package org.unroom.core.synth;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * Harmonic oscillators: a loudness and a distribution over the partials of one pitch (J. Engel et
 * al., "DDSP: differentiable digital signal processing", ICLR 2020, sec. 3.2, eq. 1 to 4),
 *
 * <pre>
 *   y(n) = sum over k = 1..K of A(n) c_k(n) sin(2 pi k phi(n)),   sum over k of c_k = 1
 * </pre>
 *
 * Controls: {@code amplitudes} A = f(amplitude) {@code [T][1]}, {@code harmonic_distribution} c
 * {@code [T][K]} = f(distribution), silenced from half the sample rate on and the rest normalized,
 * {@code f0_hz} as it came in, {@code [T][1]}; a frame every H samples. The signal is made by a
 * {@link HarmonicBank}; the gradient reaches f0 too, where it is learned.
 */
public final class Harmonic implements Processor {
  private static final double SMALLEST_SUM = 1e-20;

  private final Signal f0Hz;
  private final Signal distribution;
  private final ScaledControl amplitude;
  private final Signal distributionControl;
  private final ControlScale scale;
  private final HarmonicBank bank;
  private final List<Signal> inputs;
  private final Signal signal;
  private final int harmonics;
  private final float[] partials;
  private final float[] gPartials;
  private final float[] scaled;
  private final double[] sums;

  /**
   * Plans the oscillators.
   *
   * @param settings rate, length, hop, scale
   * @param amplitude before its scale, {@code [T][1]}
   * @param distribution before its scale, {@code [T][K]}; K of 100 reaches 8 kHz from 80 Hz on
   * @param f0Hz pitch in hertz, at least 0, {@code [T][1]}; 0 is silence
   */
  public Harmonic(HarmonicSettings settings, Signal amplitude, Signal distribution, Signal f0Hz) {
    int frames = f0Hz.frames();
    this.harmonics = distribution.channels();
    this.f0Hz = f0Hz.require("f0Hz", frames, 1);
    this.distribution = distribution.require("distribution", frames, harmonics);
    this.scale = settings.scale();
    this.amplitude = new ScaledControl(amplitude.require("amplitude", frames, 1), scale, 0);
    this.distributionControl = Signal.computed(frames, harmonics);
    this.bank =
        new HarmonicBank(
            settings.sampleRateHz(),
            settings.samples(),
            settings.hop(),
            frames,
            harmonics,
            settings.upsampling());
    this.inputs = List.of(amplitude, distribution, f0Hz);
    this.signal = Signal.computed(settings.samples(), 1);
    this.partials = new float[frames * harmonics];
    this.gPartials = new float[frames * harmonics];
    this.scaled = new float[frames * harmonics];
    this.sums = new double[frames];
  }

  /** Sets the fundamental's phase before the first sample, in cycles; 0 if never set. */
  public void setStartCycles(double cycles) {
    bank.setStartCycles(cycles);
  }

  /** The fundamental's phase at sample n in cycles; whole ones do not count. */
  public double cyclesAt(int n) {
    return bank.cyclesAt(f0Hz.value(), n);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    Map<String, Signal> controls = new LinkedHashMap<>();
    controls.put("amplitudes", amplitude.control());
    controls.put("harmonic_distribution", distributionControl);
    controls.put("f0_hz", f0Hz);
    return controls;
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public void computeControls() {
    amplitude.compute();
    bank.setPitch(f0Hz.value());
    float[] x = distribution.value();
    float[] c = distributionControl.value();
    for (int t = 0; t < sums.length; t++) {
      int from = t * harmonics;
      int active = bank.active(t);
      double sum = SMALLEST_SUM;
      for (int i = from; i < from + active; i++) {
        scaled[i] = (float) scale.of(x[i]);
        sum += scaled[i];
      }
      sums[t] = sum;
      float share = (float) (1 / sum);
      for (int i = from; i < from + harmonics; i++) {
        c[i] = i < from + active ? scaled[i] * share : 0;
      }
    }
  }

  @Override
  public void computeSignal() {
    float[] amplitudes = amplitude.control().value();
    float[] c = distributionControl.value();
    for (int t = 0; t < amplitudes.length; t++) {
      for (int i = t * harmonics; i < (t + 1) * harmonics; i++) {
        partials[i] = amplitudes[t] * c[i];
      }
    }
    bank.forward(f0Hz.value(), partials, signal.value());
  }

  @Override
  public void backpropagateSignal() {
    Arrays.fill(gPartials, 0);
    bank.adjoint(signal.gradient(), f0Hz.value(), partials, gPartials, f0Hz.gradient());
    float[] amplitudes = amplitude.control().value();
    float[] gAmplitudes = amplitude.control().gradient();
    float[] c = distributionControl.value();
    float[] gc = distributionControl.gradient();
    for (int t = 0; t < amplitudes.length; t++) {
      double sum = 0;
      for (int i = t * harmonics; i < (t + 1) * harmonics; i++) {
        sum += gPartials[i] * c[i];
        gc[i] += gPartials[i] * amplitudes[t];
      }
      if (gAmplitudes.length > 0) {
        gAmplitudes[t] += (float) sum;
      }
    }
  }

  @Override
  public void backpropagateControls() {
    amplitude.backpropagate();
    if (!distribution.takesGradient()) {
      return;
    }
    float[] x = distribution.value();
    float[] gx = distribution.gradient();
    float[] c = distributionControl.value();
    float[] gc = distributionControl.gradient();
    for (int t = 0; t < sums.length; t++) {
      int from = t * harmonics;
      int to = from + bank.active(t);
      double mean = 0;
      for (int i = from; i < to; i++) {
        mean += gc[i] * c[i];
      }
      for (int i = from; i < to; i++) {
        gx[i] += (float) ((gc[i] - mean) / sums[t] * scale.slope(x[i], scaled[i]));
      }
    }
  }
}
