package org.unroom.reverb.metrics;

import java.util.OptionalDouble;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.Window;

/**
 * Log-spectral distance in dB,
 *
 * <pre>
 *   LSD = mean over t of sqrt( mean over f of (20 log10(max(A, d) / max(B, d)))^2 )
 * </pre>
 *
 * with A and B the magnitudes of reference and estimate, {@code [t][f]}, the estimate scaled to the
 * reference's energy, and the floor d 50 dB below the largest A. Frames of {@code
 * 2^round(log2(0.046 fs))} samples (32 to 64 ms: 512 at 16 kHz, 2048 at 44.1 and 48 kHz), hop a
 * quarter, periodic Hann, no padding but zeros to fill the last frame. Source: A. H. Gray, J. D.
 * Markel, "Distance measures for speech processing", IEEE Trans. ASSP 24 (5), 1976, with p = 2;
 * floor and framing are ours.
 *
 * <p>0 for equal signals; not available when the reference is silent.
 */
public final class LogSpectralDistance {
  private static final double FRAME_SECONDS = 0.046;
  private static final double FLOOR_DB = -50;

  private LogSpectralDistance() {}

  /** LSD in dB of the pair as it lies. */
  public static OptionalDouble db(SignalPair pair) {
    int nFft = 1 << Math.max(2, Math.round(log2(FRAME_SECONDS * pair.sampleRateHz())));
    MagnitudeSpectrogram frames =
        new MagnitudeSpectrogram(Window.HANN.periodic(nFft), nFft, nFft / 4);
    int count = frames.coveringFrames(pair.length());
    float[][] a = frames.of(pair.reference(), count);
    float[][] b = frames.of(pair.estimate(), count);
    double floor = Decibels.toAmplitude(FLOOR_DB) * MagnitudeSpectrogram.largest(a);
    return floor == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(meanDistance(a, b, pair.levelGain(), floor));
  }

  private static double meanDistance(float[][] a, float[][] b, double gain, double floor) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      double squares = 0;
      for (int f = 0; f < a[t].length; f++) {
        double d = Decibels.ofAmplitude(Math.max(a[t][f], floor) / Math.max(gain * b[t][f], floor));
        squares += d * d;
      }
      sum += Math.sqrt(squares / a[t].length);
    }
    return sum / a.length;
  }

  private static float log2(double x) {
    return (float) (Math.log(x) / Math.log(2));
  }
}
