package org.unroom.reverb.samples;

import org.unroom.core.audio.Audio;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.reverb.ddsp.Phrase;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.Dereverberation;
import org.unroom.reverb.dereverb.Dereverberator;
import org.unroom.reverb.dereverb.SoundModel;

/**
 * Taking the room out of a recording of one instrument, by a filter on the recording itself: what
 * {@code unroom dereverb --model instrument} does.
 */
public final class Sample06TakeTheRoomOut {
  private static final int RATE = 16_000;
  private static final double T60_SECONDS = 0.9;

  private Sample06TakeTheRoomOut() {}

  /** Five seconds of a melody in a room, and what is left of it. */
  static Dereverberation dry() {
    float[] wet = Phrase.in(SyntheticRoom.of(RATE, T60_SECONDS, 0, 5), 5, T60_SECONDS);
    try (Workers workers = Workers.allCores()) {
      return new Dereverberator(DereverbMethod.FIT, SoundModel.INSTRUMENT, 1, 0, workers)
          .process(Audio.mono(wet, RATE), Progress.NONE);
    }
  }

  /** Says what room was heard. */
  public static void main(String[] args) {
    Dereverberation done = dry();
    done.room()
        .ifPresent(
            room ->
                System.out.printf(
                    "a room of %.1f s, heard as T60 %.2f s, C50 %.1f dB%n",
                    T60_SECONDS, room.t60Seconds(), room.c50Db()));
  }
}
