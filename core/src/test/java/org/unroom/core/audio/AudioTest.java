package org.unroom.core.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioTest {
  @Test
  void meanIsThatOfTheChannels() {
    Audio stereo = new Audio(new float[][] {{1, 0, -2}, {3, 1, 2}}, 8000);
    assertThat(stereo.mean()).containsExactly(2, 0.5f, 0);
    Audio mono = Audio.mono(new float[] {1, 2}, 8000);
    assertThat(mono.mean()).isSameAs(mono.channel(0));
  }
}
