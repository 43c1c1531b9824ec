package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.SeededNoise;

class PartitionedConvolutionTest {
  private static final int BLOCK = 16;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33, 100})
  void equalsTheSumItStandsFor(int taps) {
    float[] h = SeededNoise.gaussian(taps, 1);
    if (taps == 100) {
      java.util.Arrays.fill(h, 20, 60, 0);
    }
    float[] x = SeededNoise.gaussian(10 * BLOCK, 2);
    float[] y = blockwise(h, x);
    for (int n = 0; n < x.length; n++) {
      double sum = 0;
      for (int k = 0; k <= Math.min(n, taps - 1); k++) {
        sum += h[k] * (double) x[n - k];
      }
      assertThat((double) y[n]).isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void aKernelOfZerosAddsNothingAtAll() {
    assertThat(blockwise(new float[40], SeededNoise.gaussian(4 * BLOCK, 3))).containsOnly(0f);
  }

  @Test
  void blocksArePowersOfTwo() {
    assertThatThrownBy(() -> new PartitionedConvolution(new float[3], 12))
        .hasMessage("block=12 must be a power of two");
  }

  private static float[] blockwise(float[] h, float[] x) {
    PartitionedConvolution convolution = new PartitionedConvolution(h, BLOCK);
    float[] y = new float[x.length];
    float[] in = new float[BLOCK];
    float[] out = new float[BLOCK];
    for (int at = 0; at < x.length; at += BLOCK) {
      System.arraycopy(x, at, in, 0, BLOCK);
      java.util.Arrays.fill(out, 0);
      convolution.addNext(in, out);
      System.arraycopy(out, 0, y, at, BLOCK);
    }
    return y;
  }
}
