package org.unroom.reverb.metrics;

import java.util.OptionalDouble;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.Window;

/**
 * Cepstral distance in dB, as the REVERB challenge measures it,
 *
 * <pre>
 *   CD = mean over t of min(10, (10 / ln 10) sqrt( (c_0 - c'_0)^2 + 2 sum_{k=1..24} (c_k - c'_k)^2 ))
 *   c[t][k] = (1/N) sum over f of ln max(|X[t][f]|, d) cos(2 pi f k / N) - mean over t of the same
 * </pre>
 *
 * for reference and estimate: real cepstra (not of a predictor) of frames of 25 ms, hop 10 ms, Hann
 * without its zero ends, N the next power of two, floor d 100 dB below the signal's largest
 * magnitude. Taking out the mean over time makes the distance blind to level and to a fixed
 * colouration. Sources: N. Kitawaki et al., "Objective quality evaluation for low bit-rate speech
 * coding systems", IEEE J. Sel. Areas Comm. 6 (2), 1988; K. Kinoshita et al., "The REVERB
 * challenge", WASPAA 2013.
 *
 * <p>0 for equal signals; not available when either is silent or shorter than a frame.
 */
public final class CepstralDistance {
  private static final double FRAME_SECONDS = 0.025;
  private static final double HOP_SECONDS = 0.010;
  private static final int ORDER = 24;
  private static final double FLOOR_DB = -100;
  private static final double LARGEST_DB = 10;

  private CepstralDistance() {}

  /** CD in dB of the pair as it lies. */
  public static OptionalDouble db(SignalPair pair) {
    int window = Math.max(1, (int) (FRAME_SECONDS * pair.sampleRateHz()));
    int hop = Math.max(1, (int) (HOP_SECONDS * pair.sampleRateHz()));
    int nFft = RealFft.nextPowerOfTwo(Math.max(window, 2 * ORDER));
    MagnitudeSpectrogram frames =
        new MagnitudeSpectrogram(Window.HANN.withoutEnds(window), nFft, hop);
    int count = frames.wholeFrames(pair.length());
    boolean silent =
        SignalPair.energy(pair.reference()) == 0 || SignalPair.energy(pair.estimate()) == 0;
    if (count == 0 || silent) {
      return OptionalDouble.empty();
    }
    double[][] c = cepstra(frames.of(pair.reference(), count));
    double[][] d = cepstra(frames.of(pair.estimate(), count));
    double sum = 0;
    for (int t = 0; t < count; t++) {
      sum += Math.min(LARGEST_DB, distanceDb(c[t], d[t]));
    }
    return OptionalDouble.of(sum / count);
  }

  private static double distanceDb(double[] c, double[] d) {
    double squares = (c[0] - d[0]) * (c[0] - d[0]);
    for (int k = 1; k < c.length; k++) {
      squares += 2 * (c[k] - d[k]) * (c[k] - d[k]);
    }
    return 10 / Math.log(10) * Math.sqrt(squares);
  }

  /** Cepstral coefficients {@code [t][0..24]} of magnitudes {@code [t][f]}, mean over t removed. */
  private static double[][] cepstra(float[][] mag) {
    float floor = (float) (Decibels.toAmplitude(FLOOR_DB) * MagnitudeSpectrogram.largest(mag));
    double[][] c = new double[mag.length][];
    double[] mean = new double[ORDER + 1];
    for (int t = 0; t < mag.length; t++) {
      c[t] = cepstrum(mag[t], floor);
      for (int k = 0; k <= ORDER; k++) {
        mean[k] += c[t][k] / mag.length;
      }
    }
    for (double[] frame : c) {
      for (int k = 0; k <= ORDER; k++) {
        frame[k] -= mean[k];
      }
    }
    return c;
  }

  /** The log magnitudes are even in f, so their inverse transform is the sum over packed reals. */
  private static double[] cepstrum(float[] mag, float floor) {
    float[] packed = new float[2 * (mag.length - 1)];
    packed[1] = (float) Math.log(Math.max(mag[mag.length - 1], floor));
    for (int f = 0; f < mag.length - 1; f++) {
      packed[2 * f] = (float) Math.log(Math.max(mag[f], floor));
    }
    RealFft.ofLength(packed.length).inverse(packed);
    double[] c = new double[ORDER + 1];
    for (int k = 0; k <= ORDER; k++) {
      c[k] = packed[k];
    }
    return c;
  }
}
