package org.unroom.core.synth;

import java.util.List;
import java.util.Map;
import org.unroom.core.diff.Signal;

/**
 * Frequencies from numbers of any size, K for each frame, in one of three ways ({@link Way}).
 * Between the ends of the scale everything is on the logarithmic scale, as pitch is heard:
 *
 * <pre>
 *   SOFTMAX         ln f = sum over d of softmax(x_d) ln g_d,     D inputs for each frequency
 *   SIGMOID         ln f = ln low + (ln high - ln low) sigmoid(x)
 *   CRITICAL_BANDS  f = c_k + ERB(c_k) tanh(x),   c_k: K centres, equal on the Bark scale
 * </pre>
 *
 * ERB after B. C. J. Moore, B. R. Glasberg (1983): 24.7 (4.37 f / 1000 + 1). The signal is {@code
 * [T][K]} in hertz.
 */
public final class Frequencies implements Processor {
  /** From what numbers frequencies are made. */
  public enum Way {
    /** A soft choice among D points. */
    SOFTMAX,
    /** One number each, over the whole range. */
    SIGMOID,
    /** One number each, around the centre of an own critical band. */
    CRITICAL_BANDS
  }

  private static final double BARK_SCALE = 26.81;
  private static final double BARK_HZ = 1960;
  private static final double BARK_OFFSET = 0.53;

  private final Way way;
  private final double lowHz;
  private final double highHz;
  private final int depth;
  private final Signal input;
  private final Signal signal;

  /**
   * Plans the scale.
   *
   * @param way how
   * @param lowHz low end, above 0; 20 is the reference's
   * @param highHz high end, above the low one; 8000 is the reference's
   * @param depth inputs per frequency D: 1, and for SOFTMAX at least 2
   * @param input {@code [T][K D]}, the D of a frequency side by side
   */
  public Frequencies(Way way, double lowHz, double highHz, int depth, Signal input) {
    if (!(lowHz > 0 && highHz > lowHz)) {
      throw new IllegalArgumentException(
          "lowHz=%s and highHz=%s must be above 0 and rise".formatted(lowHz, highHz));
    }
    if ((way == Way.SOFTMAX) != (depth > 1) || depth < 1 || input.channels() % depth != 0) {
      throw new IllegalArgumentException(
          "depth=%d must be 1, or at least 2 for SOFTMAX, and divide the %d channels"
              .formatted(depth, input.channels()));
    }
    this.way = way;
    this.lowHz = lowHz;
    this.highHz = highHz;
    this.depth = depth;
    this.input = input;
    this.signal = Signal.computed(input.frames(), input.channels() / depth);
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
    float[] f = signal.value();
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) frequency(i);
    }
  }

  private double frequency(int i) {
    double x = input.value()[i * depth];
    return switch (way) {
      case SOFTMAX -> Math.exp(softmaxMean(i));
      case SIGMOID -> onLogScale(ControlScale.sigmoid(x));
      case CRITICAL_BANDS -> center(i) + erb(center(i)) * Math.tanh(x);
    };
  }

  @Override
  public void backpropagateSignal() {
    if (!input.takesGradient()) {
      return;
    }
    float[] gf = signal.gradient();
    for (int i = 0; i < gf.length; i++) {
      double f = signal.value()[i];
      double x = input.value()[i * depth];
      if (way == Way.SOFTMAX) {
        addOfSoftmax(i, gf[i] * f);
      } else if (way == Way.SIGMOID) {
        double s = ControlScale.sigmoid(x);
        input.gradient()[i] += (float) (gf[i] * f * Math.log(highHz / lowHz) * s * (1 - s));
      } else {
        double tanh = Math.tanh(x);
        input.gradient()[i] += (float) (gf[i] * erb(center(i)) * (1 - tanh * tanh));
      }
    }
  }

  private double onLogScale(double share) {
    return lowHz * Math.pow(highHz / lowHz, share);
  }

  private double logPoint(int d) {
    return Math.log(onLogScale(d / (depth - 1.0)));
  }

  private double weight(int i, int d) {
    return Math.exp(input.value()[i * depth + d] - largest(i));
  }

  private double largest(int i) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int d = 0; d < depth; d++) {
      largest = Math.max(largest, input.value()[i * depth + d]);
    }
    return largest;
  }

  private double sumOfWeights(int i) {
    double sum = 0;
    for (int d = 0; d < depth; d++) {
      sum += weight(i, d);
    }
    return sum;
  }

  private double softmaxMean(int i) {
    double mean = 0;
    for (int d = 0; d < depth; d++) {
      mean += weight(i, d) * logPoint(d);
    }
    return mean / sumOfWeights(i);
  }

  private void addOfSoftmax(int i, double ofLogarithm) {
    double mean = softmaxMean(i);
    double sum = sumOfWeights(i);
    for (int d = 0; d < depth; d++) {
      double share = weight(i, d) / sum;
      input.gradient()[i * depth + d] += (float) (ofLogarithm * share * (logPoint(d) - mean));
    }
  }

  private double center(int i) {
    int k = i % signal.channels();
    double low = bark(lowHz);
    double share = (k + 0.5) / signal.channels();
    return hertz(low + (bark(highHz) - low) * share);
  }

  private static double erb(double hz) {
    return 24.7 * (4.37 * hz / 1000 + 1);
  }

  /** H. Traunmueller, "Analytical expressions for the tonotopic sensory scale", 1990, eq. 6. */
  private static double bark(double hz) {
    return BARK_SCALE * hz / (BARK_HZ + hz) - BARK_OFFSET;
  }

  private static double hertz(double bark) {
    return BARK_HZ * (bark + BARK_OFFSET) / (BARK_SCALE - BARK_OFFSET - bark);
  }

  @Override
  public void backpropagateControls() {}
}
