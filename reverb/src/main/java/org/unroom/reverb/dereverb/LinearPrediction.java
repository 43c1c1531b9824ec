package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;

/**
 * Takes out of each bin what can be predicted from its own past, by delayed linear prediction with
 * weights that make the residual sparse, iteratively:
 *
 * <pre>
 *   z_c[t] = y_c[t] - sum over a, i of conj g_c[(a,i)] y_a[t - d - i]
 *   g_c    = argmin sum over t of |z_c[t]|^2 / P[t],      P = max(S(|z|^2)^((2 - p) / 2), floor)
 * </pre>
 *
 * where S smooths over frames and bins and |z|^2 is the mean over the channels; at first z = y.
 * With p = 0 and no smoothing this is WPE (T. Nakatani et al., "Speech dereverberation based on
 * variance-normalized delayed linear prediction", IEEE TASLP 18 (7), 2010, eqs. 18–22); with p
 * between 0 and 1 it is the sparse form of A. Jukić et al., "Multi-channel linear prediction-based
 * speech dereverberation with sparse priors", IEEE/ACM TASLP 23 (9), 2015, eqs. 18–20. Channels are
 * predicted jointly, up to eight of them, as the cost of a group grows faster than its size; all
 * share the weights, so that time and level relations between them stay.
 */
public final class LinearPrediction {
  private static final int MOST_JOINT = 8;
  private static final String STAGE = "predicting late reverberation";

  private final PredictionSettings settings;
  private final Workers workers;

  /**
   * Prediction with these settings on these threads; the result does not depend on their number.
   */
  public LinearPrediction(PredictionSettings settings, Workers workers) {
    this.settings = settings;
    this.workers = workers;
  }

  /**
   * The recording without what can be predicted of it.
   *
   * @param recording y, one spectrogram a channel, all of the same shape; not changed
   */
  public List<ComplexSpectrogram> residual(List<ComplexSpectrogram> recording, Progress progress) {
    int bins = recording.get(0).bins();
    List<ComplexSpectrogram> z = recording.stream().map(ComplexSpectrogram::copy).toList();
    for (int iteration = 0; iteration < settings.iterations(); iteration++) {
      float[][] weight = new PredictionWeights(settings).of(z, workers);
      double done = iteration / (double) settings.iterations();
      workers.forEach(
          bins,
          () -> groups(recording, z),
          (f, groups) -> groups.all().forEach(group -> predict(group, f, weight[f])),
          share -> progress.report(STAGE, Math.min(1, done + share / settings.iterations())));
    }
    return z;
  }

  /** Channels that are predicted jointly, and what one thread solves their equations with. */
  private record Group(
      List<ComplexSpectrogram> recording,
      List<ComplexSpectrogram> residual,
      WeightedCovariance equations) {}

  /** All channels, for one thread. */
  private record Groups(List<Group> all) implements AutoCloseable {
    @Override
    public void close() {
      all.forEach(group -> group.equations().close());
    }
  }

  /** All channels, in as few groups of about the same size as may be. */
  private Groups groups(List<ComplexSpectrogram> recording, List<ComplexSpectrogram> z) {
    int channels = recording.size();
    int frames = recording.get(0).frames();
    int count = (channels + MOST_JOINT - 1) / MOST_JOINT;
    List<Group> groups = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int from = k * channels / count;
      int to = (k + 1) * channels / count;
      int taps = tapsPerChannel(to - from, frames);
      groups.add(
          new Group(
              recording.subList(from, to),
              z.subList(from, to),
              new WeightedCovariance(to - from, taps, settings.delayFrames(), frames)));
    }
    return new Groups(groups);
  }

  /** K shared out over C channels so that the cost grows with C and not with its square. */
  private int tapsPerChannel(int channels, int frames) {
    int taps = (int) Math.ceil(settings.taps() / Math.sqrt(channels));
    return Math.max(1, Math.min(taps, frames - settings.delayFrames() - 1));
  }

  private void predict(Group group, int f, float[] weight) {
    List<ComplexSpectrogram> z = group.residual();
    WeightedCovariance equations = group.equations();
    float[][] re = group.recording().stream().map(y -> y.re(f)).toArray(float[][]::new);
    float[][] im = group.recording().stream().map(y -> y.im(f)).toArray(float[][]::new);
    boolean solved = equations.solve(re, im, weight, settings.ridge());
    for (int c = 0; c < re.length; c++) {
      System.arraycopy(re[c], 0, z.get(c).re(f), 0, re[c].length);
      System.arraycopy(im[c], 0, z.get(c).im(f), 0, im[c].length);
      if (solved) {
        ComplexRow residual = new ComplexRow(z.get(c).re(f), z.get(c).im(f));
        double[] minusRe = negated(equations.filterRe(c));
        double[] minusIm = negated(equations.filterIm(c));
        addPrediction(re, im, minusRe, minusIm, settings.delayFrames(), residual);
      }
    }
  }

  private static double[] negated(double[] g) {
    return Arrays.stream(g).map(v -> -v).toArray();
  }

  /** Adds {@code sum over a, i of conj g[(a,i)] y_a[t - d - i]} to {@code into}. */
  static void addPrediction(
      float[][] yRe, float[][] yIm, double[] gRe, double[] gIm, int delay, ComplexRow into) {
    int taps = gRe.length / yRe.length;
    ComplexRow filter = new ComplexRow(taps);
    ComplexRow.Scratch scratch = new ComplexRow.Scratch();
    for (int a = 0; a < yRe.length; a++) {
      for (int i = 0; i < taps; i++) {
        filter.re[i] = (float) gRe[a * taps + i];
        filter.im[i] = (float) -gIm[a * taps + i];
      }
      into.addConvolved(filter, new ComplexRow(yRe[a], yIm[a]), delay, scratch);
    }
  }
}
