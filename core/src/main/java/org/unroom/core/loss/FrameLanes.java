package org.unroom.core.loss;

import java.util.Arrays;
import org.unroom.core.dsp.LaneFft;
import org.unroom.core.dsp.Window;

/**
 * Magnitudes of Hann-windowed frames and the way back for their gradient, many frames at once,
 *
 * <pre>
 *   m[f][t] = | sum over i of w[i] x[t H + i] exp(-2 pi i f i / N) |,  f = 0..N/2,  t = 0..T-1
 *   gx[n]  += sum over t, f of g[f][t] dm[f][t]/dx[n]
 * </pre>
 *
 * with T = ceil(length / H) and zeros behind the end (TensorFlow's {@code pad_end}), not scaled.
 * Frames lie in lanes, {@code mag[f][lane]}, in blocks; two real frames go through one complex
 * transform. The signal is laid out once as {@code [r][q]} = x[q H + r], where sample p H + r of
 * all frames stands in row r, shifted by p. The gradient of a magnitude of zero is zero.
 *
 * <p>In this order: {@link #load}; for each block {@link #magnitudes}, then the gradient into
 * {@link #gradient} and {@link #backpropagate}; {@link #addGradient}. Not for several threads.
 */
final class FrameLanes {
  private static final int MOST_LANES = 128;
  private static final int STEP = 16;
  private static final float HALF = 0.5f;
  private static final float TINY = 1e-20f;

  private final int nFft;
  private final int hop;
  private final int length;
  private final int frames;
  private final int lanes;
  private final LaneFft fft;
  private final float[] window;
  private final float[][] layout;
  private final float[][] gLayout;
  private final float[][] re;
  private final float[][] im;
  private final float[][] mag;
  private final float[][] gradient;
  private final float[] one;
  private final float[] other;

  /**
   * Plans the frames of a signal.
   *
   * @param nFft N, a length that {@link LaneFft} takes, at least 2
   * @param hop H, at least 1
   * @param length of the signal, at least 1
   * @param oneBlock whether all frames must lie in one block
   */
  FrameLanes(int nFft, int hop, int length, boolean oneBlock) {
    this.nFft = nFft;
    this.hop = hop;
    this.length = length;
    this.frames = (length + hop - 1) / hop;
    int pairs = (frames + 1) / 2;
    int blocks = oneBlock ? 1 : (pairs + MOST_LANES - 1) / MOST_LANES;
    this.lanes = ((pairs + blocks - 1) / blocks + STEP - 1) / STEP * STEP;
    this.fft = new LaneFft(nFft);
    this.window = hann(nFft);
    int columns = blocks() * 2 * lanes + (nFft + hop - 1) / hop;
    this.layout = new float[hop][columns];
    this.gLayout = new float[hop][columns];
    this.re = new float[nFft][lanes];
    this.im = new float[nFft][lanes];
    this.mag = new float[bins()][2 * lanes];
    this.gradient = new float[bins()][2 * lanes];
    this.one = new float[lanes];
    this.other = new float[lanes];
  }

  private static float[] hann(int n) {
    double[] hann = Window.HANN.periodic(n);
    float[] window = new float[n];
    for (int i = 0; i < n; i++) {
      window[i] = (float) hann[i];
    }
    return window;
  }

  /** Number of bins, N/2 + 1. */
  int bins() {
    return nFft / 2 + 1;
  }

  /** Number of frames T. */
  int frames() {
    return frames;
  }

  /** Number of blocks. */
  int blocks() {
    return (frames + 2 * lanes - 1) / (2 * lanes);
  }

  /** Length of a row: frames of a block, together with the missing ones of the last. */
  int rowLength() {
    return 2 * lanes;
  }

  /** First frame of a block. */
  int first(int block) {
    return block * 2 * lanes;
  }

  /** Frames of a block that exist. */
  int count(int block) {
    return Math.min(2 * lanes, frames - first(block));
  }

  /** Takes a signal, and starts a gradient with respect to it. */
  void load(float[] x) {
    for (int r = 0; r < hop; r++) {
      float[] row = layout[r];
      int q = 0;
      for (int n = r; n < length; n += hop) {
        row[q++] = x[n];
      }
      Arrays.fill(row, q, row.length, 0);
      Arrays.fill(gLayout[r], 0);
    }
  }

