package org.unroom.reverb.model;

/**
 * The partials of a tone in a power spectrogram: partial h of a frame with fundamental f0 puts its
 * power p_h into the bins around {@code h f0} as the Hann window's main lobe does,
 *
 * <pre>
 *   S[f] += sum over h of p_h K(f - h f0 / df),    K(d) = ( sinc d / (1 - d^2) )^2
 *   gp_h = sum over f of gS[f] K(f - h f0 / df)
 * </pre>
 *
 * over six bins to both sides; K is 1 at 0, 1/4 at 1. Where the fundamental moves within the
 * window, K is the mean over five places along the way; where it leaps (more than 6 % from frame to
 * frame) it is not smeared. The fundamental is given, so this is linear in p.
 */
public final class HarmonicLines {
  private static final int REACH = 6;
  private static final int WIDTH = 2 * REACH + 1;
  private static final double[] PLACES = {-0.5, -0.25, 0, 0.25, 0.5};
  private static final float TINY = 1e-12f;
  private static final double LEAP = 0.06;
  private static final double SHARE_OF_WINDOW = 0.5;

  private final int bins;
  private final int count;
  private final int[][] first;
  private final float[][] kernel;

  /**
   * Lines along a fundamental.
   *
   * @param f0Hz fundamental {@code [t]}
   * @param count number of partials H
   * @param bins number of bins F; what lies beyond is left out
   * @param binHz hertz from bin to bin
   * @param framesInWindow how many hops a window lasts, 4
   */
  public HarmonicLines(float[] f0Hz, int count, int bins, double binHz, double framesInWindow) {
    this.bins = bins;
    this.count = count;
    this.first = new int[f0Hz.length][count];
    this.kernel = new float[f0Hz.length][count * WIDTH];
    for (int t = 0; t < f0Hz.length; t++) {
      double slope = slope(f0Hz, t) * framesInWindow * SHARE_OF_WINDOW / binHz;
      for (int h = 1; h <= count; h++) {
        place(t, h, h * f0Hz[t] / binHz, h * slope);
      }
    }
  }

  /** Hertz a frame at frame t, 0 at leaps. */
  private static double slope(float[] f0Hz, int t) {
    int before = Math.max(0, t - 1);
    int after = Math.min(f0Hz.length - 1, t + 1);
    double slope = Math.abs(f0Hz[after] - f0Hz[before]) / Math.max(1, after - before);
    return slope > LEAP * f0Hz[t] ? 0 : slope;
  }

  private void place(int t, int h, double center, double width) {
    int start = (int) Math.rint(center) - REACH;
    first[t][h - 1] = start;
    for (int i = 0; i < WIDTH; i++) {
      int f = start + i;
      if (f >= 0 && f < bins && center < bins) {
        double sum = 0;
        for (double place : PLACES) {
          sum += lobe(f - center - place * width);
        }
        kernel[t][(h - 1) * WIDTH + i] = (float) (sum / PLACES.length);
      }
    }
  }

  static double lobe(double d) {
    if (Math.abs(Math.abs(d) - 1) < 1e-6) {
      return 0.25;
    }
    double x = Math.PI * d;
    double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
    double k = sinc / (1 - d * d);
    return k * k;
  }

  /** Number of partials H. */
  public int count() {
    return count;
  }

  /**
   * The largest of {@code row[f]} within a bin of partial h + 1 of frame t; tiny if it is beyond.
   */
  float peak(int t, int h, float[] row) {
    int center = first[t][h] + REACH;
    if (center >= bins) {
      return TINY;
    }
    float peak = TINY;
    for (int f = Math.max(0, center - 1); f <= Math.min(bins - 1, center + 1); f++) {
      peak = Math.max(peak, row[f]);
    }
    return peak;
  }

  /** Adds the partials of frame t with powers {@code p[h]} to {@code s[f]}. */
  public void forward(int t, float[] p, float[] s) {
    float[] k = kernel[t];
    for (int h = 0; h < count; h++) {
      int start = first[t][h];
      int to = Math.min(WIDTH, bins - start);
      for (int i = Math.max(0, -start); i < to; i++) {
        s[start + i] += p[h] * k[h * WIDTH + i];
      }
    }
  }

  /** Writes the gradients with respect to the powers of frame t. */
  public void adjoint(int t, float[] gs, float[] gp) {
    float[] k = kernel[t];
    for (int h = 0; h < count; h++) {
      int start = first[t][h];
      int to = Math.min(WIDTH, bins - start);
      float sum = 0;
      for (int i = Math.max(0, -start); i < to; i++) {
        sum += gs[start + i] * k[h * WIDTH + i];
      }
      gp[h] = sum;
    }
  }
}
