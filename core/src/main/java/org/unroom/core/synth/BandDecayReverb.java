package org.unroom.core.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * A room that decays exponentially in each of a few bands, behind early reflections,
 *
 * <pre>
 *   h[k] = early[k - 1] + sum over b of level[b] 10^(-3 k / (T60[b] fs)) noise_b[k],   h[0] = 0
 *   y = x + x * h
 * </pre>
 *
 * with noise_b from {@link BandNoise}, which starts 2.5 ms behind the direct sound. A level of l in
 * all bands is white Gaussian noise of deviation l at k = 0, so the reverberant energy of a band is
 * {@code l^2 T60 fs / 13.8} times the direct sound's. A handful of numbers, which cannot keep a
 * noisy tail as free taps do. Control: {@code ir} {@code [L][1]}.
 */
public final class BandDecayReverb implements Processor {
  private static final double DECADES = -3 * Math.log(10);

  private final double sampleRateHz;
  private final Signal audio;
  private final Signal t60Seconds;
  private final Signal level;
  private final Signal early;
  private final float[][] noise;
  private final Signal ir;
  private final List<Signal> inputs;
  private final RoomConvolution room;

  /**
   * Takes the noise of the bands.
   *
   * @param noise of the bands, L samples each
   * @param audio x, {@code [N][1]}
   * @param t60Seconds decay times, above 0, {@code [1][B]}
   * @param level amplitude densities, {@code [1][B]}
   * @param early taps 1..E of the response, E below L, {@code [E][1]}
   */
  public BandDecayReverb(
      BandNoise noise, Signal audio, Signal t60Seconds, Signal level, Signal early) {
    this.sampleRateHz = noise.sampleRateHz();
    this.audio = audio;
    this.noise = noise.bands();
    this.t60Seconds = t60Seconds.require("t60Seconds", 1, this.noise.length);
    this.level = level.require("level", 1, this.noise.length);
    this.early = early.require("early", early.frames(), 1);
    this.ir = Signal.computed(noise.taps(), 1);
    if (early.frames() >= noise.taps()) {
      throw new IllegalArgumentException(
          "early has %d taps; the response has %d and must be longer"
              .formatted(early.frames(), noise.taps()));
    }
    this.inputs = List.of(audio, t60Seconds, level, early);
    this.room = new RoomConvolution(audio, ir);
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

  private double ratio(int band) {
    return Math.exp(DECADES / (t60Seconds.value()[band] * sampleRateHz));
  }

  @Override
  public void computeControls() {
    float[] h = ir.value();
    Arrays.fill(h, 0);
    System.arraycopy(early.value(), 0, h, 1, early.frames());
    for (int b = 0; b < noise.length; b++) {
      double ratio = ratio(b);
      double envelope = level.value()[b];
      for (int k = 0; k < h.length; k++) {
        h[k] += (float) envelope * noise[b][k];
        envelope *= ratio;
      }
    }
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
    for (int k = 0; k < early.gradient().length; k++) {
      early.gradient()[k] += gh[k + 1];
    }
    for (int b = 0; b < noise.length; b++) {
      addGradients(b, gh);
    }
  }

  private void addGradients(int b, float[] gh) {
    double ratio = ratio(b);
    double envelope = 1;
    double ofLevel = 0;
    double ofExponent = 0;
    for (int k = 0; k < gh.length; k++) {
      double product = envelope * noise[b][k] * gh[k];
      ofLevel += product;
      ofExponent += product * k;
      envelope *= ratio;
    }
    if (level.takesGradient()) {
      level.gradient()[b] += (float) ofLevel;
    }
    if (t60Seconds.takesGradient()) {
      double t60 = t60Seconds.value()[b];
      double slope = -DECADES / (t60 * t60 * sampleRateHz);
      t60Seconds.gradient()[b] += (float) (ofExponent * slope * level.value()[b]);
    }
  }
}
