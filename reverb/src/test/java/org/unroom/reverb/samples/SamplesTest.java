package org.unroom.reverb.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;
import org.unroom.reverb.ddsp.LearnedRoom;
import org.unroom.reverb.dereverb.Dereverberation;

/** The samples do what they say. */
class SamplesTest {
  @Test
  void sample05BuildsTheRoomThatIsAskedFor() {
    float[] h = Sample05Room.response(0.6, 0.02);
    assertThat(h[0]).isEqualTo(1);
    double t60 =
        RoomAcoustics.of(h, Sample05Room.RATE, Bands.OCTAVE).whole().t60Seconds().orElseThrow();
    assertThat(t60).isCloseTo(0.6, within(0.06));
  }

  @Test
  void sample06TakesARoomOut() {
    Dereverberation done = Sample06TakeTheRoomOut.dry();
    assertThat(done.strength()).isPositive();
    assertThat(done.room().orElseThrow().t60Seconds()).isCloseTo(0.9, within(0.15));
  }

  @Test
  void sample07LearnsARoom() throws Exception {
    LearnedRoom room = Sample07FitARoom.room(20);
    assertThat(room.t60Seconds()[3]).isCloseTo(0.7f, within(0.15f));
    assertThat(room.impulseResponse(8_000, 1)[0]).isEqualTo(1);
  }
}
