package org.unroom.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DerivedAudioTest {
  private static final AudioSource RAMP =
      AudioSource.of(new Audio(new float[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}, 8000));

  @Test
  void gainsAndDifferencesAreComputedWhereverTheyAreRead() throws IOException {
    AudioSource half = RAMP.times(0.5);
    assertThat(half.all().channel(1)).containsExactly(2.5f, 3, 3.5f, 4);
    AudioSource rest = RAMP.minus(half.times(0.5));
    assertThat(rest.slice(1, 3).channel(0)).containsExactly(1.5f, 2.25f);
    float[][] out = new float[2][5];
    rest.read(2, out, 3, 2);
    assertThat(out[1]).containsExactly(0, 0, 0, 5.25f, 6);
    assertThat(RAMP.times(1)).isSameAs(RAMP);
    assertThat(rest.shape()).isEqualTo("2 channels x 4 samples at 8000 Hz");
  }

  @Test
  void soundsOfDifferentShapeHaveNoDifference() {
    AudioSource mono = AudioSource.of(Audio.mono(new float[4], 8000));
    assertThatThrownBy(() -> RAMP.minus(mono))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 channels x 4 samples at 8000 Hz");
  }
}
