package org.unroom.reverb.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.unroom.core.diff.FirTaps;
import org.unroom.core.linalg.Vectors;
import org.unroom.core.parallel.Workers;

/**
 * A dry sound of few spectra, smeared by the room: magnitudes of a recording explained as
 *
 * <pre>
 *   v[f][t] ~ m[f][t] = sum over l of a[f][l] x[f][t - l],   x[f][t] = sum over k of w[f][k] h[k][t]
 * </pre>
 *
 * with K spectral templates w, their activations h, and per bin a response a that falls from
 * a[f][0] = 1 over L frames. Fitted by the multiplicative updates that lower the generalised
 * Kullback–Leibler divergence, after some updates without the room (N. Mohammadiha, S. Doclo,
 * "Speech dereverberation using non-negative convolutive transfer function and spectro-temporal
 * modeling", IEEE/ACM TASLP 24 (2), 2016, sec. III; here the response is held to fall). A mixture
 * of several spectra, such as a room makes of successive ones, does not fit few templates; the
 * spectra themselves do. Seeded, and the same bytes for any number of threads.
 */
public final class ConvolutiveNmf {
  private static final int CHUNKS = 16;
  private static final float FLOOR = 1e-6f;
  private static final float TINY = 1e-12f;
  private static final float SMALLEST_START = 0.1f;
  private static final double START_DECAY_NEPERS = 0.3;

  private final Workers workers;
  private final float scale;
  private final float[][] v;
  private final float[][] w;
  private final float[][] h;
  private float[][] a;

  /**
   * Fits templates, activations and responses.
   *
   * @param magnitude v {@code [f][t]}, at least 0; not changed
   * @param settings number of templates and of updates
   * @param seed of the start values
   * @param workers threads
   */
  public ConvolutiveNmf(float[][] magnitude, NmfSettings settings, long seed, Workers workers) {
    this.workers = workers;
    this.scale = Math.max(mean(magnitude), Float.MIN_NORMAL);
    this.v = normalized(magnitude, scale);
    SplittableRandom random = new SplittableRandom(seed);
    this.w = positive(v.length, settings.templates(), random);
    this.h = positive(settings.templates(), v[0].length, random);
    this.a = startResponses(1);
    for (int i = 0; i < settings.startUpdates(); i++) {
      update();
    }
    this.a = startResponses(Math.min(settings.responseFrames(), v[0].length));
    for (int i = 0; i < settings.updates(); i++) {
      update();
    }
  }

  /** Writes the dry magnitude x of bin f into {@code row} {@code [t]}, in the recording's unit. */
  public void dry(int f, float[] row) {
    mix(f, row);
    multiply(row, scale);
  }

  /** Writes the model m of the recording's magnitude in bin f into {@code row} {@code [t]}. */
  public void model(int f, float[] row) {
    float[] x = new float[row.length];
    mix(f, x);
    smear(f, x, row);
    multiply(row, scale);
  }

  /** One round: responses, activations, templates, each on the model as it stands by then. */
  private void update() {
    int templates = h.length;
    int frames = h[0].length;
    float[][][] numerators = new float[CHUNKS][templates][frames];
    double[][] heard = heardSums();
    forEachBin(
        (chunk, f, rows) -> {
          if (a[f].length > 1) {
            updateResponse(f, heard, rows);
          }
          rows.correlate(f);
          for (int k = 0; k < templates; k++) {
            Vectors.addScaled(w[f][k], rows.p, numerators[chunk][k]);
          }
        });
    updateActivations(numerators);
    double[][] heardNow = heardSums();
    forEachBin(
        (chunk, f, rows) -> {
          rows.correlate(f);
          updateTemplates(f, heardNow, rows.p);
        });
    normalizeTemplates();
  }

  private void updateResponse(int f, double[][] heard, Rows rows) {
    rows.ratio(f);
    float[] numerator = new float[a[f].length];
    FirTaps.adjointOfTaps(rows.r, rows.x, numerator);
    float lowest = Float.MAX_VALUE;
    for (int l = 0; l < numerator.length; l++) {
      double denominator = 0;
      for (int k = 0; k < h.length; k++) {
        denominator += w[f][k] * heard[k][l];
      }
      float updated = a[f][l] * Math.max(numerator[l], TINY) / (float) Math.max(denominator, TINY);
      lowest = Math.min(lowest, updated);
      a[f][l] = lowest;
    }
    multiply(a[f], 1 / Math.max(a[f][0], TINY));
  }

  /** How much of template k is heard at lag l before the recording ends, {@code [k][l]}. */
  private double[][] heardSums() {
    int lags = a[0].length;
    double[][] sums = new double[h.length][lags];
    for (int k = 0; k < h.length; k++) {
      double all = 0;
      for (float activation : h[k]) {
        all += activation;
      }
      for (int l = 0; l < lags; l++) {
        sums[k][l] = all;
        all -= h[k][h[k].length - 1 - l];
      }
    }
    return sums;
  }

