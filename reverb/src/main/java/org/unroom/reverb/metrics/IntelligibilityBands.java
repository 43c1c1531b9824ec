package org.unroom.reverb.metrics;

import java.util.Arrays;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.LowPass;
import org.unroom.core.dsp.MagnitudeSpectrogram;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.dsp.Window;

/**
 * What STOI and ESTOI look at: magnitudes of reference and estimate in 15 third-octave bands from
 * 150 Hz, {@code [b][t]},
 *
 * <pre>
 *   X[b][t] = sqrt( sum over f = low_b..high_b - 1 of |x(f, t)|^2 )
 * </pre>
 *
 * at 10 kHz, in frames of 256 samples (25.6 ms), hop 128, Hann without its zero ends, transform
 * 512, after the frames in which the reference is more than 40 dB below its loudest one are cut out
 * of both signals and the rest is joined by overlap-add. Source: C. H. Taal et al., "An algorithm
 * for intelligibility prediction of time-frequency weighted noisy speech", IEEE Trans. ASLP 19 (7),
 * 2011, eq. 1; resampling and frame counts as in pystoi 0.4.1.
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of tables, never compared
record IntelligibilityBands(float[][] reference, float[][] estimate) {
  /** Frames of a segment: 30 = 384 ms. */
  static final int SEGMENT = 30;

  /** Number of third-octave bands. */
  static final int BANDS = 15;

  private static final int RATE_HZ = 10_000;
  private static final int FRAME = 256;
  private static final int HOP = FRAME / 2;
  private static final int N_FFT = 512;
  private static final double LOWEST_HZ = 150;
  private static final double RANGE_DB = 40;
  private static final double EPSILON = Math.ulp(1.0);

  /** Bands of a pair at any rate; too few frames for a segment where little speech is left. */
  static IntelligibilityBands of(SignalPair pair) {
    Resampler resampler = Resampler.between(pair.sampleRateHz(), RATE_HZ, LowPass::octave);
    float[] x = resampler.resample(pair.reference());
    float[] y = resampler.resample(pair.estimate());
    boolean[] loud = loudFrames(x);
    return new IntelligibilityBands(bands(joined(x, loud)), bands(joined(y, loud)));
  }

  /** Number of segments of 30 frames, one beginning at every frame; 0 if there are too few. */
  int segments() {
    return Math.max(0, reference[0].length - SEGMENT + 1);
  }

  /** Frames that begin before {@code n - 256}: the last whole one is left out, as in pystoi. */
  private static int frames(int n) {
    return Math.max(0, n - FRAME + HOP - 1) / HOP;
  }

  private static boolean[] loudFrames(float[] x) {
    double[] w = Window.HANN.withoutEnds(FRAME);
    double[] level = new double[frames(x.length)];
    double loudest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < level.length; t++) {
      double energy = 0;
      for (int i = 0; i < FRAME; i++) {
        energy += Math.pow(w[i] * x[t * HOP + i], 2);
      }
      level[t] = Decibels.ofAmplitude(Math.sqrt(energy) + EPSILON);
      loudest = Math.max(loudest, level[t]);
    }
    boolean[] loud = new boolean[level.length];
    for (int t = 0; t < level.length; t++) {
      loud[t] = level[t] > loudest - RANGE_DB;
    }
    return loud;
  }

  /** The windowed loud frames, overlap-added one hop apart. */
  private static float[] joined(float[] x, boolean[] loud) {
    double[] w = Window.HANN.withoutEnds(FRAME);
    float[] joined = new float[(loud.length + 1) * HOP];
    int kept = 0;
    for (int t = 0; t < loud.length; t++) {
      if (loud[t]) {
        for (int i = 0; i < FRAME; i++) {
          joined[kept * HOP + i] += (float) (w[i] * x[t * HOP + i]);
        }
        kept++;
      }
    }
    return Arrays.copyOf(joined, kept == 0 ? 0 : (kept + 1) * HOP);
  }

  private static float[][] bands(float[] x) {
    int frames = frames(x.length);
    float[][] mag =
        new MagnitudeSpectrogram(Window.HANN.withoutEnds(FRAME), N_FFT, HOP).of(x, frames);
    float[][] bands = new float[BANDS][frames];
    for (int b = 0; b < BANDS; b++) {
      int low = nearestBin(LOWEST_HZ * Math.pow(2, (2 * b - 1) / 6.0));
      int high = nearestBin(LOWEST_HZ * Math.pow(2, (2 * b + 1) / 6.0));
      for (int t = 0; t < frames; t++) {
        double power = 0;
        for (int f = low; f < high; f++) {
          power += mag[t][f] * (double) mag[t][f];
        }
        bands[b][t] = (float) Math.sqrt(power);
      }
    }
    return bands;
  }

  private static int nearestBin(double hz) {
    return (int) Math.round(hz * N_FFT / RATE_HZ);
  }
}
