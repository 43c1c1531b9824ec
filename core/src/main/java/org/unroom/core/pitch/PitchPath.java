package org.unroom.core.pitch;

/**
 * The path through all frames that collects most salience, with a price on jumps that grows with
 * the interval up to a limit, so that steps of a melody cost no more than leaps,
 *
 * <pre>
 *   best path = argmax sum over t of salience[t][i_t] - min( slope |i_t - i_(t-1)|, most )
 * </pre>
 *
 * by dynamic programming (A. J. Viterbi, 1967). With this price a frame costs O(K): the best
 * predecessor is found by one sweep up, one sweep down, and the best of all.
 */
final class PitchPath {
  private final double slope;
  private final double most;

  /**
   * Sets the price.
   *
   * @param slope of one step on the grid of candidates
   * @param most of any jump
   */
  PitchPath(double slope, double most) {
    this.slope = slope;
    this.most = most;
  }

  /** Candidate i of every frame; {@code salience[t][i]}. */
  int[] through(float[][] salience) {
    int frames = salience.length;
    int[] path = new int[frames];
    if (frames == 0) {
      return path;
    }
    int count = salience[0].length;
    short[][] from = new short[frames][count];
    double[] score = new double[count];
    for (int i = 0; i < count; i++) {
      score[i] = salience[0][i];
    }
    for (int t = 1; t < frames; t++) {
      advance(score, from[t]);
      for (int i = 0; i < count; i++) {
        score[i] += salience[t][i];
      }
    }
    path[frames - 1] = largest(score);
    for (int t = frames - 1; t > 0; t--) {
      path[t - 1] = from[t][path[t]];
    }
    return path;
  }

  /** Replaces every score by that of its best predecessor less the price. */
  private void advance(double[] score, short[] from) {
    int best = largest(score);
    double floor = score[best] - most;
    for (int i = 0; i < score.length; i++) {
      from[i] = (short) i;
    }
    for (int i = 1; i < score.length; i++) {
      take(score, from, i, i - 1);
    }
    for (int i = score.length - 2; i >= 0; i--) {
      take(score, from, i, i + 1);
    }
    for (int i = 0; i < score.length; i++) {
      if (score[i] < floor) {
        score[i] = floor;
        from[i] = (short) best;
      }
    }
  }

  private void take(double[] score, short[] from, int i, int neighbour) {
    if (score[neighbour] - slope > score[i]) {
      score[i] = score[neighbour] - slope;
      from[i] = from[neighbour];
    }
  }

  private static int largest(double[] score) {
    int best = 0;
    for (int i = 1; i < score.length; i++) {
      best = score[i] > score[best] ? i : best;
    }
    return best;
  }
}
