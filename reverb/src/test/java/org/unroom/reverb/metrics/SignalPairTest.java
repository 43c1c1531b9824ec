package org.unroom.reverb.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.SeededNoise;

class SignalPairTest {
  private static final int RATE = 16_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 50, -50, 320, -320})
  void findsAndRemovesADelayOfUpTo20Milliseconds(int delay) {
    float[] x = SeededNoise.gaussian(4000, 1);
    SignalPair pair = new SignalPair(x, shifted(x, delay), RATE);
    assertThat(pair.lagSamples()).isEqualTo(delay);
    float[] back = pair.aligned().estimate();
    for (int n = 320; n < 4000 - 320; n++) {
      assertThat(back[n]).isEqualTo(x[n]);
    }
  }

  @Test
  void aTurnedSignLinesUpToo() {
    float[] x = SeededNoise.gaussian(1000, 1);
    float[] y = shifted(x, 7);
    for (int n = 0; n < y.length; n++) {
      y[n] = -y[n];
    }
    assertThat(new SignalPair(x, y, RATE).lagSamples()).isEqualTo(7);
  }

  @Test
  void longerSignalIsCut() {
    SignalPair pair = new SignalPair(new float[7], new float[5], RATE);
    assertThat(pair.length()).isEqualTo(5);
    assertThat(pair.lagSamples()).isZero();
  }

  @Test
  void advancingBeyondTheEndLeavesSilence() {
    SignalPair pair = new SignalPair(new float[] {1, 2}, new float[] {3, 4}, RATE);
    assertThat(pair.advanced(1).estimate()).containsExactly(4, 0);
    assertThat(pair.advanced(-1).estimate()).containsExactly(0, 3);
    assertThat(pair.advanced(5).estimate()).containsExactly(0, 0);
  }

  private static float[] shifted(float[] x, int by) {
    float[] y = new float[x.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = n - by >= 0 && n - by < x.length ? x[n - by] : 0;
    }
    return y;
  }
}
