package org.unroom.reverb.fit;

import java.util.Arrays;
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
 * e, ln A, ln T60, ln n). With a handful of unknowns, Fisher scoring with Levenberg–Marquardt
 * damping arrives in some ten steps where gradient descent takes thousands (early taps and tail
 * trade places along a flat valley), and its curvature says how well T60 is known. The noise may
 * not exceed the quiet frames. Several starts, the best end wins. One object for each thread.
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
  private static final double QUIET_SHARE = 0.03;
  private static final double LEAST_NOISE = 1e-9;
  private static final double FIRST_DAMPING = 0.01;
  private static final double LEAST_DAMPING = 1e-6;
  private static final int STEPS = 40;
  private static final int TRIES = 8;
  private static final double ENOUGH = 1e-4;

  private final double hopSeconds;
  private final int taps;
  private final int unknowns;
  private final DecayTail tail;
  private final float[] tailOf;
  private final double[] v;
  private final double[][] jacobian;
  private final double[][] fisher;
  private final double[] gradient;
  private final double[] mean;
  private final double[] deviation;
  private final HermitianSolver solver;
  private final double[] zeros;
  private float[] measured;
  private float[] dry;
  private double mostNoise;

  /**
   * Plans the regression.
   *
   * @param frames T, length of what is compared
   * @param hopSeconds h, seconds between frames
   * @param taps K, early taps, at least 1
   */
  public RoomRegression(int frames, double hopSeconds, int taps) {
    this.hopSeconds = hopSeconds;
    this.taps = taps;
    this.unknowns = taps + 3;
    this.tail = new DecayTail(taps + 1);
    this.tailOf = new float[frames];
    this.v = new double[frames];
    this.jacobian = new double[unknowns][frames];
    this.fisher = new double[unknowns][unknowns];
    this.gradient = new double[unknowns];
    this.mean = new double[unknowns];
    this.deviation = new double[unknowns];
    this.solver = new HermitianSolver(unknowns);
    this.zeros = new double[unknowns];
    Arrays.fill(mean, 0, taps, EARLY_MEAN);
    Arrays.fill(deviation, LEVEL_DEVIATION);
    mean[taps] = TAIL_MEAN;
    mean[t60()] = T60_MEAN;
    mean[noise()] = Math.log(START_NOISE);
    deviation[t60()] = T60_DEVIATION;
  }

  private int t60() {
    return taps + 1;
  }

  private int noise() {
    return taps + 2;
  }

  /**
   * Regresses.
   *
   * @param measuredEnergy the recording's energies {@code [t]}, mean 1
   * @param dryEnergy the dry sound's energies in the same unit, at least 0
   */
  public BandDecay of(float[] measuredEnergy, float[] dryEnergy) {
    this.measured = measuredEnergy;
    this.dry = dryEnergy;
    float[] sorted = measuredEnergy.clone();
    Arrays.sort(sorted);
    mostNoise = Math.max(LEAST_NOISE, sorted[(int) (QUIET_SHARE * (sorted.length - 1))]);
    double[] best = mean.clone();
    double lowest = Double.POSITIVE_INFINITY;
    for (double start : T60_STARTS) {
      double[] theta = mean.clone();
      theta[t60()] = Math.log(start);
      confine(theta);
      double loss = descend(theta);
      if (loss < lowest) {
        lowest = loss;
        best = theta;
      }
    }
    return decay(best);
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
    theta[noise()] = Math.min(theta[noise()], Math.log(mostNoise));
    theta[t60()] = Math.max(SHORTEST_T60, Math.min(LONGEST_T60, theta[t60()]));
  }

  private double ratio(double[] theta) {
    return Math.exp(-LN_MILLION * hopSeconds / Math.exp(theta[t60()]));
  }

  private double tailWeight(double[] theta) {
    return Math.exp(theta[taps]) * Math.pow(ratio(theta), tail.delay());
  }

  private double loss(double[] theta) {
    tail.forward(dry, ratio(theta), tailOf);
    double weight = tailWeight(theta);
    double n = Math.exp(theta[noise()]);
    for (int t = 0; t < v.length; t++) {
      v[t] = dry[t] + weight * tailOf[t] + n;
    }
    for (int k = 1; k <= taps; k++) {
      double e = Math.exp(theta[k - 1]);
      for (int t = k; t < v.length; t++) {
        v[t] += e * dry[t - k];
      }
    }
    double loss = 0;
    for (int t = 0; t < v.length; t++) {
      double r = (measured[t] + FLOOR) / (v[t] + FLOOR);
      loss += r - Math.log(r) - 1;
    }
    for (int i = 0; i < unknowns; i++) {
      double d = (theta[i] - mean[i]) / deviation[i];
      loss += d * d / 2;
    }
    return loss;
  }

  /** Gradient and Fisher information at theta, for which tail and v were just computed. */
  private void linearize(double[] theta) {
    loss(theta);
    fillJacobian(theta);
    for (int i = 0; i < unknowns; i++) {
      double precision = 1 / (deviation[i] * deviation[i]);
      gradient[i] = (theta[i] - mean[i]) * precision;
      Arrays.fill(fisher[i], 0);
      fisher[i][i] = precision;
    }
    for (int t = 0; t < v.length; t++) {
      double inverse = 1 / (v[t] + FLOOR);
      double slope = (v[t] - measured[t]) * inverse * inverse;
      for (int i = 0; i < unknowns; i++) {
        gradient[i] += slope * jacobian[i][t];
        double scaled = jacobian[i][t] * inverse * inverse;
        for (int j = 0; j <= i; j++) {
          fisher[i][j] += scaled * jacobian[j][t];
        }
      }
    }
  }

  private void fillJacobian(double[] theta) {
    double r = ratio(theta);
    double weight = tailWeight(theta);
    double slopeOfRatio = r * LN_MILLION * hopSeconds / Math.exp(theta[t60()]);
    double n = Math.exp(theta[noise()]);
    double tailByRatio = 0;
    for (int t = 0; t < v.length; t++) {
      tailByRatio = r * tailByRatio + (t > 0 ? tailOf[t - 1] : 0);
      jacobian[taps][t] = weight * tailOf[t];
      jacobian[t60()][t] = weight * slopeOfRatio * (tail.delay() / r * tailOf[t] + tailByRatio);
      jacobian[noise()][t] = n;
    }
    for (int k = 1; k <= taps; k++) {
      double e = Math.exp(theta[k - 1]);
      for (int t = 0; t < v.length; t++) {
        jacobian[k - 1][t] = t < k ? 0 : e * dry[t - k];
      }
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
    double[] unit = new double[unknowns];
    unit[t60()] = 1;
    solve(0, unit);
    double misfit = 0;
    for (int t = 0; t < v.length; t++) {
      double deviation = (measured[t] + FLOOR) / (v[t] + FLOOR) - 1;
      misfit += deviation * deviation;
    }
    double variance = Math.max(0, unit[t60()]) * misfit / v.length;
    double early = 1;
    for (int k = 0; k < taps; k++) {
      early += Math.exp(theta[k]);
    }
    return new BandDecay(
        Math.exp(theta[t60()]),
        Math.sqrt(variance),
        early,
        tailWeight(theta) / (1 - ratio(theta)),
        Math.exp(theta[noise()]));
  }
}
