package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.parallel.Progress;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.WavFile;
import org.unroom.reverb.dereverb.DereverbMethod;
import org.unroom.reverb.dereverb.SoundModel;
import org.unroom.reverb.swap.SwapSettings;

class RoomSwapTest {
  private static final int RATE = 16000;

  @TempDir private Path folder;

  private static RoomSwapSettings settings(Path response) {
    return new RoomSwapSettings(
        response,
        false,
        SwapSettings.NATURAL,
        new DereverbSettings(0, DereverbMethod.FIT, SoundModel.AUTO, 0, 1));
  }

  @Test
  void throughAUnitImpulseTheRecordingComesBackBitByBit() throws IOException {
    float[] impulse = new float[500];
    impulse[20] = 1;
    Path response = folder.resolve("impulse.wav");
    WavFile.write(response, Audio.mono(impulse, RATE));
    Audio recording =
        new Audio(
            new float[][] {SeededNoise.gaussian(9000, 1), SeededNoise.gaussian(9000, 2)}, RATE);
    List<Path> decoded = new ArrayList<>();
    SoundDecoder noting =
        (request, scratch) -> {
          decoded.add(request.file());
          return SoundDecoder.HERE.decode(request, scratch);
        };
    try (RoomSwap swap = new RoomSwap(settings(response), noting);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      Treatment treatment = swap.treat(AudioSource.of(recording), scratch, Progress.NONE);
      Audio swapped = treatment.main().all();
      assertThat(treatment.mainKind()).isEqualTo(OutputKind.SWAPPED);
      assertThat(swapped.channel(0)).isEqualTo(recording.channel(0));
      assertThat(swapped.channel(1)).isEqualTo(recording.channel(1));
      assertThat(treatment.findings().headline()).startsWith("own room kept → ");
      assertThat(decoded).containsExactly(response);
    }
  }

  @Test
  void silentResponsesAreRefusedByName() throws IOException {
    Path response = folder.resolve("silent.wav");
    WavFile.write(response, Audio.mono(new float[500], RATE));
    Audio recording = Audio.mono(SeededNoise.gaussian(900, 1), RATE);
    try (RoomSwap swap = new RoomSwap(settings(response), SoundDecoder.HERE);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      assertThatThrownBy(() -> swap.treat(AudioSource.of(recording), scratch, Progress.NONE))
          .hasCauseInstanceOf(MediaException.class)
          .hasMessageContaining("silent.wav")
          .hasMessageContaining("a silent response is no room");
    }
  }

  /** What is no number is silence, and the line says why there is none to hear. */
  @Test
  void damagedResponsesAreNamed() throws IOException {
    float[] impulse = new float[500];
    impulse[20] = Float.NaN;
    Path nothing = folder.resolve("nothing.wav");
    TestRecordings.floatWav(nothing, impulse);
    impulse[10] = 1;
    Path damaged = folder.resolve("damaged.wav");
    TestRecordings.floatWav(damaged, impulse);
    Audio recording = Audio.mono(SeededNoise.gaussian(900, 1), RATE);
    String damage = "1 sample is not a finite number (first at sample 20,";
    try (RoomSwap swap = new RoomSwap(settings(nothing), SoundDecoder.HERE);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      assertThatThrownBy(() -> swap.treat(AudioSource.of(recording), scratch, Progress.NONE))
          .hasMessageContaining("a silent response is no room")
          .hasMessageContaining(damage);
    }
    try (RoomSwap swap = new RoomSwap(settings(damaged), SoundDecoder.HERE);
        ScratchSpace scratch = ScratchSpace.temporary()) {
      Treatment treatment = swap.treat(AudioSource.of(recording), scratch, Progress.NONE);
      assertThat(treatment.findings().warnings())
          .singleElement()
          .asString()
          .contains("damaged.wav", damage);
    }
  }
}
