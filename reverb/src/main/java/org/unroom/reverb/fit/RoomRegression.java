package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.diff.DecayTail;
import org.unroom.core.linalg.HermitianSolver;

/**
 * The room between two energies of one band: the recording's are regressed on the dry sound's,
 *
 * <pre>
 *   V[t] = x[t] + sum over k = 1..K of e[k] x[t - k] + A r^(K+1) y[t] + n,    r = 10^(-6 h / T60)
 *   loss = sum over t of R - ln R - 1 + sum over i of (theta[i] - m[i])^2 / (2 s[i]^2),  R = E / V
 * </pre>
 *
 * the model of {@link org.unroom.reverb.model.RoomModel} with the dry sound known, over theta = (ln
 * e, ln A, ln T60, ln n). With a second slope, as coupled rooms have it, a tail of its own A and
 * T60 is added. With a handful of unknowns, Fisher scoring with Levenberg–Marquardt damping arrives
 * in some ten steps where gradient descent takes thousands (early taps and tail trade places along
 * a flat valley), and its curvature says how well T60 is known. Several stretches of sound in one
 * room share everything but their noise, which may not exceed their quiet passages. Several starts,
 * the best end wins. One object for each thread.
 */
public final class RoomRegression {
  private static final double LN_MILLION = 6 * Math.log(10);
  private static final double FLOOR = 1e-6;
  private static final double[] T60_STARTS = {0.2, 0.5, 1.2, 3};
  private static final double T60_MEAN = Math.log(0.6);
  private static final double T60_DEVIATION = 1;
  private static final double SHORTEST_T60 = Math.log(0.05);
  private static final double LONGEST_T60 = Math.log(12);
  private static final double EARLY_MEAN = -1;
  private static final double TAIL_MEAN = -2;
  private static final double LEVEL_DEVIATION = 4;
  private static final double START_NOISE = 1e-5;

  /** Where the two slopes begin: decay times over the one slope's, and A of the second, in ln. */
  private static final double[][] SLOPE_STARTS = {{0.6, 1.5, -2.3}, {0.9, 3, -4.6}};

  private static final double SECOND_TAIL_MEAN = -5;

  /**
   * Frames of four hops that a Hann window gives an effective length of 4 / 1.5 hops: so many are
   * one independent value.
   */
  private static final double FRAMES_A_VALUE = 4 / 1.5;

  private static final double QUIET_SHARE = 0.03;

  /** Single frames of noise are far below its mean at times; means over so long are not. */
  private static final double QUIET_SECONDS = 0.2;

  private static final double LEAST_NOISE = 1e-9;
  private static final double FIRST_DAMPING = 0.01;
  private static final double LEAST_DAMPING = 1e-6;

  /**
   * The curvature counts frames that overlap fourfold as independent and knows nothing of what is
   * wrong with the model: real errors were four times as large (median over 55 recordings).
   */
  private static final double ERROR_OVER_CURVATURE = 4;

  private static final int STEPS = 40;
  private static final int TRIES = 8;
  private static final double ENOUGH = 1e-4;

  private final double hopSeconds;
  private final int taps;
  private final DecayTail tail;
  private List<Stretch> stretches = List.of();
  private int slopes = 1;
  private int unknowns;
  private double[][] fisher;
  private double[] gradient;
  private double[] mean;
  private double[] deviation;
  private HermitianSolver solver;
  private double[] zeros;

  /**
   * Plans the regression.
   *
   * @param hopSeconds h, seconds between frames
   * @param taps K, early taps, at least 1
   */
  public RoomRegression(double hopSeconds, int taps) {
    this.hopSeconds = hopSeconds;
    this.taps = taps;
    this.tail = new DecayTail(taps + 1);
  }

  /** One stretch of sound: energies measured and dry, and what the model makes of them. */
  private static final class Stretch {
    final float[] measured;
    final float[] dry;
    final double mostNoise;
    final float[][] tailOf;
    final double[] v;
    final double[][] jacobian;

    Stretch(float[] measured, float[] dry, int quietFrames, int slopes, int shared) {
      this.measured = measured;
      this.dry = dry;
      this.mostNoise = Math.max(LEAST_NOISE, quietest(measured, quietFrames));
      this.tailOf = new float[slopes][measured.length];
      this.v = new double[measured.length];
      this.jacobian = new double[shared + 1][measured.length];
    }
  }