  private void updateActivations(float[][][] numerators) {
    int frames = h[0].length;
    workers.forEach(
        h.length,
        k -> {
          float[] ofFramesLeft = denominators(k);
          for (int t = 0; t < frames; t++) {
            float numerator = 0;
            for (float[][] chunk : numerators) {
              numerator += chunk[k][t];
            }
            h[k][t] *= numerator / ofFramesLeft[Math.min(frames - 1 - t, ofFramesLeft.length - 1)];
          }
        });
  }

  /** Sum over bins of w a, with the lags that j frames before the end still leave, {@code [j]}. */
  private float[] denominators(int k) {
    double[] sums = new double[a[0].length];
    for (int f = 0; f < w.length; f++) {
      double response = 0;
      for (int l = 0; l < sums.length; l++) {
        response += a[f][l];
        sums[l] += w[f][k] * response;
      }
    }
    float[] floored = new float[sums.length];
    for (int l = 0; l < sums.length; l++) {
      floored[l] = (float) Math.max(sums[l], TINY);
    }
    return floored;
  }

  private void updateTemplates(int f, double[][] heard, float[] p) {
    for (int k = 0; k < h.length; k++) {
      double denominator = 0;
      for (int l = 0; l < a[f].length; l++) {
        denominator += a[f][l] * heard[k][l];
      }
      w[f][k] *= (float) (Vectors.dot(p, h[k]) / Math.max(denominator, TINY));
    }
  }

  private void normalizeTemplates() {
    for (int k = 0; k < h.length; k++) {
      double sum = 0;
      for (float[] bin : w) {
        sum += bin[k];
      }
      float total = (float) Math.max(sum, TINY);
      for (float[] bin : w) {
        bin[k] /= total;
      }
      multiply(h[k], total);
    }
  }

  private void mix(int f, float[] x) {
    Arrays.fill(x, 0);
    for (int k = 0; k < h.length; k++) {
      Vectors.addScaled(w[f][k], h[k], x);
    }
  }

  private void smear(int f, float[] x, float[] m) {
    Arrays.fill(m, 0);
    FirTaps.forward(x, a[f], m);
  }

  private void forEachBin(BinWork work) {
    int bins = v.length;
    workers.forEach(
        CHUNKS,
        () -> new Rows(v[0].length),
        (chunk, rows) -> {
          for (int f = chunk * bins / CHUNKS; f < (chunk + 1) * bins / CHUNKS; f++) {
            work.accept(chunk, f, rows);
          }
        });
  }

  /** What is done in one bin; bins of one chunk follow one another, so sums are always the same. */
  private interface BinWork {
    void accept(int chunk, int f, Rows rows);
  }

  /** One thread's rows along time: dry x, ratio r of recording and model, p what r says of x. */
  private final class Rows {
    final float[] x;
    final float[] r;
    final float[] p;

    Rows(int frames) {
      x = new float[frames];
      r = new float[frames];
      p = new float[frames];
    }

    void ratio(int f) {
      mix(f, x);
      smear(f, x, r);
      for (int t = 0; t < r.length; t++) {
        r[t] = v[f][t] / Math.max(r[t], TINY);
      }
    }

    void correlate(int f) {
      ratio(f);
      Arrays.fill(p, 0);
      FirTaps.adjointOfSignal(r, a[f], p);
    }
  }

  private float[][] startResponses(int lags) {
    float[][] responses = new float[v.length][lags];
    for (float[] response : responses) {
      for (int l = 0; l < lags; l++) {
        response[l] = (float) Math.exp(-START_DECAY_NEPERS * l);
      }
    }
    return responses;
  }

  private static float[][] positive(int rows, int columns, SplittableRandom random) {
    float[][] x = new float[rows][columns];
    for (float[] row : x) {
      for (int i = 0; i < columns; i++) {
        row[i] = SMALLEST_START + (float) random.nextDouble();
      }
    }
    return x;
  }

  private static float[][] normalized(float[][] magnitude, float scale) {
    float[][] x = new float[magnitude.length][];
    for (int f = 0; f < x.length; f++) {
      x[f] = magnitude[f].clone();
      for (int t = 0; t < x[f].length; t++) {
        x[f][t] = x[f][t] / scale + FLOOR;
      }
    }
    return x;
  }

  private static float mean(float[][] x) {
    double sum = 0;
    for (float[] row : x) {
      for (float value : row) {
        sum += value;
      }
    }
    return (float) (sum / ((double) x.length * x[0].length));
  }

  private static void multiply(float[] x, float factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }
}
