package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.core.testkit.WavFile;

class AnalyzeResponseTest {
  @TempDir private Path folder;
  private Path hall;

  @BeforeEach
  void writeHall() throws IOException {
    float[] h = SyntheticRoom.of(16000, 0.8, 3, 1).impulseResponse(1);
    hall = folder.resolve("hall.wav");
    WavFile.write(hall, Audio.mono(h, 16000));
  }

  @Test
  void aMeasuredResponseIsToldInATable() {
    Session session = Session.run("analyze", "--ir", hall);
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(session.out()).contains("T60 0.8", "(T30)", "DRR +3.0 dB", "  1000 Hz", "   63 Hz");
  }

  @Test
  void thirdOctavesAndJsonOnRequest() {
    Session session = Session.run("analyze", "--ir", "--bands", "third", "--json", hall);
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(session.out()).contains("\"center_hz\":3150.0", "\"t30_s\":0.", "\"c80_db\":");
  }

  @Test
  void bandsAloneAreRefused() {
    Session session = Session.run("analyze", "--bands", "third", hall);
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("--bands is for impulse responses; give --ir too");
    assertThat(Session.run("analyze", "--ir", "--bands", "half", hall).err())
        .contains("--bands=half must be one of octave, third");
  }
}