  /** The level that all but a few of the means over {@code frames} frames exceed. */
  private static double quietest(float[] energy, int frames) {
    int length = Math.min(frames, energy.length);
    double[] means = new double[energy.length - length + 1];
    double sum = 0;
    for (int t = 0; t < energy.length; t++) {
      sum += energy[t] - (t >= length ? energy[t - length] : 0);
      if (t >= length - 1) {
        means[t - length + 1] = sum / length;
      }
    }
    Arrays.sort(means);
    return means[(int) (QUIET_SHARE * (means.length - 1))];
  }

  /** Unknown that is ln A of a slope. */
  private int level(int slope) {
    return taps + 2 * slope;
  }

  /** Unknown that is ln T60 of a slope. */
  private int t60(int slope) {
    return taps + 2 * slope + 1;
  }

  /** Unknown that is the noise of stretch s. */
  private int noise(int s) {
    return shared() + s;
  }

  /** Number of unknowns that all stretches share. */
  private int shared() {
    return taps + 2 * slopes;
  }

  private void plan(List<float[]> measuredEnergy, List<float[]> dryEnergy, int slopeCount) {
    slopes = slopeCount;
    stretches = new ArrayList<>();
    int quiet = Math.max(1, (int) Math.round(QUIET_SECONDS / hopSeconds));
    for (int s = 0; s < measuredEnergy.size(); s++) {
      stretches.add(new Stretch(measuredEnergy.get(s), dryEnergy.get(s), quiet, slopes, shared()));
    }
    unknowns = shared() + stretches.size();
    fisher = new double[unknowns][unknowns];
    gradient = new double[unknowns];
    mean = new double[unknowns];
    deviation = new double[unknowns];
    solver = new HermitianSolver(unknowns);
    zeros = new double[unknowns];
    Arrays.fill(mean, 0, taps, EARLY_MEAN);
    Arrays.fill(deviation, LEVEL_DEVIATION);
    for (int p = 0; p < slopes; p++) {
      mean[level(p)] = p == 0 ? TAIL_MEAN : SECOND_TAIL_MEAN;
      mean[t60(p)] = T60_MEAN;
      deviation[t60(p)] = T60_DEVIATION;
    }
    Arrays.fill(mean, shared(), unknowns, Math.log(START_NOISE));
  }

  /** {@link #of(List, List)} of one stretch. */
  public BandDecay of(float[] measuredEnergy, float[] dryEnergy) {
    return of(List.of(measuredEnergy), List.of(dryEnergy));
  }

  /**
   * Regresses.
   *
   * @param measuredEnergy the recordings' energies {@code [t]}, one array a stretch, mean 1 each
   * @param dryEnergy the dry sound's energies in the same unit, at least 0
   */
  public BandDecay of(List<float[]> measuredEnergy, List<float[]> dryEnergy) {
    return of(measuredEnergy, dryEnergy, T60_STARTS);
  }

  /** {@link #of(List, List)}, started from these decay times in seconds. */
  BandDecay of(List<float[]> measuredEnergy, List<float[]> dryEnergy, double... t60StartsSeconds) {
    plan(measuredEnergy, dryEnergy, 1);
    double[] best = mean.clone();
    double lowest = Double.POSITIVE_INFINITY;
    for (double start : t60StartsSeconds) {
      double[] theta = start();
      theta[t60(0)] = Math.log(start);
      double loss = descend(theta);
      if (loss < lowest) {
        lowest = loss;
        best = theta;
      }
    }
    return decay(best);
  }

  /** Two slopes, and what speaks for them. */
  record Bend(BandDecay decay, double evidence) {}

  /**
   * Regresses with two slopes. The evidence is twice the gain in likelihood against the one slope,
   * over the scatter of E / V and the frames that an independent value takes; where there is but
   * one slope, that is distributed about as chi-squared with two degrees of freedom.
   *
   * @param one what the regression with one slope found of the same energies
   */
  Bend bend(List<float[]> measuredEnergy, List<float[]> dryEnergy, BandDecay one) {
    plan(measuredEnergy, dryEnergy, 1);
    double[] straight = start();
    straight[t60(0)] = Math.log(one.t60Seconds());
    descend(straight);
    double single = divergence(straight);
    plan(measuredEnergy, dryEnergy, 2);
    double[] best = mean.clone();
    double lowest = Double.POSITIVE_INFINITY;
    for (double[] from : SLOPE_STARTS) {
      double[] theta = start();
      theta[t60(0)] = Math.log(one.t60Seconds() * from[0]);
      theta[t60(1)] = Math.log(one.t60Seconds() * from[1]);
      theta[level(1)] = theta[level(0)] + from[2];
      double loss = descend(theta);
      if (loss < lowest) {
        lowest = loss;
        best = theta;
      }
    }
    double gain = 2 * (single - divergence(best));
    BandDecay bent = decay(best);
    return new Bend(bent, gain / misfit() / FRAMES_A_VALUE);
  }

