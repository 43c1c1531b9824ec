package org.unroom.core.pitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.SeededNoise;

class PitchPathTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "20, 1", "30, 40", "50, 7"})
  void isTheBestOfAllPathsAsTheLiteralTwinFindsIt(int frames, int count) {
    float[][] salience = new float[frames][];
    for (int t = 0; t < frames; t++) {
      salience[t] = SeededNoise.gaussian(count, 100 + t);
    }
    int[] path = new PitchPath(0.2, 0.9).through(salience);
    assertThat(path).hasSize(frames);
    assertThat(collected(salience, path, 0.2, 0.9))
        .isCloseTo(bestOfAll(salience, 0.2, 0.9), within(1e-9));
  }

  @Test
  void nothingIsAPathThroughNothing() {
    assertThat(new PitchPath(0.1, 1).through(new float[0][])).isEmpty();
  }

  private static double collected(float[][] salience, int[] path, double slope, double most) {
    double sum = salience[0][path[0]];
    for (int t = 1; t < path.length; t++) {
      sum += salience[t][path[t]] - price(path[t], path[t - 1], slope, most);
    }
    return sum;
  }

  /** O(T K^2): every candidate after every other. */
  private static double bestOfAll(float[][] salience, double slope, double most) {
    int count = salience[0].length;
    double[] score = new double[count];
    for (int t = 0; t < salience.length; t++) {
      double[] next = new double[count];
      for (int i = 0; i < count; i++) {
        double best = t == 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (int j = 0; j < count && t > 0; j++) {
          best = Math.max(best, score[j] - price(i, j, slope, most));
        }
        next[i] = best + salience[t][i];
      }
      score = next;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (double s : score) {
      best = Math.max(best, s);
    }
    return best;
  }

  private static double price(int i, int j, double slope, double most) {
    return Math.min(slope * Math.abs(i - j), most);
  }
}
