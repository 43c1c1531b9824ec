package org.unroom.batch.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.plan.OutputKind;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.Metadata;
import org.unroom.core.testkit.WavFile;
import org.unroom.reverb.ir.IrLayout;

class RoomNotesTest {
  private static final int RATE = 16000;

  @TempDir private Path folder;

  private void save(IrLayout layout) throws IOException {
    Path input = folder.resolve("talk.wav");
    WavFile.write(input, Audio.mono(new float[100], RATE));
    float[][] paths = new float[4][50];
    for (int c = 0; c < 4; c++) {
      paths[c][10] = 0.2f * (c + 1);
    }
    Audio response = new Audio(paths, RATE);
    try (MediaReader reader = MediaReader.open(input)) {
      OutputSet outputs = new OutputSet(reader.format(), Metadata.NONE, SaveSettings.withSeed(0));
      outputs.save(
          Map.of(OutputKind.IR, folder.resolve("room.wav")),
          AudioSource.of(Audio.mono(new float[100], RATE)),
          new Treatment(
              Map.of(OutputKind.IR, AudioSource.of(response)),
              new Findings("T60 1 s", List.of(), Map.of(), List.of()),
              Optional.of(new RoomNotes(Optional.of(layout), Map.of("gain_db", -3.5)))),
          CommitGate.OPEN);
    }
  }

  @Test
  void trueStereoFilesSayWhichChannelIsWhichPath() throws IOException {
    save(IrLayout.TRUE_STEREO);
    String bytes = Files.readString(folder.resolve("room.wav"), ISO_8859_1);
    assertThat(bytes).contains("iXML", "IXML_RECORDING_METHOD", "True Stereo", "<NAME>RL</NAME>");
    assertThat(WavFile.read(folder.resolve("room.wav")).channelCount()).isEqualTo(4);
    assertThat(Files.readString(folder.resolve("room.json"), UTF_8))
        .contains("\"file\" : \"room.wav\"", "\"gain_db\" : -3.5", "\"file_gain_db\"");
  }

  @Test
  void pairsAreTwoStereoFiles() throws IOException {
    save(IrLayout.TRUE_STEREO_PAIR);
    Audio left = WavFile.read(folder.resolve("room_L.wav"));
    Audio right = WavFile.read(folder.resolve("room_R.wav"));
    assertThat(left.channel(1)[10]).isEqualTo(0.4f);
    assertThat(right.channel(0)[10]).isEqualTo(0.6f);
    assertThat(folder.resolve("room.wav")).doesNotExist();
    assertThat(folder.resolve("room.json")).exists();
  }
}
