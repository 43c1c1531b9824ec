package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.media.TestRecordings;

class SwapCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "swap x.wav|swap needs one other room: --ir FILE (an impulse response) or --match FILE (a"
            + " recording). See: unroom help swap",
        "swap --ir a.wav --match b.wav x.wav|swap needs one other room: --ir FILE (an impulse"
            + " response) or --match FILE (a recording). See: unroom help swap",
        "swap --ir a.wav --wet 2 x.wav|--wet=2 must be between 0 and 1; 0.5 is half of the other"
            + " room",
        "extract-ir --ir-layout quad x.wav|--ir-layout=quad must be one of mono, stereo,"
            + " true-stereo, true-stereo-pair",
        "extract-ir --same-room --start 3 x.wav y.wav|--start is for one recording; --same-room"
            + " hears all of each",
        "extract-ir --level lufs=-20 x.wav|--level is for recordings; responses have"
            + " --ir-normalize",
      })
  void wrongWordsAreRefusedInOneLine(String words, String message) {
    Session session = Session.run((Object[]) words.split(" "));
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err().strip()).isEqualTo(message);
  }

  /** The line of a recording that is in order names the other file, which is not. */
  @Test
  void theOtherFileIsNamedWhereItIsTheWrongOne(@TempDir Path folder) throws IOException {
    Path talk = TestRecordings.noiseWav(folder.resolve("talk.wav"), 16_000, 16_000, 1);
    Path text = Files.writeString(folder.resolve("hall.wav"), "no sound");
    for (String option : List.of("--ir", "--match")) {
      Session missing = Session.run("swap", option, folder.resolve("nothere.wav"), talk);
      assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
      assertThat(missing.err()).contains("talk.wav: ", "nothere.wav: no such file");
      assertThat(Session.run("swap", option, text, talk).err())
          .contains("talk.wav: ", "hall.wav: not a media file");
    }
  }
}
