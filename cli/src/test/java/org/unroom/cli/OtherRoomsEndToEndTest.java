package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.core.testkit.audio.SpeechLike;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.RoomAcoustics;

/** {@code swap} and {@code extract-ir} from file to file, on speech-like sound in made rooms. */
class OtherRoomsEndToEndTest {
  private static final int RATE = 16_000;
  private static final double HALL_T60 = 1.2;

  @TempDir Path folder;

  @Test
  void aUnitImpulseGivesBackTheDryFileBitByBit() throws IOException {
    Path impulse = folder.resolve("impulse.wav");
    float[] h = new float[400];
    h[37] = 0.5f;
    TestRecordings.floatWav(impulse, h);
    Path talk = wav("talk.wav", inRoom(voice(1, 6), hall()));
    run("swap", "--ir", impulse, "--save", "swapped,dry", "-o", folder.resolve("out"), talk);
    float[] dry = read(folder.resolve("out/talk_dry.wav"));
    assertThat(dry).isNotEqualTo(read(talk));
    assertThat(read(folder.resolve("out/talk_swapped.wav"))).isEqualTo(dry);
    Path same = folder.resolve("same.wav");
    run("swap", "--ir", impulse, "--amount", "0", "-o", same, talk);
    assertThat(read(same)).isEqualTo(read(talk));
  }

  @Test
  void anotherRoomIsItsConvolutionOnTheSampleAndAtTheLevel() throws IOException {
    float[] x = voice(2, 3);
    Path talk = wav("talk.wav", x);
    float[] h = hall();
    float[] louder = h.clone();
    for (int n = 0; n < h.length; n++) {
      louder[n] *= 3;
    }
    Path room = wav("hall.wav", louder);
    Path kept = folder.resolve("kept.wav");
    run("swap", "--ir", room, "--amount", "0", "-o", kept, talk);
    int direct = SyntheticRoom.of(RATE, HALL_T60, -2, 7).directSample();
    float[] full = FftConvolution.full(x, h);
    float[] expected = Arrays.copyOfRange(full, direct, full.length);
    float[] found = read(kept);
    assertThat(found.length).isGreaterThan(x.length + RATE);
    for (int n = 0; n < Math.min(found.length, expected.length); n++) {
      assertThat(found[n]).as("sample %d", n).isCloseTo(expected[n], within(2e-5f));
    }
    Path cut = folder.resolve("cut.wav");
    run("swap", "--ir", room, "--amount", "0", "--tail", "cut", "-o", cut, talk);
    assertThat(read(cut)).isEqualTo(Arrays.copyOf(found, x.length));
    Path none = folder.resolve("none.wav");
    run("swap", "--ir", room, "--amount", "0", "--wet", "0", "--tail", "cut", "-o", none, talk);
    assertThat(read(none)).isEqualTo(x);
  }

  @Test
  void aVoiceComesIntoTheRoomOfAnotherRecording() throws IOException {
    Path other = wav("other.wav", inRoom(voice(3, 10), hall()));
    Path studio = wav("studio.wav", voice(4, 10));
    Path there = folder.resolve("there.wav");
    run("swap", "--match", other, "-o", there, studio);
    Path heard = folder.resolve("heard.wav");
    run("extract-ir", "-o", heard, there);
    // two estimates, one after the other
    assertThat(t60Seconds(heard)).isCloseTo(HALL_T60, within(0.25 * HALL_T60));
    assertThat(read(there).length).isGreaterThan(10 * RATE + RATE / 2);
  }

  @Test
  void recordingsOfOneRoomTellItTogether() throws IOException {
    Path a = wav("a.wav", inRoom(voice(5, 8), hall()));
    Path b = wav("b.wav", inRoom(voice(6, 8), hall()));
    Path room = folder.resolve("room.wav");
    run("extract-ir", "--same-room", "-j", "1", "-o", room, a, b);
    assertThat(t60Seconds(room)).isCloseTo(HALL_T60, within(0.15 * HALL_T60));
    JsonNode told = new ObjectMapper().readTree(folder.resolve("room.json").toFile());
    assertThat(told.get("recordings").asInt()).isEqualTo(2);
    assertThat(told.get("heard_s").asDouble()).isGreaterThan(15);
    Path again = folder.resolve("again.wav");
    run("extract-ir", "--same-room", "-j", "2", "-o", again, a, b);
    assertThat(again).hasSameBinaryContentAs(room);
  }

  private static Session run(Object... words) {
    Session session = Session.run(words);
    assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.OK);
    return session;
  }

  private static double t60Seconds(Path response) throws IOException {
    RoomAcoustics heard = RoomAcoustics.of(read(response), RATE, Bands.OCTAVE);
    return heard.whole().t60Seconds().orElseThrow();
  }

  private static float[] voice(long seed, double seconds) {
    return new SpeechLike(seed, seconds).render(RATE);
  }

  private static float[] hall() {
    return SyntheticRoom.of(RATE, HALL_T60, -2, 7).impulseResponse(1.5 * HALL_T60);
  }

  private static float[] inRoom(float[] x, float[] h) {
    float[] wet = FftConvolution.full(x, h);
    float peak = 0;
    for (float v : wet) {
      peak = Math.max(peak, Math.abs(v));
    }
    for (int n = 0; n < wet.length; n++) {
      wet[n] *= 0.7f / peak;
    }
    return wet;
  }

  private Path wav(String name, float[] x) throws IOException {
    return TestRecordings.floatWav(folder.resolve(name), x);
  }

  private static float[] read(Path file) throws IOException {
    try (MediaReader reader = MediaReader.open(file)) {
      Audio audio = reader.readAll();
      assertThat(audio.channelCount()).isEqualTo(1);
      return audio.channel(0);
    }
  }
}
