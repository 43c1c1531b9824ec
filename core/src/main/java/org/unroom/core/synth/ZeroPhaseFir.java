package org.unroom.core.synth;

import java.util.Arrays;
import org.unroom.core.dsp.PackedSpectrum;
import org.unroom.core.dsp.RealFft;

/**
 * The frequency response of a filter that is designed by its magnitudes at B equally spaced
 * frequencies from 0 to half the sample rate (frequency sampling; J. Engel et al. 2020, sec. 3.4):
 *
 * <pre>
 *   h[n] = w[n] IDFT(m)[n],   n = -(B - 2)..B - 2,       R[k] = sum over n of h[n] cos(2 pi k n / P)
 * </pre>
 *
 * with a Hann window w of {@code min(window, 2 (B - 1))} samples around n = 0. The response is
 * real: the filter has no delay, exactly, which the reference library's (peak at tap 64, cropped at
 * 62) has not.
 */
final class ZeroPhaseFir {
  private final int bands;
  private final RealFft design;
  private final RealFft transform;
  private final float[] window;
  private final float[] taps;
  private final float[] spectrum;

  /**
   * Plans the design.
   *
   * @param bands B, at least 2, with B - 1 a power of two
   * @param window length of the window in samples, at least 1
   * @param transform P, which the response is for
   */
  ZeroPhaseFir(int bands, int window, RealFft transform) {
    if (bands < 2 || Integer.bitCount(bands - 1) != 1) {
      throw new IllegalArgumentException(
          "bands=%d must be a power of two and one more, such as 65".formatted(bands));
    }
    if (window < 1) {
      throw new IllegalArgumentException("window=%d must be at least 1 sample".formatted(window));
    }
    this.bands = bands;
    this.design = RealFft.ofLength(2 * (bands - 1));
    this.transform = transform;
    this.taps = new float[design.length()];
    this.spectrum = new float[transform.length()];
    this.window = new float[bands - 1];
    double length = Math.min(window, taps.length);
    for (int n = 0; n < this.window.length && 2 * n < length; n++) {
      this.window[n] = (float) (0.5 + 0.5 * Math.cos(2 * Math.PI * n / length));
    }
  }

  /** Writes the response R[k], k = 0..P/2, of magnitudes {@code m[from + b]}. */
  void response(float[] magnitudes, int from, float[] response) {
    Arrays.fill(taps, 0);
    for (int b = 0; b < bands; b++) {
      PackedSpectrum.set(taps, b, magnitudes[from + b], 0);
    }
    design.inverse(taps);
    Arrays.fill(spectrum, 0);
    spectrum[0] = window[0] * taps[0];
    for (int n = 1; n < window.length; n++) {
      spectrum[n] = window[n] * taps[n];
      spectrum[spectrum.length - n] = spectrum[n];
    }
    transform.forward(spectrum);
    for (int k = 0; k < response.length; k++) {
      response[k] = PackedSpectrum.re(spectrum, k);
    }
  }

  /**
   * Adds to {@code gMagnitudes[from + b]} what the gradient with respect to R[k] means for them.
   */
  void adjoint(float[] gResponse, float[] gMagnitudes, int from) {
    Arrays.fill(spectrum, 0);
    int last = gResponse.length - 1;
    for (int k = 0; k <= last; k++) {
      float share = k == 0 || k == last ? 1 : 0.5f;
      PackedSpectrum.set(spectrum, k, share * gResponse[k] * transform.length(), 0);
    }
    transform.inverse(spectrum);
    Arrays.fill(taps, 0);
    taps[0] = window[0] * spectrum[0];
    for (int n = 1; n < window.length; n++) {
      taps[n] = window[n] * spectrum[n];
      taps[taps.length - n] = taps[n];
    }
    design.forward(taps);
    for (int b = 0; b < bands; b++) {
      float share = (b == 0 || b == bands - 1 ? 1f : 2f) / design.length();
      gMagnitudes[from + b] += share * PackedSpectrum.re(taps, b);
    }
  }
}
