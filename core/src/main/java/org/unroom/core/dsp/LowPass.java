package org.unroom.core.dsp;

import java.util.Arrays;

/**
 * Windowed-sinc low-pass filters for changes of the sample rate by {@code up/down},
 *
 * <pre>
 *   h[i] = w[i] sinc(fc (i - L)),   i = 0..2L,   sum h = 1
 * </pre>
 *
 * at the rate {@code up} times the input's: {@code fc} as a share of that rate's Nyquist frequency,
 * w a Kaiser window. Filters are symmetric about tap L, so a {@link Resampler} that takes tap L as
 * time zero adds no delay. With m = max(up, down), 1/m is the lower one of the two Nyquist
 * frequencies.
 *
 * @param taps the 2L + 1 coefficients at the raised rate, gain 1 at 0 Hz
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; whoever builds one hands the array over
public record LowPass(double[] taps) {
  private static final double SHARP_DB = 100;
  private static final double SHARP_PASS = 0.92;

  /** Checks that there is a tap in the middle. */
  public LowPass {
    if (taps.length % 2 == 0) {
      throw new IllegalArgumentException(
          "taps.length=%d must be odd; a filter needs a middle tap".formatted(taps.length));
    }
  }

  /** Samples each side of the middle tap. */
  public int halfLength() {
    return taps.length / 2;
  }

  /**
   * For audio: flat to 0.92 of the lower Nyquist frequency (20.3 kHz at 44.1 kHz) and 100 dB down
   * from that frequency on, so nothing folds back.
   */
  public static LowPass sharp(int up, int down) {
    int m = Math.max(up, down);
    double transition = Math.PI * (1 - SHARP_PASS) / m;
    int half = Kaiser.halfLength(SHARP_DB, transition);
    return windowedSinc(half, (1 + SHARP_PASS) / 2 / m, Kaiser.beta(SHARP_DB));
  }

  /**
   * The convention of {@code scipy.signal.resample_poly(x, up, down, window=("kaiser", 10.0))}: L =
   * 10 m, fc = 1/m (6 dB down there), beta = 10.
   */
  public static LowPass kaiser10(int up, int down) {
    int m = Math.max(up, down);
    return windowedSinc(10 * m, 1.0 / m, 10);
  }

  /**
   * The convention of Octave's {@code resample}, on which STOI figures rest: 60 dB, fc = 1/m, and L
   * from a transition of a tenth of fc.
   */
  public static LowPass octave(int up, int down) {
    int m = Math.max(up, down);
    double rejectionDb = 60;
    double rollOff = 1.0 / (2 * m) / 10;
    int half = (int) Math.ceil((rejectionDb - 8) / (28.714 * rollOff));
    return windowedSinc(half, 1.0 / m, Kaiser.beta(rejectionDb));
  }

  private static LowPass windowedSinc(int half, double cutoff, double beta) {
    double[] h = Kaiser.symmetric(2 * half + 1, beta);
    for (int i = 0; i < h.length; i++) {
      h[i] *= sinc(cutoff * (i - half));
    }
    double sum = Arrays.stream(h).sum();
    for (int i = 0; i < h.length; i++) {
      h[i] /= sum;
    }
    return new LowPass(h);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
