package org.unroom.reverb.ddsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unroom.core.audio.Audio;

class SoundBeforeTest {
  private static final int RATE = 1_000;
  private static final int SEAM = 3 * RATE;

  private static Audio level(double... levels) {
    float[][] x = new float[levels.length][6 * RATE];
    for (int c = 0; c < levels.length; c++) {
      Arrays.fill(x[c], (float) levels[c]);
    }
    return new Audio(x, RATE);
  }

  /** The second stretch starts a second later and is softer or louder. */
  private static Audio after(Audio first, Audio second) {
    SoundBefore.of(first, 0, SEAM, 0.2).leadInto(second, RATE);
    return second;
  }

  @Test
  void startsAtTheLevelBeforeAndGoesToItsOwn() {
    Audio next = after(level(1, 1), level(0.8, 1.5));
    for (int c = 0; c < 2; c++) {
      float own = c == 0 ? 0.8f : 1.5f;
      float[] x = next.channel(c);
      assertThat(x[SEAM - RATE]).isCloseTo(1, within(1e-3f));
      assertThat(x[SEAM - RATE + RATE]).isCloseTo((float) Math.sqrt(own), within(1e-3f));
      assertThat(x[SEAM - RATE + 2 * RATE]).isEqualTo(own);
      assertThat(x[x.length - 1]).isEqualTo(own);
    }
  }

  @Test
  void anotherSoundIsNotBroughtToItsLevel() {
    assertThat(after(level(1), level(0.01)).channel(0)[SEAM - RATE])
        .isCloseTo(0.02f, within(1e-4f));
    assertThat(after(level(0), level(0.5)).channel(0)).containsOnly(0.5f);
    assertThat(after(level(1), level(0)).channel(0)).containsOnly(0f);
  }

  @Test
  void tellsTheNextStretchWhenAndInWhichPhase() {
    assertThat(SoundBefore.of(level(1), 0, SEAM, 0.2).seam(RATE, RATE))
        .isEqualTo(new PhaseSeam(2, 0.2));
  }
}