  private double[] start() {
    double[] theta = mean.clone();
    // from above: a tail of 12 s looks like noise, too
    for (int s = 0; s < stretches.size(); s++) {
      theta[noise(s)] = Math.log(stretches.get(s).mostNoise);
    }
    confine(theta);
    return theta;
  }

  /** Moves theta to a minimum; returns the loss there. */
  private double descend(double[] theta) {
    double loss = loss(theta);
    double damping = FIRST_DAMPING;
    for (int step = 0; step < STEPS; step++) {
      linearize(theta);
      double before = loss;
      for (int attempt = 0; attempt < TRIES && loss >= before; attempt++) {
        double[] next = stepFrom(theta, damping);
        double there = loss(next);
        if (there < loss) {
          System.arraycopy(next, 0, theta, 0, unknowns);
          loss = there;
          damping = Math.max(LEAST_DAMPING, damping / 4);
        } else {
          damping *= 6;
        }
      }
      if (before - loss < ENOUGH) {
        break;
      }
    }
    return loss;
  }

  private double[] stepFrom(double[] theta, double damping) {
    double[] step = gradient.clone();
    solve(damping, step);
    double[] next = theta.clone();
    for (int i = 0; i < unknowns; i++) {
      next[i] -= Math.max(-1, Math.min(1, step[i]));
    }
    confine(next);
    return next;
  }

  private void confine(double[] theta) {
    for (int s = 0; s < stretches.size(); s++) {
      theta[noise(s)] = Math.min(theta[noise(s)], Math.log(stretches.get(s).mostNoise));
    }
    for (int p = 0; p < slopes; p++) {
      theta[t60(p)] = Math.max(SHORTEST_T60, Math.min(LONGEST_T60, theta[t60(p)]));
    }
  }

  private double ratio(double[] theta, int slope) {
    return Math.exp(-LN_MILLION * hopSeconds / Math.exp(theta[t60(slope)]));
  }

  private double tailWeight(double[] theta, int slope) {
    return Math.exp(theta[level(slope)]) * Math.pow(ratio(theta, slope), tail.delay());
  }

  private double loss(double[] theta) {
    double loss = divergence(theta);
    for (int i = 0; i < unknowns; i++) {
      double d = (theta[i] - mean[i]) / deviation[i];
      loss += d * d / 2;
    }
    return loss;
  }

  /** The loss without the prior. */
  private double divergence(double[] theta) {
    double loss = 0;
    for (int s = 0; s < stretches.size(); s++) {
      Stretch stretch = stretches.get(s);
      predict(stretch, theta, Math.exp(theta[noise(s)]));
      for (int t = 0; t < stretch.v.length; t++) {
        double r = (stretch.measured[t] + FLOOR) / (stretch.v[t] + FLOOR);
        loss += r - Math.log(r) - 1;
      }
    }
    return loss;
  }

  /** Writes V of a stretch. */
  private void predict(Stretch stretch, double[] theta, double n) {
    float[] dry = stretch.dry;
    double[] v = stretch.v;
    for (int p = 0; p < slopes; p++) {
      float[] tailOf = stretch.tailOf[p];
      tail.forward(dry, ratio(theta, p), tailOf);
      double weight = tailWeight(theta, p);
      for (int t = 0; t < v.length; t++) {
        v[t] = (p == 0 ? dry[t] + n : v[t]) + weight * tailOf[t];
      }
    }
    for (int k = 1; k <= taps; k++) {
      double e = Math.exp(theta[k - 1]);
      for (int t = k; t < v.length; t++) {
        v[t] += e * dry[t - k];
      }
    }
  }

  /** Gradient and Fisher information at theta. */
  private void linearize(double[] theta) {
    loss(theta);
    for (int i = 0; i < unknowns; i++) {
      double precision = 1 / (deviation[i] * deviation[i]);
      gradient[i] = (theta[i] - mean[i]) * precision;
      Arrays.fill(fisher[i], 0);
      fisher[i][i] = precision;
    }
    for (int s = 0; s < stretches.size(); s++) {
      Stretch stretch = stretches.get(s);
      fillJacobian(stretch, theta, Math.exp(theta[noise(s)]));
      addStretch(stretch, noise(s));
    }
  }

