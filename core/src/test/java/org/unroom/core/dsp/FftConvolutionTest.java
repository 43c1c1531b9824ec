package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class FftConvolutionTest {
  /** Two transforms of 1024..4096 in single precision. */
  private static final double SINGLE = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 301})
  void isTheDefinition(int kernelLength) {
    float[] h = SeededNoise.gaussian(kernelLength, 5);
    FftConvolution convolution = new FftConvolution(h);
    NaiveTwin.check(convolution::full, x -> literal(x, h), SINGLE);
    NaiveTwin.check(x -> FftConvolution.full(x, h), x -> literal(x, h), SINGLE);
  }

  @Test
  void isTheDefinitionOverManyBlocks() {
    float[] h = SeededNoise.gaussian(300, 1);
    float[] x = SeededNoise.gaussian(10_001, 2);
    NaiveTwin.assertClose("blocks", FftConvolution.full(x, h), literal(x, h), SINGLE);
    NaiveTwin.assertClose("swapped", FftConvolution.full(h, x), literal(x, h), SINGLE);
  }

  @Test
  void nothingConvolvedIsNothing() {
    assertThat(FftConvolution.full(new float[0], new float[3])).isEmpty();
    assertThat(new FftConvolution(new float[0]).full(new float[3])).isEmpty();
  }

  private static float[] literal(float[] x, float[] h) {
    float[] y = new float[x.length + h.length - 1];
    for (int n = 0; n < y.length; n++) {
      double sum = 0;
      for (int k = 0; k < h.length; k++) {
        sum += n - k >= 0 && n - k < x.length ? h[k] * (double) x[n - k] : 0;
      }
      y[n] = (float) sum;
    }
    return y;
  }
}
