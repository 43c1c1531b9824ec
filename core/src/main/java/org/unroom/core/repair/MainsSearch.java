package org.unroom.core.repair;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.RealFft;
import org.unroom.core.dsp.Window;

/**
 * Looks for the hum of the mains in a recording: lines at the multiples of one frequency within 1
 * Hz of 50 or 60 Hz that stand out of their surroundings all the time. The spectra of overlapping
 * windows of 1.5 s are averaged as logarithms, so that what sounds for a part of the time, a voice
 * or a bass note, hardly counts,
 *
 * <pre>
 *   excess(f) = largest mean log |X|^2 within 0.7 Hz of f - median of it within 6 to 22 Hz
 *   score(f0) = sum over h of max(0, excess(h f0)),   h f0 up to 700 Hz
 * </pre>
 *
 * There is hum if two of the lines stand out by 9 dB.
 */
final class MainsSearch {
  private static final double WINDOW_SECONDS = 1.5;
  private static final double[] NOMINAL_HZ = {50, 60};
  private static final double RANGE_HZ = 1;
  private static final double STEP_HZ = 0.02;
  private static final double HIGHEST_HZ = 700;
  private static final double LINE_HZ = 0.7;
  private static final double NEAR_HZ = 6;
  private static final double FAR_HZ = 22;
  private static final double CLEAR_DB = 9;
  private static final int FEWEST_LINES = 2;
  private static final double SILENCE = 1e-9;

  private final double binHz;
  private final double[] levelDb;

  /** Reads the recording once; its channels count alike. */
  MainsSearch(AudioSource source) throws IOException {
    int length = SpectralFrames.lengthOf(WINDOW_SECONDS, source.sampleRateHz());
    this.binHz = source.sampleRateHz() / (double) length;
    this.levelDb = new double[Math.min(length / 2, (int) ((HIGHEST_HZ + 2 * FAR_HZ) / binHz))];
    RealFft fft = RealFft.ofLength(length);
    double[] window = Window.HANN.periodic(length);
    float[][] x = new float[source.channelCount()][length];
    int windows = 0;
    for (long from = 0; from + length <= source.length(); from += length / 2) {
      source.read(from, x, 0, length);
      for (float[] channel : x) {
        for (int i = 0; i < length; i++) {
          channel[i] *= (float) window[i];
        }
        fft.forward(channel);
        for (int f = 1; f < levelDb.length; f++) {
          double re = channel[2 * f];
          double im = channel[2 * f + 1];
          levelDb[f] += 10 * Math.log10(re * re + im * im + SILENCE);
        }
        windows++;
      }
    }
    for (int f = 0; f < levelDb.length; f++) {
      levelDb[f] /= Math.max(1, windows);
    }
  }

  /** The fundamental in hertz, where there is hum. */
  OptionalDouble fundamentalHz() {
    double best = 0;
    double bestScore = 0;
    for (double nominal : NOMINAL_HZ) {
      for (double hz = nominal - RANGE_HZ; hz <= nominal + RANGE_HZ; hz += STEP_HZ) {
        double score = 0;
        for (int h = 1; h * hz <= HIGHEST_HZ; h++) {
          score += Math.max(0, excessDb(h * hz));
        }
        if (score > bestScore) {
          best = hz;
          bestScore = score;
        }
      }
    }
    int clear = 0;
    for (int h = 1; best > 0 && h * best <= HIGHEST_HZ; h++) {
      clear += excessDb(h * best) >= CLEAR_DB ? 1 : 0;
    }
    return clear >= FEWEST_LINES ? OptionalDouble.of(best) : OptionalDouble.empty();
  }

  private double excessDb(double hz) {
    int line = (int) Math.round(hz / binHz);
    int near = Math.max(2, (int) Math.round(NEAR_HZ / binHz));
    int far = (int) Math.round(FAR_HZ / binHz);
    int half = (int) (LINE_HZ / binHz);
    if (line + far >= levelDb.length) {
      return 0;
    }
    double peak = Double.NEGATIVE_INFINITY;
    for (int f = Math.max(1, line - half); f <= line + half; f++) {
      // falls off from the middle, so that the best fundamental is at the lines' centres
      double off = (f * binHz - hz) / LINE_HZ;
      peak = Math.max(peak, levelDb[f] - off * off);
    }
    double[] around = new double[2 * (far - near + 1)];
    int n = 0;
    for (int d = near; d <= far; d++) {
      around[n++] = levelDb[Math.max(1, line - d)];
      around[n++] = levelDb[line + d];
    }
    Arrays.sort(around);
    return peak - around[around.length / 2];
  }
}