  /** Transforms a block; the rows {@code [f][lane]} hold until the next one. */
  float[][] magnitudes(int block) {
    for (int i = 0; i < nFft; i++) {
      int from = first(block) + i / hop;
      System.arraycopy(layout[i % hop], from, re[i], 0, lanes);
      System.arraycopy(layout[i % hop], from + lanes, im[i], 0, lanes);
      scale(re[i], window[i]);
      scale(im[i], window[i]);
    }
    fft.forward(re, im);
    for (int f = 0; f < bins(); f++) {
      int k = fft.row(f);
      int mirrored = fft.row((nFft - f) % nFft);
      if (k == mirrored) {
        absolute(re[k], one);
        absolute(im[k], other);
      } else {
        separate(re[k], im[k], re[mirrored], im[mirrored]);
        modulus(re[k], im[k], one);
        modulus(re[mirrored], im[mirrored], other);
      }
      System.arraycopy(one, 0, mag[f], 0, lanes);
      System.arraycopy(other, 0, mag[f], lanes, lanes);
    }
    return mag;
  }

  /** Rows {@code [f][lane]} for the gradient with respect to the block's magnitudes. */
  float[][] gradient() {
    return gradient;
  }

  /** Takes the gradient with respect to the magnitudes of the last block back to the samples. */
  void backpropagate(int block) {
    silence(gradient, count(block));
    for (int f = 0; f < bins(); f++) {
      int k = fft.row(f);
      int mirrored = fft.row((nFft - f) % nFft);
      System.arraycopy(gradient[f], 0, one, 0, lanes);
      System.arraycopy(gradient[f], lanes, other, 0, lanes);
      if (k == mirrored) {
        direct(re[k], one);
        direct(im[k], other);
      } else {
        ratio(one, re[k], im[k]);
        ratio(other, re[mirrored], im[mirrored]);
        join(re[k], im[k], one, re[mirrored], im[mirrored], other);
      }
    }
    fft.inverse(re, im);
    for (int i = 0; i < nFft; i++) {
      int to = first(block) + i / hop;
      addTo(gLayout[i % hop], to, re[i], window[i]);
      addTo(gLayout[i % hop], to + lanes, im[i], window[i]);
    }
  }

  /** Adds the gradient with respect to the signal, of all blocks that were taken back. */
  void addGradient(float[] gx) {
    for (int r = 0; r < hop; r++) {
      float[] row = gLayout[r];
      int q = 0;
      for (int n = r; n < length; n += hop) {
        gx[n] += row[q++];
      }
    }
  }

  private static void silence(float[][] rows, int from) {
    for (float[] row : rows) {
      Arrays.fill(row, from, row.length, 0);
    }
  }

  private void addTo(float[] sum, int from, float[] x, float weight) {
    System.arraycopy(sum, from, one, 0, lanes);
    for (int j = 0; j < x.length; j++) {
      one[j] += weight * x[j];
    }
    System.arraycopy(one, 0, sum, from, lanes);
  }

  private static void scale(float[] x, float by) {
    for (int j = 0; j < x.length; j++) {
      x[j] *= by;
    }
  }

  private static void absolute(float[] x, float[] into) {
    for (int j = 0; j < x.length; j++) {
      into[j] = Math.abs(x[j]);
    }
  }

  private static void modulus(float[] re, float[] im, float[] into) {
    for (int j = 0; j < re.length; j++) {
      into[j] = (float) Math.sqrt(re[j] * re[j] + im[j] * im[j]);
    }
  }

  /** Bins f and N - f of one frame + i another become bin f of the one and bin f of the other. */
  private static void separate(float[] zr, float[] zi, float[] yr, float[] yi) {
    for (int j = 0; j < zr.length; j++) {
      float a = zr[j];
      float b = zi[j];
      float c = yr[j];
      float d = yi[j];
      zr[j] = HALF * (a + c);
      zi[j] = HALF * (b - d);
      yr[j] = HALF * (b + d);
      yi[j] = HALF * (c - a);
    }
  }

  /** g &lt;- g / |z|. */
  private static void ratio(float[] g, float[] re, float[] im) {
    for (int j = 0; j < g.length; j++) {
      g[j] /= (float) Math.sqrt(re[j] * re[j] + im[j] * im[j]) + TINY;
    }
  }

  /** x &lt;- g sign(x), for a bin that is real. */
  private static void direct(float[] x, float[] g) {
    for (int j = 0; j < x.length; j++) {
      x[j] = g[j] * x[j] / (Math.abs(x[j]) + TINY);
    }
  }

  /** Scales both bins, and makes of them bins f and N - f of one gradient + i the other. */
  private static void join(float[] ar, float[] ai, float[] ga, float[] br, float[] bi, float[] gb) {
    for (int j = 0; j < ar.length; j++) {
      float a = HALF * ga[j] * ar[j];
      float b = HALF * ga[j] * ai[j];
      float c = HALF * gb[j] * br[j];
      float d = HALF * gb[j] * bi[j];
      ar[j] = a - d;
      ai[j] = b + c;
      br[j] = a + d;
      bi[j] = c - b;
    }
  }
}
