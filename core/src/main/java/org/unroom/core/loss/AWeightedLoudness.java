package org.unroom.core.loss;

/**
 * A-weighted loudness of frames in decibels, differentiable,
 *
 * <pre>
 *   L[t] = max(-80, 10 log10(mean over f of 10^(A(f) / 10) |X[f][t]|^2))
 * </pre>
 *
 * with Hann frames of about 2048/16000 s, a frame every 4 ms (250 Hz), and the A-weighting of IEC
 * 61672-1. Magnitudes are not scaled, as in the reference library (version 3; its older models were
 * trained with another reference level). Not the loudness of broadcasting, which {@code
 * core.loudness} measures.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class AWeightedLoudness {
  private static final double FRAMES_PER_SECOND = 250;
  private static final int SIZE_AT_16_KHZ = 2048;
  private static final double LOWEST_DB = -80;
  private static final double PER_DECADE = 10;
  private static final double SMALLEST_POWER = Math.pow(10, LOWEST_DB / PER_DECADE);

  private final FrameLanes lanes;
  private final float[] weights;
  private final float[] loudness;
  private final double[] power;

  /**
   * Plans the frames.
   *
   * @param sampleRateHz samples per second, at least 250
   * @param length of the signals, at least 1
   */
  public AWeightedLoudness(int sampleRateHz, int length) {
    int hop = (int) Math.round(sampleRateHz / FRAMES_PER_SECOND);
    if (hop < 1 || length < 1) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d must be at least 250 and length=%d at least 1"
              .formatted(sampleRateHz, length));
    }
    SpectralLossSettings standard = SpectralLossSettings.standard();
    int size = standard.sizes(sampleRateHz).get(standard.sizesAt16Khz().indexOf(SIZE_AT_16_KHZ));
    this.lanes = new FrameLanes(size, hop, length, false);
    this.weights = new float[lanes.bins()];
    for (int f = 0; f < weights.length; f++) {
      double db = weightDb(f * (double) sampleRateHz / size);
      weights[f] = (float) (Math.pow(10, db / PER_DECADE) / weights.length);
    }
    this.loudness = new float[lanes.frames()];
    this.power = new double[lanes.frames()];
  }

  /** A(f) in dB: 0 at 1 kHz, −∞ at 0 Hz (IEC 61672-1:2013, eq. E.6). */
  public static double weightDb(double hz) {
    double f2 = hz * hz;
    double gain =
        Math.pow(12194.217, 2)
            * f2
            * f2
            / ((f2 + Math.pow(20.598997, 2))
                * Math.sqrt((f2 + Math.pow(107.65265, 2)) * (f2 + Math.pow(737.86223, 2)))
                * (f2 + Math.pow(12194.217, 2)));
    return 20 * Math.log10(gain) + 2.0;
  }

  /** Number of frames T: a frame every hop, the last may reach beyond the end. */
  public int frames() {
    return lanes.frames();
  }

  /** Loudness {@code [t]} in dB; the array holds until the next call. */
  public float[] of(float[] x) {
    lanes.load(x);
    for (int b = 0; b < lanes.blocks(); b++) {
      take(b, lanes.magnitudes(b));
    }
    return loudness;
  }

  private void take(int block, float[][] mag) {
    int first = lanes.first(block);
    for (int j = 0; j < lanes.count(block); j++) {
      double sum = 0;
      for (int f = 0; f < weights.length; f++) {
        sum += (double) weights[f] * mag[f][j] * mag[f][j];
      }
      power[first + j] = sum;
      loudness[first + j] = (float) (PER_DECADE * Math.log10(Math.max(sum, SMALLEST_POWER)));
    }
  }

  /** Adds to {@code gx} the gradient with respect to the signal of what has gradient gLoudness. */
  public void addGradient(float[] x, float[] gLoudness, float[] gx) {
    double perNeper = PER_DECADE / Math.log(10);
    lanes.load(x);
    for (int b = 0; b < lanes.blocks(); b++) {
      float[][] mag = lanes.magnitudes(b);
      take(b, mag);
      float[][] g = lanes.gradient();
      for (int j = 0; j < lanes.count(b); j++) {
        double p = power[lanes.first(b) + j];
        double each = p > SMALLEST_POWER ? perNeper * gLoudness[lanes.first(b) + j] / p : 0;
        for (int f = 0; f < weights.length; f++) {
          g[f][j] = (float) (each * 2 * weights[f] * mag[f][j]);
        }
      }
      lanes.backpropagate(b);
    }
    lanes.addGradient(gx);
  }
}
