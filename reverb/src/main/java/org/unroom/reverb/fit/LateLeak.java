package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.List;
import org.unroom.core.diff.DecayTail;

/**
 * What a dry sound x of one band still holds of the room. A response of M frames was taken out of
 * it; of what the room sends later a share g may have stayed, behind what the source sends, s:
 *
 * <pre>
 *   x[t] = s[t] + g L[t],    L[t] = sum over k &gt;= M of A r^k s[t - k]
 * </pre>
 *
 * A regression that takes this for source finds decays in halls 10 to 15 % too short: what follows
 * a leak that decays need not decay as slowly. The share is told by the frames in which the source
 * pauses: there x is late sound alone, exponentially distributed around g L, while elsewhere any
 * level is as likely as any other, evenly in decibels from {@code floor} to the largest x. With W
 * nepers between them and a share p of pauses, by expectation and maximisation,
 *
 * <pre>
 *   w[t] = p q e^-q / (p q e^-q + (1 - p) / W),   q = x / (g L)      (pauses)
 *   g *= sqrt( sum w L q / m / sum w L / m ), m = g L;   p = mean w
 *   s[t] = (1 - w[t]) max(0, x[t] - g L[t])
 * </pre>
 *
 * @param share g, 0..1
 * @param source s of every stretch {@code [t]}
 */
record LateLeak(double share, List<float[]> source) {
  private static final double FIRST_SHARE = 0.01;
  private static final double LEAST_SHARE = 1e-3;
  private static final double FIRST_PAUSES = 0.5;
  private static final double LEAST_PAUSES = 0.02;
  private static final double MOST_PAUSES = 0.95;

  /** 70 dB below the mean of x: far below what a recording tells. */
  private static final double FLOOR = 1e-7;

  private static final int ITERATIONS = 15;

  /**
   * What a room sends of each stretch of {@code source} from {@code reach} frames on, L.
   *
   * @param earlyTaps frames behind the direct one that do not count to {@link BandDecay#tail}
   */
  static List<float[]> late(
      List<float[]> source, BandDecay room, double hopSeconds, int earlyTaps, int reach) {
    double ratio = Math.pow(10, -6 * hopSeconds / room.t60Seconds());
    double since = Math.pow(ratio, reach - earlyTaps - 1);
    float weight = (float) (room.tail() * (1 - ratio) * since);
    List<float[]> late = new ArrayList<>();
    for (float[] s : source) {
      float[] row = new float[s.length];
      new DecayTail(reach).forward(s, ratio, row);
      for (int t = 0; t < row.length; t++) {
        row[t] *= weight;
      }
      late.add(row);
    }
    return late;
  }

  /**
   * Finds the share, and the source without it.
   *
   * @param dry x of every stretch {@code [t]}, at least 0
   * @param late L of every stretch {@code [t]}, at least 0
   */
  static LateLeak of(List<float[]> dry, List<float[]> late) {
    double mean = 0;
    double most = 0;
    int frames = 0;
    for (float[] x : dry) {
      for (float v : x) {
        mean += v;
        most = Math.max(most, v);
      }
      frames += x.length;
    }
    if (most <= 0) {
      return new LateLeak(0, dry);
    }
    double floor = FLOOR * mean / frames;
    double elsewhere = 1 / Math.log(most / floor);
    double share = FIRST_SHARE;
    double pauses = FIRST_PAUSES;
    for (int i = 0; i < ITERATIONS; i++) {
      double found = 0;
      double expected = 0;
      double paused = 0;
      for (int s = 0; s < dry.size(); s++) {
        for (int t = 0; t < dry.get(s).length; t++) {
          double m = share * late.get(s)[t] + floor;
          double q = (dry.get(s)[t] + floor) / m;
          double w = paused(q, pauses, elsewhere);
          found += w * late.get(s)[t] * q / m;
          expected += w * late.get(s)[t] / m;
          paused += w;
        }
      }
      if (expected > 0) {
        share *= Math.sqrt(found / expected);
      }
      share = Math.min(1, Math.max(LEAST_SHARE, share));
      pauses = Math.min(MOST_PAUSES, Math.max(LEAST_PAUSES, paused / frames));
    }
    List<float[]> source = new ArrayList<>();
    for (int s = 0; s < dry.size(); s++) {
      source.add(source(dry.get(s), late.get(s), share, floor, pauses, elsewhere));
    }
    return new LateLeak(share, source);
  }

  private static float[] source(
      float[] dry, float[] late, double share, double floor, double pauses, double elsewhere) {
    float[] source = new float[dry.length];
    for (int t = 0; t < dry.length; t++) {
      double m = share * late[t] + floor;
      double w = paused((dry[t] + floor) / m, pauses, elsewhere);
      source[t] = (float) ((1 - w) * Math.max(0, dry[t] - share * late[t]));
    }
    return source;
  }

  private static double paused(double q, double pauses, double elsewhere) {
    double pause = pauses * q * Math.exp(-q);
    return pause / (pause + (1 - pauses) * elsewhere);
  }
}
