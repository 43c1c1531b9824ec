package org.unroom.core.synth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * One period of a wave, read at a pitch,
 *
 * <pre>
 *   y(n) = A(n) w(n, W frac(phi(n))),   phi(n) = sum over m &lt;= n of f0(m) / fs
 * </pre>
 *
 * linear between the W samples of the table and between the tables of two frames; W = 2048 is the
 * reference's. Controls: {@code amplitudes} A = f(amplitude) {@code [T][1]}, {@code wavetables}
 * {@code [T][W]} and {@code f0_hz} {@code [T][1]} as they came in. The gradient reaches amplitude,
 * table and f0. Nothing keeps a table's partials below half the sample rate: choose them so.
 */
public final class Wavetable implements Processor {
  private final int sampleRateHz;
  private final int size;
  private final ScaledControl amplitude;
  private final Signal wavetables;
  private final Signal f0Hz;
  private final HopRamp pitchRamp;
  private final HopRamp ramp;
  private final List<Signal> inputs;
  private final Signal signal;

  /**
   * Plans the reading.
   *
   * @param settings rate, length, hop and scale of the amplitude
   * @param amplitude before its scale, {@code [T][1]}
   * @param wavetables {@code [T][W]}, W at least 2
   * @param f0Hz at least 0, {@code [T][1]}
   */
  public Wavetable(HarmonicSettings settings, Signal amplitude, Signal wavetables, Signal f0Hz) {
    int frames = f0Hz.frames();
    this.sampleRateHz = settings.sampleRateHz();
    this.size = wavetables.channels();
    if (size < 2) {
      throw new IllegalArgumentException("wavetables of %d samples must have 2".formatted(size));
    }
    this.amplitude =
        new ScaledControl(amplitude.require("amplitude", frames, 1), settings.scale(), 0);
    this.wavetables = wavetables.require("wavetables", frames, size);
    this.f0Hz = f0Hz.require("f0Hz", frames, 1);
    this.pitchRamp = new HopRamp(settings.hop(), frames, Upsampling.LINEAR);
    this.ramp = new HopRamp(settings.hop(), frames, settings.upsampling());
    this.inputs = List.of(amplitude, wavetables, f0Hz);
    this.signal = Signal.computed(settings.samples(), 1);
  }

  @Override
  public List<Signal> inputs() {
    return inputs;
  }

  @Override
  public Map<String, Signal> controls() {
    Map<String, Signal> controls = new LinkedHashMap<>();
    controls.put("amplitudes", amplitude.control());
    controls.put("wavetables", wavetables);
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
  }

  private double nextPhase(double phase, int n) {
    double sum = phase + pitchRamp.at(f0Hz.value(), n) / (double) sampleRateHz;
    return sum - Math.floor(sum);
  }

  /** The wave of a frame at place i and a share of the way to the next. */
  private double read(int frame, int i, double share) {
    float[] w = wavetables.value();
    double now = w[frame * size + i];
    return now + (w[frame * size + (i + 1) % size] - now) * share;
  }

  private int place(double phase) {
    return Math.min(size - 1, (int) (phase * size));
  }

  @Override
  public void computeSignal() {
    float[] y = signal.value();
    double phase = 0;
    for (int n = 0; n < y.length; n++) {
      phase = nextPhase(phase, n);
      int i = place(phase);
      double share = phase * size - i;
      double now = read(ramp.frame(n), i, share);
      double next = read(ramp.next(n), i, share);
      double wave = now + (next - now) * ramp.share(n);
      y[n] = (float) (ramp.at(amplitude.control().value(), n) * wave);
    }
  }

  @Override
  public void backpropagateSignal() {
    float[] gy = signal.gradient();
    double[] ofPhase = new double[f0Hz.takesGradient() ? gy.length : 0];
    double phase = 0;
    for (int n = 0; n < gy.length; n++) {
      phase = nextPhase(phase, n);
      int i = place(phase);
      double share = phase * size - i;
      double now = read(ramp.frame(n), i, share);
      double next = read(ramp.next(n), i, share);
      ramp.add(amplitude.control().gradient(), n, gy[n] * (now + (next - now) * ramp.share(n)));
      double g = gy[n] * ramp.at(amplitude.control().value(), n);
      addOfTable(ramp.frame(n), i, share, g * (1 - ramp.share(n)));
      addOfTable(ramp.next(n), i, share, g * ramp.share(n));
      if (ofPhase.length > 0) {
        ofPhase[n] = g * size * slope(n, i);
      }
    }
    double behind = 0;
    for (int n = ofPhase.length - 1; n >= 0; n--) {
      behind += ofPhase[n];
      pitchRamp.add(f0Hz.gradient(), n, behind / sampleRateHz);
    }
  }

  private double slope(int n, int i) {
    double now = read(ramp.frame(n), i, 1) - read(ramp.frame(n), i, 0);
    double next = read(ramp.next(n), i, 1) - read(ramp.next(n), i, 0);
    return now + (next - now) * ramp.share(n);
  }

  private void addOfTable(int frame, int i, double share, double g) {
    if (wavetables.takesGradient()) {
      wavetables.gradient()[frame * size + i] += (float) (g * (1 - share));
      wavetables.gradient()[frame * size + (i + 1) % size] += (float) (g * share);
    }
  }

  @Override
  public void backpropagateControls() {
    amplitude.backpropagate();
  }
}
