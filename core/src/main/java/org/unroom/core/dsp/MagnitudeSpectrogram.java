package org.unroom.core.dsp;

/**
 * Magnitudes of windowed frames for measurements, {@code mag[t][f]}, one array per frame,
 *
 * <pre>
 *   mag[t][f] = | sum over i of w[i] x[t H + i] exp(-2 pi i f i / N) |,   f = 0..N/2
 * </pre>
 *
 * for any window of up to N samples (the frame is filled up with zeros at its end), any N and any
 * hop H. Samples beyond the end of the signal count as zeros; there is no padding before it and no
 * scaling. How many frames to take differs between definitions of measures, so it is asked for.
 */
public final class MagnitudeSpectrogram {
  private final double[] window;
  private final int hop;
  private final RealFft fft;

  /**
   * Plans the frames.
   *
   * @param window weights of the samples of a frame, 1..nFft of them
   * @param nFft transform length N, at least the window's
   * @param hop hop H in samples, at least 1
   */
  public MagnitudeSpectrogram(double[] window, int nFft, int hop) {
    if (window.length < 1 || window.length > nFft) {
      throw new IllegalArgumentException(
          "window has %d samples, nFft=%d; it needs 1..nFft".formatted(window.length, nFft));
    }
    if (hop < 1) {
      throw new IllegalArgumentException("hop=%d must be at least 1".formatted(hop));
    }
    this.window = window.clone();
    this.hop = hop;
    this.fft = RealFft.ofLength(nFft);
  }

  /** Frames that lie wholly inside a signal of n samples. */
  public int wholeFrames(int n) {
    return n < window.length ? 0 : (n - window.length) / hop + 1;
  }

  /** Frames it takes to reach every sample of a signal of n samples; 0 for none. */
  public int coveringFrames(int n) {
    return n == 0 ? 0 : Math.max(0, n - window.length + hop - 1) / hop + 1;
  }

  /** Magnitudes {@code [t][f]} of the frames 0..frames-1. */
  public float[][] of(float[] x, int frames) {
    float[][] mag = new float[frames][fft.bins()];
    float[] frame = new float[fft.length()];
    for (int t = 0; t < frames; t++) {
      windowFrame(x, t * hop, frame);
      fft.forward(frame);
      magnitudes(frame, mag[t]);
    }
    return mag;
  }

  /** The largest magnitude of all frames, 0 without frames. */
  public static float largest(float[][] mag) {
    float largest = 0;
    for (float[] frame : mag) {
      for (float v : frame) {
        largest = Math.max(largest, v);
      }
    }
    return largest;
  }

  private void windowFrame(float[] x, int start, float[] frame) {
    for (int i = 0; i < frame.length; i++) {
      boolean inside = i < window.length && start + i < x.length;
      frame[i] = inside ? (float) (window[i] * x[start + i]) : 0;
    }
  }

  private static void magnitudes(float[] packed, float[] mag) {
    for (int f = 0; f < mag.length; f++) {
      double re = PackedSpectrum.re(packed, f);
      double im = PackedSpectrum.im(packed, f);
      mag[f] = (float) Math.sqrt(re * re + im * im);
    }
  }
}
