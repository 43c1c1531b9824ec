package org.unroom.core.dsp;

import org.unroom.core.parallel.Workers;

/**
 * Short-time Fourier transform and its inverse, with frame length N, hop H and the periodic Hann
 * window w both ways,
 *
 * <pre>
 *   X[f][t] = sum over i of w[i] x[t H - P + i] exp(-2 pi i f i / N),      f = 0..N/2
 *   x[n]    = sum over t of w[n + P - t H] x_t[n + P - t H] / sum over t of w[n + P - t H]^2
 * </pre>
 *
 * where P zeros stand before the signal ({@link Padding}) and x_t is the inverse transform of frame
 * t. Not scaled: a full-scale sine has magnitude N/4 in its bin. The inverse is the least-squares
 * one (D. W. Griffin, J. S. Lim, "Signal estimation from modified short-time Fourier transform",
 * IEEE Trans. ASSP 32 (2), 1984, eq. 6); of an unchanged spectrogram it is the signal itself.
 * Imaginary parts of bin 0 and bin N/2 are zero and not looked at. Results are the same bytes for
 * any number of threads.
 */
public final class Stft {
  private static final int FRAMES_PER_PIECE = 32;

  private final int nFft;
  private final int hop;
  private final Padding padding;
  private final RealFft fft;
  private final float[] window;
  private final OverlapAdd overlapAdd;

  /**
   * Plans the transform.
   *
   * @param nFft frame length N in samples, even; 1024 = 64 ms at 16 kHz
   * @param hop hop H in samples, 1..N/2; 256 = 16 ms at 16 kHz
   * @param padding zeros around the signal
   */
  public Stft(int nFft, int hop, Padding padding) {
    if (nFft < 2 || nFft % 2 != 0) {
      throw new IllegalArgumentException("nFft=%d must be even and at least 2".formatted(nFft));
    }
    if (hop < 1 || hop > nFft / 2) {
      throw new IllegalArgumentException(
          "hop=%d must be 1..%d, half of nFft=%d; farther apart the frames leave gaps"
              .formatted(hop, nFft / 2, nFft));
    }
    this.nFft = nFft;
    this.hop = hop;
    this.padding = padding;
    this.fft = RealFft.ofLength(nFft);
    this.window = toFloat(Window.HANN.periodic(nFft));
    this.overlapAdd = new OverlapAdd(Window.HANN.periodic(nFft), hop);
  }

  /** Number of bins, N/2 + 1. */
  public int bins() {
    return nFft / 2 + 1;
  }

  /** Number of frames of a signal of n samples. */
  public int frames(int n) {
    return padding.frames(n, nFft, hop);
  }

  /** The spectrogram of a signal of any length. */
  public ComplexSpectrogram forward(float[] x, Workers workers) {
    ComplexSpectrogram spectrogram = new ComplexSpectrogram(bins(), frames(x.length));
    forward(x, spectrogram, workers);
    return spectrogram;
  }

  /** As {@link #forward(float[], Workers)}, into a spectrogram of the right shape. */
  public void forward(float[] x, ComplexSpectrogram into, Workers workers) {
    requireShape(into, x.length);
    int pieces = (into.frames() + FRAMES_PER_PIECE - 1) / FRAMES_PER_PIECE;
    workers.forEach(
        pieces,
        () -> new float[FRAMES_PER_PIECE][nFft],
        (piece, spectra) -> forwardPiece(x, into, piece * FRAMES_PER_PIECE, spectra));
  }

  /** The signal of {@code length} samples whose spectrogram this is; for {@link Padding#FULL}. */
  public float[] inverse(ComplexSpectrogram spectrogram, int length, Workers workers) {
    if (padding != Padding.FULL) {
      throw new IllegalStateException("padding=%s has no inverse; use FULL".formatted(padding));
    }
    requireShape(spectrogram, length);
    return overlapAdd.signal(spectrogram, length, workers);
  }

  private void forwardPiece(float[] x, ComplexSpectrogram into, int first, float[][] spectra) {
    int count = Math.min(FRAMES_PER_PIECE, into.frames() - first);
    for (int j = 0; j < count; j++) {
      windowFrame(x, (first + j) * hop - padding.before(nFft), spectra[j]);
      fft.forward(spectra[j]);
    }
    for (int f = 0; f < bins(); f++) {
      float[] re = into.re(f);
      float[] im = into.im(f);
      for (int j = 0; j < count; j++) {
        re[first + j] = PackedSpectrum.re(spectra[j], f);
        im[first + j] = PackedSpectrum.im(spectra[j], f);
      }
    }
  }

  private void windowFrame(float[] x, int start, float[] frame) {
    for (int i = 0; i < nFft; i++) {
      int n = start + i;
      frame[i] = n >= 0 && n < x.length ? window[i] * x[n] : 0;
    }
  }

  private void requireShape(ComplexSpectrogram s, int length) {
    if (s.bins() != bins() || s.frames() != frames(length)) {
      throw new IllegalArgumentException(
          "spectrogram has %d bins and %d frames; %d samples at nFft=%d, hop=%d need %d and %d"
              .formatted(s.bins(), s.frames(), length, nFft, hop, bins(), frames(length)));
    }
  }

  private static float[] toFloat(double[] a) {
    float[] b = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      b[i] = (float) a[i];
    }
    return b;
  }
}
