package org.unroom.reverb.ddsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedRoomTest {
  private static final int RATE = 16_000;
  private static final double T60_SECONDS = 0.8;
  private static final double LEVEL = 0.02;

  private static LearnedRoom room(float... early) {
    float[] t60 = new float[LearnedRoom.octavesHz(RATE).size()];
    float[] level = t60.clone();
    Arrays.fill(t60, (float) T60_SECONDS);
    Arrays.fill(level, (float) LEVEL);
    return new LearnedRoom(RATE, t60, level, early);
  }

  /** Energy of a decay of density l at rate fs: l^2 T60 fs / 13.8, less the 2.5 ms before it. */
  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 44_100, 48_000})
  void holdsTheSameEnergyBehindTheDirectSoundAtEveryRate(int rate) {
    float[] h = room(0f).impulseResponse(rate, 3);
    assertThat(h[0]).isEqualTo(1);
    double energy = 0;
    for (int k = 1; k < h.length; k++) {
      energy += (double) h[k] * h[k];
    }
    double expected = LEVEL * LEVEL * T60_SECONDS * RATE / (6 * Math.log(10));
    // half of the energy lies in some 1000 samples of noise: 5 % deviation
    assertThat(energy).isCloseTo(expected, within(0.15 * expected));
    assertThat(h.length).isEqualTo((int) Math.ceil((1.1f * (float) T60_SECONDS + 0.1) * rate));
  }

  @Test
  void earlyTapsStandWhereTheyWereLearned() {
    float[] early = new float[200];
    early[99] = 0.5f;
    float[] same = room(early).impulseResponse(RATE, 3);
    float[] without = room(new float[200]).impulseResponse(RATE, 3);
    assertThat(same[100] - without[100]).isCloseTo(0.5f, within(1e-6f));
    float[] twice = room(early).impulseResponse(2 * RATE, 3);
    float[] twiceWithout = room(new float[200]).impulseResponse(2 * RATE, 3);
    // a tap of the same sound, spread over a band that is not learned
    assertThat(twice[200] - twiceWithout[200]).isCloseTo(0.25f, within(0.02f));
  }

  @Test
  void octavesReachToHalfTheRate() {
    assertThat(LearnedRoom.octavesHz(16_000))
        .containsExactly(125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0);
    assertThat(LearnedRoom.octavesHz(48_000)).endsWith(16_000.0);
  }
}
