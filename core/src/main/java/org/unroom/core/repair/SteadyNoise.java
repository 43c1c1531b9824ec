package org.unroom.core.repair;

import java.io.IOException;
import java.util.Arrays;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.loss.AWeightedLoudness;
import org.unroom.core.parallel.Progress;

/**
 * The steady noise of one channel: the {@link NoiseFloor} of every window of about 20 s, between
 * whose middles it moves in a straight line. A window may be up to 6 dB above the median of all, so
 * that a passage which sounds like noise and is none is not taken for it; one whose floor is not
 * like noise is not above the median at all.
 */
final class SteadyNoise {
  private static final double WINDOW_SECONDS = 20;
  private static final double HIGHEST_ABOVE_MEDIAN = Decibels.toPower(6);

  /** Share of the floor, weighted by loudness, that is like noise where the floor is noise. */
  private static final double MOSTLY = 0.7;

  private final float[][] windows;
  private final double framesPerWindow;
  private final double levelDb;
  private final double noiseLike;

  private SteadyNoise(float[][] windows, double framesPerWindow, double levelDb, double noiseLike) {
    this.windows = windows;
    this.framesPerWindow = framesPerWindow;
    this.levelDb = levelDb;
    this.noiseLike = noiseLike;
  }

  /** Listens to all channels of a recording. */
  static SteadyNoise[] of(SpectralFrames frames, Progress progress) throws IOException {
    double seconds = frames.frames() * frames.hopSeconds();
    int count = (int) Math.max(1, Math.round(seconds / WINDOW_SECONDS));
    NoiseFloor[][] floors = new NoiseFloor[frames.channels()][count];
    double[] programme = new double[frames.channels()];
    double[] weights = weights(frames);
    for (int w = 0; w < count; w++) {
      long from = frames.frames() * w / count;
      int n = (int) ((frames.frames() * (w + 1) / count - from + 1) / 2);
      float[][][] powers = new float[frames.channels()][n][];
      for (int t = 0; t < n; t++) {
        float[][] frame = frames.powers(from + 2L * t);
        for (int c = 0; c < frame.length; c++) {
          powers[c][t] = frame[c];
          programme[c] += 2 * sum(frame[c], weights) / frames.frames();
        }
      }
      for (int c = 0; c < powers.length; c++) {
        floors[c][w] = NoiseFloor.of(powers[c], 2 * frames.hopSeconds());
      }
      progress.report("listening to the noise", (w + 1.0) / count);
    }
    SteadyNoise[] noises = new SteadyNoise[frames.channels()];
    for (int c = 0; c < noises.length; c++) {
      noises[c] = of(floors[c], weights, programme[c], frames.frames() / (double) count);
    }
    return noises;
  }

  /** Noise that is known, the same from the first frame to the last. */
  static SteadyNoise known(float[] power) {
    return new SteadyNoise(new float[][] {power}, 1, 0, 1);
  }

  private static SteadyNoise of(
      NoiseFloor[] floors, double[] weights, double programme, double framesPerWindow) {
    float[] median = new float[weights.length];
    for (int f = 0; f < median.length; f++) {
      int bin = f;
      median[f] =
          (float)
              Quantiles.median(Arrays.stream(floors).mapToDouble(n -> n.power()[bin]).toArray());
    }
    float[][] windows = new float[floors.length][median.length];
    double like = 0;
    for (int w = 0; w < floors.length; w++) {
      float[] power = floors[w].power();
      double of = sum(power, weights);
      double share = of > 0 ? sum(product(power, floors[w].noiseLike()), weights) / of : 0;
      double above = share >= MOSTLY ? HIGHEST_ABOVE_MEDIAN : 1;
      for (int f = 0; f < median.length; f++) {
        windows[w][f] = (float) Math.min(power[f], above * median[f]);
      }
      like += share / floors.length;
    }
    double levelDb =
        Decibels.ofPower(sum(median, weights) / Math.max(programme, Double.MIN_NORMAL));
    return new SteadyNoise(windows, framesPerWindow, levelDb, like);
  }

  private static float[] product(float[] a, float[] b) {
    float[] c = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      c[i] = a[i] * b[i];
    }
    return c;
  }

  private static double[] weights(SpectralFrames frames) {
    double[] weights = new double[frames.bins()];
    for (int f = 0; f < weights.length; f++) {
      weights[f] = Decibels.toPower(AWeightedLoudness.weightDb(f * frames.binHz()));
    }
    return weights;
  }

  private static double sum(float[] power, double[] weights) {
    double sum = 0;
    for (int f = 0; f < power.length; f++) {
      sum += weights[f] * power[f];
    }
    return sum;
  }

  /** A-weighted level against that of the whole recording, in dB. */
  double levelDb() {
    return levelDb;
  }

  /** Share of the floor that is like noise, 0..1. */
  double noiseLike() {
    return noiseLike;
  }

  /** Whether the floor of the recording is noise rather than what was recorded. */
  boolean isNoise() {
    return noiseLike >= MOSTLY;
  }

  /** Writes the noise power at a frame. */
  void at(long frame, float[] power) {
    double w = Math.max(0, Math.min(windows.length - 1, frame / framesPerWindow - 0.5));
    int first = (int) w;
    int second = Math.min(windows.length - 1, first + 1);
    float share = (float) (w - first);
    for (int f = 0; f < power.length; f++) {
      power[f] = windows[first][f] + share * (windows[second][f] - windows[first][f]);
    }
  }
}
