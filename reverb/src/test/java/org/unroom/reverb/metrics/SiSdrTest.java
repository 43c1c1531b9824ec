package org.unroom.reverb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.SeededNoise;

class SiSdrTest {
  private static final int RATE = 16_000;

  @Test
  void isTheRatioOfWhatWasAdded() {
    float[] s = SeededNoise.gaussian(20_000, 1);
    float[] noise = SeededNoise.gaussian(20_000, 2);
    float[] e = new float[s.length];
    for (int n = 0; n < e.length; n++) {
      e[n] = 0.5f * s[n] + 0.05f * noise[n] + 0.3f;
    }
    // Noise and signal correlate by 1/sqrt(20000): 0.06 dB, and their powers vary by 1 %.
    assertThat(db(s, e)).isCloseTo(20, within(0.15));
  }

  @Test
  void extremes() {
    float[] s = {1, -1, 1, -1};
    assertThat(db(s, new float[] {-3, 3, -3, 3})).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(db(s, new float[] {1, 1, -1, -1})).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(SiSdr.db(new SignalPair(s, new float[] {2, 2, 2, 2}, RATE))).isEmpty();
    assertThat(SiSdr.db(new SignalPair(new float[0], new float[0], RATE))).isEmpty();
  }

  private static double db(float[] s, float[] e) {
    return SiSdr.db(new SignalPair(s, e, RATE)).orElseThrow();
  }
}
