package org.unroom.reverb.metrics;

import java.util.OptionalDouble;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.Window;

/**
 * Frequency-weighted segmental signal-to-noise ratio in dB,
 *
 * <pre>
 *   fwSegSNR = mean over active t of
 *       ( sum over b of A^0.2 clip(10 log10(A^2 / (A - B)^2), -10, 35) ) / ( sum over b of A^0.2 )
 * </pre>
 *
 * with A and B the magnitudes of reference and estimate in 23 triangular mel bands from 0 Hz to 8
 * kHz (or half the rate), {@code [t][b]}, the estimate scaled to the reference's energy. Frames of
 * 25 ms, hop a quarter, periodic Hann; active are the frames whose summed A is within 40 dB of the
 * largest. Source: Y. Hu, P. C. Loizou, "Evaluation of objective quality measures for speech
 * enhancement", IEEE Trans. ASLP 16 (1), 2008, eq. 5, with 25 critical bands there; bands, level
 * matching and active frames are ours.
 *
 * <p>35 for equal signals; not available when the reference is silent.
 */
public final class FwSegSnr {
  private static final double FRAME_SECONDS = 0.025;
  private static final int BANDS = 23;
  private static final double TOP_HZ = 8000;
  private static final double WEIGHT_EXPONENT = 0.2;
  private static final double LOWEST_DB = -10;
  private static final double HIGHEST_DB = 35;
  private static final double ACTIVE_DB = -40;
  private static final double TINY_POWER = 1e-20;

  private FwSegSnr() {}

  /** fwSegSNR in dB of the pair as it lies. */
  public static OptionalDouble db(SignalPair pair) {
    int n = Math.max(4, (int) (FRAME_SECONDS * pair.sampleRateHz()));
    MagnitudeSpectrogram frames = new MagnitudeSpectrogram(Window.HANN.periodic(n), n, n / 4);
    MelBands bands = new MelBands(n / 2 + 1, pair.sampleRateHz(), BANDS, TOP_HZ);
    // Magnitudes as scipy scales them, of a sine of amplitude 1: 1/2.
    double scale = 2.0 / n;
    int count = frames.coveringFrames(pair.length());
    double[][] a = bands.of(frames.of(pair.reference(), count), scale);
    double[][] b = bands.of(frames.of(pair.estimate(), count), scale * pair.levelGain());
    return meanOfActive(a, b);
  }

  private static OptionalDouble meanOfActive(double[][] a, double[][] b) {
    double threshold = 0;
    for (double[] frame : a) {
      threshold = Math.max(threshold, Decibels.toAmplitude(ACTIVE_DB) * sum(frame));
    }
    double total = 0;
    int active = 0;
    for (int t = 0; t < a.length; t++) {
      if (sum(a[t]) > threshold) {
        total += weightedSnr(a[t], b[t]);
        active++;
      }
    }
    return active == 0 ? OptionalDouble.empty() : OptionalDouble.of(total / active);
  }

  private static double weightedSnr(double[] a, double[] b) {
    double weighted = 0;
    double weights = 0;
    for (int k = 0; k < a.length; k++) {
      double noise = (a[k] - b[k]) * (a[k] - b[k]);
      double snr = Decibels.ofPower(a[k] * a[k] / (noise + TINY_POWER) + TINY_POWER);
      double weight = Math.pow(a[k], WEIGHT_EXPONENT);
      weighted += weight * Math.min(HIGHEST_DB, Math.max(LOWEST_DB, snr));
      weights += weight;
    }
    return weighted / weights;
  }

  private static double sum(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum;
  }
}
