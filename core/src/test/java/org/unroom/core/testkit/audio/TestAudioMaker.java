package org.unroom.core.testkit.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.testkit.DecayFit;
import org.unroom.core.testkit.ShoeboxRoom;
import org.unroom.core.testkit.WavFile;

/**
 * Makes the recordings of {@code test-audio/}: each dry sound, and the same in its rooms,
 *
 * <pre>
 *   wet[n] = gain (h * dry)[n + D],   D the direct sound's delay, rounded to a sample
 * </pre>
 *
 * with peak 0.7, as 16-bit WAV files with the manifest (without hashes) beside them. A wet file
 * ends after the dry one by its longest T60, at most 2 s. Run by {@code test-audio/make.sh}, which
 * speaks the speech before and packs the files to FLAC after. Arguments: folder with the spoken WAV
 * files, folder to write to.
 */
public final class TestAudioMaker {
  private static final String LICENCE = "CC0-1.0"; // of speech: see test-audio/README.md
  private static final double LONGEST_END_SECONDS = 2;
  private static final double FADE_SECONDS = 0.02;

  private final Path spoken;
  private final Path out;
  private final List<String> manifest = new ArrayList<>(List.of(TestAudioEntry.HEADER));

  private TestAudioMaker(Path spoken, Path out) {
    this.spoken = spoken;
    this.out = out;
  }

  /** Makes all files: {@code SPOKEN_FOLDER OUT_FOLDER}. */
  public static void main(String[] args) throws IOException {
    new TestAudioMaker(Path.of(args[0]), Path.of(args[1])).makeAll();
  }

  private void makeAll() throws IOException {
    Files.createDirectories(out);
    make("interview", "speech", 16_000, speech("interview"), RoomPreset.STUDY, RoomPreset.HALL);
    make("lecture", "speech", 48_000, speech("lecture"), RoomPreset.BOOTH, RoomPreset.CHURCH);
    make("reading", "speech", 44_100, speech("reading"), RoomPreset.OFFICE, RoomPreset.STAIRWELL);
    make("song", "sung", 44_100, new SungVowels(1), RoomPreset.CHAPEL);
    make("guitar", "plucked", 44_100, new PluckedStrings(2), RoomPreset.PARLOUR);
    make("violin", "bowed", 48_000, new BowedString(3, 1), RoomPreset.HALL);
    make("flute", "blown", 44_100, new BlownPipe(4), RoomPreset.ATRIUM);
    make("percussion", "percussion", 44_100, new Percussion(5), RoomPreset.GYM);
    make("cello", "bowed", 44_100, new BowedString(6, 0.25));
    addRoom("cello", "bowed", 44_100, 2, new BowedString(6, 0.25), RoomPreset.STUDIO);
    Files.write(out.resolve("MANIFEST.tsv"), manifest);
  }

  private SpokenFile speech(String name) throws IOException {
    String made = Files.readString(spoken.resolve(name + ".txt")).strip();
    return new SpokenFile(spoken.resolve(name + ".wav"), made);
  }

  private void make(String name, String kind, int rate, Material material, RoomPreset... rooms)
      throws IOException {
    Audio dry = Audio.mono(material.render(rate), rate);
    save(fileName(name, "dry", rate), kind, material.made(), dry, Optional.empty());
    for (RoomPreset room : rooms) {
      addRoom(name, kind, rate, 1, material, room);
    }
  }

  private void addRoom(
      String name, String kind, int rate, int microphones, Material material, RoomPreset preset)
      throws IOException {
    ShoeboxRoom room = preset.room(rate, microphones);
    float[][] h = room.impulseResponses();
    float[] dry = material.render(rate);
    float[][] wet = wet(dry, h, room);
    double gain = toPeak(wet);
    String roomName = preset.name();
    String channels = microphones == 2 ? "_stereo" : "";
    TestAudioEntry.Truth truth =
        new TestAudioEntry.Truth(
            fileName(name, "dry", rate),
            roomName,
            room.seed(),
            "%s*%s*%s".formatted(room.size().x(), room.size().y(), room.size().z()),
            1 / room.directLevel(0),
            room.drrDb(),
            DecayFit.c50Db(h[0], (int) room.directDelaySamples(0), rate),
            DecayFit.t60Seconds(h[0], room.mixingSample(0), rate),
            room.t60Seconds(),
            gain * room.directLevel(0));
    String file = fileName(name, roomName + channels, rate);
    save(file, kind, material.made(), new Audio(wet, rate), Optional.of(truth));
  }

  private static float[][] wet(float[] dry, float[][] h, ShoeboxRoom room) {
    double longest = room.t60Seconds().stream().mapToDouble(t -> t).max().orElseThrow();
    double end = Math.min(LONGEST_END_SECONDS, longest);
    int delay = (int) Math.round(room.directDelaySamples(0));
    float[][] wet = new float[h.length][dry.length + (int) (end * room.sampleRateHz())];
    int fade = (int) (FADE_SECONDS * room.sampleRateHz());
    for (int c = 0; c < h.length; c++) {
      float[] full = FftConvolution.full(dry, h[c]);
      for (int n = 0; n < wet[c].length && n + delay < full.length; n++) {
        float fadeOut = Math.min(1f, (wet[c].length - n) / (float) fade);
        wet[c][n] = fadeOut * full[n + delay];
      }
    }
    return wet;
  }

  /** Scales all channels together and tells the gain. */
  private static double toPeak(float[][] x) {
    double peak = 0;
    for (float[] channel : x) {
      for (float v : channel) {
        peak = Math.max(peak, Math.abs(v));
      }
    }
    float gain = (float) (Levels.PEAK / peak);
    for (float[] channel : x) {
      for (int n = 0; n < channel.length; n++) {
        channel[n] *= gain;
      }
    }
    return gain;
  }

  private void save(
      String file, String kind, String made, Audio audio, Optional<TestAudioEntry.Truth> truth)
      throws IOException {
    WavFile.write(out.resolve(file.replace(".flac", ".wav")), audio);
    manifest.add(
        new TestAudioEntry(
                file, kind, audio.sampleRateHz(), audio.channelCount(), made, LICENCE, truth, "-")
            .line());
  }

  private static String fileName(String name, String place, int rate) {
    return "%s_%s_%dk.flac".formatted(name, place, rate / 1000);
  }
}
