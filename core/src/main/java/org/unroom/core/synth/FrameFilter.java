package org.unroom.core.synth;

import java.util.Arrays;
import org.unroom.core.dsp.PackedSpectrum;
import org.unroom.core.dsp.RealFft;

/**
 * A filter that changes from frame to frame,
 *
 * <pre>
 *   y = sum over t of h_t * (w_t x),    w_t(n) = 1/2 + 1/2 cos(pi (n - t H) / H) for |n - t H| &lt; H
 * </pre>
 *
 * with zero-phase filters {@link ZeroPhaseFir} of B magnitudes each, every H samples. Frames fade
 * into each other, so that a filter that does not change is one filter and one that does makes no
 * clicks; the reference library cuts rectangular frames. Each frame is one transform of at least 2
 * H + 2 (B - 1) samples. Samples beyond the ends of the signal are dropped.
 */
final class FrameFilter {
  private final int samples;
  private final int hop;
  private final int bands;
  private final int frames;
  private final RealFft fft;
  private final ZeroPhaseFir fir;
  private final float[] fade;
  private final float[] response;
  private final float[] gResponse;
  private final float[] frame;
  private final float[] gFrame;

  FrameFilter(int samples, int hop, int bands, int window) {
    if (samples < 1 || hop < 1) {
      throw new IllegalArgumentException(
          "samples=%d and hop=%d must be at least 1".formatted(samples, hop));
    }
    this.samples = samples;
    this.hop = hop;
    this.bands = bands;
    this.frames = Upsampling.frames(samples, hop);
    this.fft = RealFft.ofLength(RealFft.nextPowerOfTwo(2 * hop + 2 * (bands - 1)));
    this.fir = new ZeroPhaseFir(bands, window, fft);
    this.fade = new float[2 * hop];
    for (int i = 0; i < fade.length; i++) {
      fade[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * i / hop));
    }
    this.response = new float[fft.bins()];
    this.gResponse = new float[fft.bins()];
    this.frame = new float[fft.length()];
    this.gFrame = new float[fft.length()];
  }

  /** Number of frames T that the signal needs. */
  int frames() {
    return frames;
  }

  /** Writes y; magnitudes are {@code m[t * B + b]}. */
  void forward(float[] x, float[] magnitudes, float[] y) {
    Arrays.fill(y, 0);
    for (int t = 0; t < frames; t++) {
      fir.response(magnitudes, t * bands, response);
      cut(x, t);
      fft.forward(frame);
      multiply(frame, response);
      fft.inverse(frame);
      int start = start(t) - bands + 1;
      for (int i = Math.max(0, -start); i < frame.length && start + i < samples; i++) {
        y[start + i] += frame[i];
      }
    }
  }

  /**
   * Adds the gradients.
   *
   * @param gx gradient with respect to x, added to; of length 0 if it is not wanted
   * @param gMagnitudes gradient with respect to the magnitudes, added to; of length 0 likewise
   */
  void adjoint(float[] gy, float[] x, float[] magnitudes, float[] gx, float[] gMagnitudes) {
    for (int t = 0; t < frames; t++) {
      int start = start(t) - bands + 1;
      for (int i = 0; i < gFrame.length; i++) {
        int n = start + i;
        gFrame[i] = n >= 0 && n < samples ? gy[n] : 0;
      }
      fft.forward(gFrame);
      if (gMagnitudes.length > 0) {
        cut(x, t);
        fft.forward(frame);
        correlate();
        fir.adjoint(gResponse, gMagnitudes, t * bands);
      }
      if (gx.length > 0) {
        fir.response(magnitudes, t * bands, response);
        multiply(gFrame, response);
        fft.inverse(gFrame);
        int first = start(t);
        for (int i = Math.max(0, -first); i < fade.length && first + i < samples; i++) {
          gx[first + i] += fade[i] * gFrame[i + bands - 1];
        }
      }
    }
  }

  private int start(int t) {
    return (t - 1) * hop;
  }

  /** The faded frame, behind B - 1 zeros, so that what the filter spreads forward has room. */
  private void cut(float[] x, int t) {
    Arrays.fill(frame, 0);
    int first = start(t);
    for (int i = Math.max(0, -first); i < fade.length && first + i < samples; i++) {
      frame[i + bands - 1] = fade[i] * x[first + i];
    }
  }

  private static void multiply(float[] packed, float[] response) {
    for (int k = 0; k < response.length; k++) {
      PackedSpectrum.set(
          packed,
          k,
          response[k] * PackedSpectrum.re(packed, k),
          response[k] * PackedSpectrum.im(packed, k));
    }
  }

  /** dL/dR[k] = c/P Re(conj(G) X), c = 1 at the ends, which have no mirror image, else 2. */
  private void correlate() {
    int last = gResponse.length - 1;
    for (int k = 0; k <= last; k++) {
      float share = (k == 0 || k == last ? 1f : 2f) / fft.length();
      gResponse[k] =
          share
              * (PackedSpectrum.re(gFrame, k) * PackedSpectrum.re(frame, k)
                  + PackedSpectrum.im(gFrame, k) * PackedSpectrum.im(frame, k));
    }
  }
}
