package org.unroom.reverb.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.core.testkit.WavFile;
import org.unroom.reverb.ddsp.DdspSettings;
import org.unroom.reverb.ddsp.LearnedRoom;
import org.unroom.reverb.ddsp.Phrase;
import org.unroom.reverb.ddsp.Resynthesis;
import org.unroom.reverb.ddsp.Resynthesizer;

/**
 * A fitted room: synthesizer and room together are set until they sound like the recording; what is
 * learned of the room is an impulse response. {@code unroom dereverb --method ddsp} does this.
 */
public final class Sample07FitARoom {
  private static final int RATE = 8_000;
  private static final double T60_SECONDS = 0.7;

  private Sample07FitARoom() {}

  /** The room of a melody of five seconds, after so many steps. */
  static LearnedRoom room(int steps) throws IOException {
    float[] wet = Phrase.in(SyntheticRoom.of(RATE, T60_SECONDS, 0, 5), 5, T60_SECONDS);
    try (Workers workers = Workers.allCores()) {
      Resynthesis done =
          new Resynthesizer(DdspSettings.standard(1).withIterations(steps), workers)
              .process(AudioSource.of(Audio.mono(wet, RATE)), AudioSink.NONE, Progress.NONE);
      return done.room().orElseThrow();
    }
  }

  /** Writes {@code room.wav}, or the file that is named. */
  public static void main(String[] args) throws IOException {
    LearnedRoom room = room(200);
    Path file = Path.of(args.length > 0 ? args[0] : "room.wav");
    WavFile.write(file, Audio.mono(room.impulseResponse(RATE, 1), RATE));
    System.out.printf(
        "a room of %.1f s, learned as %.2f s at 1 kHz: %s%n",
        T60_SECONDS, room.t60Seconds()[3], file);
  }
}
