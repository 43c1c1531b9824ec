package org.unroom.core.dsp;

import org.unroom.core.parallel.Workers;

/**
 * The inverse half of an {@link Stft} with {@link Padding#FULL},
 *
 * <pre>
 *   x[n] = sum over t of v[n + N - t H] x_t[n + N - t H]
 *   v[i] = w[i] / sum over r of w[i mod H + r H]^2
 * </pre>
 *
 * with x_t the inverse transform of frame t. Every sample lies in every frame that the window
 * allows, so the divisor depends on the place within the hop alone. The signal is cut into pieces;
 * each piece sums all frames that reach it in the order of frames and transforms the few that it
 * shares with its neighbours itself, so no two threads add to one sample.
 */
final class OverlapAdd {
  private static final int HOPS_PER_PIECE = 64;
  private static final int FRAMES_AT_ONCE = 32;

  private final int nFft;
  private final int hop;
  private final RealFft fft;
  private final float[] synthesisWindow;

  OverlapAdd(double[] window, int hop) {
    this.nFft = window.length;
    this.hop = hop;
    this.fft = RealFft.ofLength(nFft);
    this.synthesisWindow = synthesisWindow(window, hop);
  }

  private static float[] synthesisWindow(double[] w, int hop) {
    double[] sumOfSquares = new double[hop];
    for (int i = 0; i < w.length; i++) {
      sumOfSquares[i % hop] += w[i] * w[i];
    }
    float[] v = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      v[i] = (float) (w[i] / sumOfSquares[i % hop]);
    }
    return v;
  }

  /** The signal of {@code length} samples; the spectrogram has the frames that it needs. */
  float[] signal(ComplexSpectrogram spectrogram, int length, Workers workers) {
    float[] x = new float[length];
    int samplesPerPiece = HOPS_PER_PIECE * hop;
    workers.forEach(
        (length + samplesPerPiece - 1) / samplesPerPiece,
        () -> new float[FRAMES_AT_ONCE][nFft],
        (piece, frames) -> {
          int from = piece * samplesPerPiece;
          addPiece(spectrogram, x, from, Math.min(length, from + samplesPerPiece), frames);
        });
    return x;
  }

  /** Adds to {@code x[from..to)} all frames that reach it; frame t covers {@code [tH - N, tH)}. */
  private void addPiece(ComplexSpectrogram s, float[] x, int from, int to, float[][] frames) {
    int last = (to - 1 + nFft) / hop;
    for (int first = from / hop + 1; first <= last; first += FRAMES_AT_ONCE) {
      int count = Math.min(FRAMES_AT_ONCE, last - first + 1);
      gather(s, first, count, frames);
      for (int j = 0; j < count; j++) {
        fft.inverse(frames[j]);
        add(frames[j], (first + j) * hop - nFft, x, from, to);
      }
    }
  }

  private void gather(ComplexSpectrogram s, int first, int count, float[][] frames) {
    for (int f = 0; f < s.bins(); f++) {
      float[] re = s.re(f);
      float[] im = s.im(f);
      for (int j = 0; j < count; j++) {
        PackedSpectrum.set(frames[j], f, re[first + j], im[first + j]);
      }
    }
  }

  private void add(float[] frame, int start, float[] x, int from, int to) {
    int end = Math.min(to, start + nFft);
    for (int n = Math.max(from, start); n < end; n++) {
      x[n] += synthesisWindow[n - start] * frame[n - start];
    }
  }
}
