package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.testkit.SeededNoise;

class WeightedCovarianceTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 20",
    "1, 3, 1, 61",
    "1, 8, 3, 120",
    "2, 1, 2, 40",
    "2, 4, 3, 97",
    "3, 3, 1, 80",
    "1, 3, 4, 5",
    "2, 2, 3, 4"
  })
  void solvesTheNormalEquations(int channels, int taps, int delay, int frames) {
    List<ComplexSpectrogram> y = Spectra.echoing(channels, 1, frames, 5);
    float[] w = weights(frames);
    double ridge = 1e-3;
    double[] weight = new double[frames];
    for (int t = 0; t < frames; t++) {
      weight[t] = w[t];
    }
    double[][][] expected = new LiteralPrediction(y).filters(0, weight, taps, delay, ridge);
    float[][] re = y.stream().map(c -> c.re(0)).toArray(float[][]::new);
    float[][] im = y.stream().map(c -> c.im(0)).toArray(float[][]::new);
    try (WeightedCovariance equations = new WeightedCovariance(channels, taps, delay, frames)) {
      // twice, so that nothing is left of the first time
      for (int i = 0; i < 2; i++) {
        assertThat(equations.solve(re, im, w, ridge)).isTrue();
        for (int c = 0; c < channels; c++) {
          assertClose(equations.filterRe(c), expected[c][0]);
          assertClose(equations.filterIm(c), expected[c][1]);
        }
      }
    }
  }

  @Test
  void silenceCannotBePredicted() {
    try (WeightedCovariance equations = new WeightedCovariance(2, 3, 2, 30)) {
      float[] w = weights(30);
      assertThat(equations.solve(new float[2][30], new float[2][30], w, 1e-3)).isFalse();
    }
  }

  /** An echo of 0.6 after four frames is found at the tap that looks four frames back. */
  @Test
  void findsTheEcho() {
    int frames = 4000;
    float[] x = SeededNoise.gaussian(frames, 1);
    for (int t = 4; t < frames; t++) {
      x[t] += 0.6f * x[t - 4];
    }
    float[] w = new float[frames];
    Arrays.fill(w, 1);
    try (WeightedCovariance equations = new WeightedCovariance(1, 5, 2, frames)) {
      assertThat(equations.solve(new float[][] {x}, new float[1][frames], w, 0)).isTrue();
      double[] expected = {0, 0, 0.6, 0, 0};
      for (int i = 0; i < 5; i++) {
        // the estimate of 4000 samples spreads by 1 / sqrt(4000) = 0.016
        assertThat(equations.filterRe(0)[i]).isCloseTo(expected[i], within(0.05));
        assertThat(equations.filterIm(0)[i]).isCloseTo(0, within(0.05));
      }
    }
  }

  private static float[] weights(int frames) {
    float[] w = SeededNoise.gaussian(frames, 9);
    for (int t = 0; t < frames; t++) {
      w[t] = (float) Math.exp(2 * w[t]);
    }
    return w;
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      // products in single precision, times a condition of some hundred
      assertThat(actual[i]).as("tap %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }
}
