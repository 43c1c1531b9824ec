package org.unroom.core.pitch;

import java.util.Arrays;
import org.unroom.core.dsp.PackedSpectrum;
import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.Window;

/**
 * One frame's power spectrum and, from the phase, the frequency of the sinusoid that each bin lies
 * on,
 *
 * <pre>
 *   P[f] = |X[f]|^2        hz[f] = f fs / N - fs / (2 pi) Im( X'[f] / X[f] )
 * </pre>
 *
 * where X' is the transform with the derivative of the (Hann) window: the reassigned frequency of
 * F. Auger and P. Flandrin, "Improving the readability of time-frequency and time-scale
 * representations by the reassignment method", IEEE Trans. Signal Processing 43 (5), 1995, eq. 13.
 * It is exact for a steady sinusoid that no other one comes near. One object a thread.
 */
final class PitchSpectra {
  private final int nFft;
  private final double binHz;
  private final float[] window;
  private final float[] slope;
  private final RealFft fft;
  private final float[] frame;
  private final float[] sloped;

  PitchSpectra(int nFft, int sampleRateHz) {
    this.nFft = nFft;
    this.binHz = sampleRateHz / (double) nFft;
    this.fft = RealFft.ofLength(nFft);
    this.frame = new float[nFft];
    this.sloped = new float[nFft];
    double[] hann = Window.HANN.periodic(nFft);
    this.window = new float[nFft];
    this.slope = new float[nFft];
    for (int i = 0; i < nFft; i++) {
      window[i] = (float) hann[i];
      slope[i] = (float) (Math.PI / nFft * Math.sin(2 * Math.PI * i / nFft));
    }
  }

  /**
   * Writes the power of bins 0..power.length-1 of the frame in the middle of which is {@code n}.
   */
  void power(float[] x, int n, float[] power) {
    transform(x, n, window, frame);
    for (int f = 0; f < power.length; f++) {
      float re = PackedSpectrum.re(frame, f);
      float im = PackedSpectrum.im(frame, f);
      power[f] = re * re + im * im;
    }
  }

  /** Takes the frame around {@code n}, of which {@link #reassignedHz} tells. */
  void load(float[] x, int n) {
    transform(x, n, window, frame);
    transform(x, n, slope, sloped);
  }

  /** Frequency of the sinusoid around bin f of the frame that was loaded, in hertz. */
  double reassignedHz(int f) {
    double re = PackedSpectrum.re(frame, f);
    double im = PackedSpectrum.im(frame, f);
    double power = re * re + im * im;
    if (power == 0) {
      return f * binHz;
    }
    double cross = PackedSpectrum.im(sloped, f) * re - PackedSpectrum.re(sloped, f) * im;
    return f * binHz - nFft * binHz / (2 * Math.PI) * cross / power;
  }

  private void transform(float[] x, int n, float[] weight, float[] into) {
    int start = n - nFft / 2;
    Arrays.fill(into, 0);
    int to = Math.min(nFft, x.length - start);
    for (int i = Math.max(0, -start); i < to; i++) {
      into[i] = weight[i] * x[start + i];
    }
    fft.forward(into);
  }
}