  /** Rows of the Jacobian are the shared unknowns, and the stretch's own noise as the last. */
  private void addStretch(Stretch stretch, int noise) {
    double[][] jacobian = stretch.jacobian;
    int last = shared();
    for (int t = 0; t < stretch.v.length; t++) {
      double inverse = 1 / (stretch.v[t] + FLOOR);
      double slope = (stretch.v[t] - stretch.measured[t]) * inverse * inverse;
      for (int i = 0; i <= last; i++) {
        int row = i < last ? i : noise;
        gradient[row] += slope * jacobian[i][t];
        double scaled = jacobian[i][t] * inverse * inverse;
        for (int j = 0; j < i; j++) {
          fisher[row][j] += scaled * jacobian[j][t];
        }
        fisher[row][row] += scaled * jacobian[i][t];
      }
    }
  }

  private void fillJacobian(Stretch stretch, double[] theta, double n) {
    double[][] jacobian = stretch.jacobian;
    int length = stretch.v.length;
    for (int p = 0; p < slopes; p++) {
      fillTail(stretch, theta, p);
    }
    Arrays.fill(jacobian[shared()], n);
    for (int k = 1; k <= taps; k++) {
      double e = Math.exp(theta[k - 1]);
      for (int t = 0; t < length; t++) {
        jacobian[k - 1][t] = t < k ? 0 : e * stretch.dry[t - k];
      }
    }
  }

  private void fillTail(Stretch stretch, double[] theta, int slope) {
    double r = ratio(theta, slope);
    double weight = tailWeight(theta, slope);
    double slopeOfRatio = r * LN_MILLION * hopSeconds / Math.exp(theta[t60(slope)]);
    float[] tailOf = stretch.tailOf[slope];
    double tailByRatio = 0;
    for (int t = 0; t < tailOf.length; t++) {
      tailByRatio = r * tailByRatio + (t > 0 ? tailOf[t - 1] : 0);
      stretch.jacobian[level(slope)][t] = weight * tailOf[t];
      stretch.jacobian[t60(slope)][t] =
          weight * slopeOfRatio * (tail.delay() / r * tailOf[t] + tailByRatio);
    }
  }

  /** Replaces x by the solution of (F + damping diag F) s = x. */
  private void solve(double damping, double[] x) {
    for (int i = 0; i < unknowns; i++) {
      System.arraycopy(fisher[i], 0, solver.re()[i], 0, i + 1);
      Arrays.fill(solver.im()[i], 0);
      solver.re()[i][i] *= 1 + damping;
    }
    if (solver.factor()) {
      Arrays.fill(zeros, 0);
      solver.solve(x, zeros);
    } else {
      Arrays.fill(x, 0);
    }
  }

  private BandDecay decay(double[] theta) {
    linearize(theta);
    int slowest = slopes == 1 || theta[t60(0)] > theta[t60(1)] ? 0 : 1;
    double noise = 0;
    for (int s = 0; s < stretches.size(); s++) {
      noise += Math.exp(theta[noise(s)]) / stretches.size();
    }
    double early = 1;
    for (int k = 0; k < taps; k++) {
      early += Math.exp(theta[k]);
    }
    // the slope that most of what is heard of the room has
    double spread = Double.POSITIVE_INFINITY;
    for (int p = 0; p < slopes; p++) {
      double[] unit = new double[unknowns];
      unit[t60(p)] = 1;
      solve(0, unit);
      spread = Math.min(spread, Math.sqrt(Math.max(0, unit[t60(p)]) * misfit()));
    }
    spread *= ERROR_OVER_CURVATURE;
    double slow = tailEnergy(theta, slowest);
    double slowSeconds = Math.exp(theta[t60(slowest)]);
    if (slopes == 1) {
      return new BandDecay(slowSeconds, spread, early, slow, noise);
    }
    double tailEnergy = slow + tailEnergy(theta, 1 - slowest);
    return BandDecay.bent(
        new TwoSlopes(Math.exp(theta[t60(1 - slowest)]), slowSeconds, slow / tailEnergy),
        spread,
        early,
        tailEnergy,
        noise);
  }

  private double tailEnergy(double[] theta, int slope) {
    return tailWeight(theta, slope) / (1 - ratio(theta, slope));
  }

  /** Mean square of E / V - 1 at the last prediction. */
  private double misfit() {
    double misfit = 0;
    int frames = 0;
    for (Stretch stretch : stretches) {
      for (int t = 0; t < stretch.v.length; t++) {
        double beside = (stretch.measured[t] + FLOOR) / (stretch.v[t] + FLOOR) - 1;
        misfit += beside * beside;
      }
      frames += stretch.v.length;
    }
    return misfit / frames;
  }
}
