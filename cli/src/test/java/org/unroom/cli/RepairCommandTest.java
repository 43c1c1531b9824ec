package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.WavFile;
import org.unroom.core.testkit.audio.SpeechLike;

class RepairCommandTest {
  private static final int RATE = 16_000;
  @TempDir Path folder;

  private Path speech(String name, boolean clipped, boolean dropOut) throws IOException {
    float[] x = new SpeechLike(1, 3).render(RATE);
    for (int n = 0; n < x.length; n++) {
      x[n] = clipped ? Math.max(-0.3f, Math.min(0.3f, x[n])) : x[n];
    }
    if (dropOut) {
      Arrays.fill(x, 9_000, 9_300, 0f);
    }
    Path file = folder.resolve(name);
    WavFile.write(file, Audio.mono(x, RATE));
    return file;
  }

  @Test
  void whatIsNotDamagedComesBackByteForByte() throws IOException {
    Path talk = speech("talk.wav", false, false);
    Session session = Session.run("repair", talk, "--declick", "--declip", "--fill", "auto");
    assertThat(session.err())
        .isEqualTo(talk + ": no gaps, no clipping, no clicks: left unchanged\n");
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(Files.mismatch(talk, folder.resolve("talk_repaired.wav"))).isEqualTo(-1);
  }

  /** Only the gap differs, and repaired and removed add up to the recording. */
  @Test
  void fillsAGapAndSavesWhatItTookOut() throws IOException {
    Path talk = speech("talk.wav", false, true);
    Session session =
        Session.run("repair", talk, "--fill", "0.5625-0.58125", "--save", "repaired,removed");
    assertThat(session.err()).isEqualTo(talk + ": 1 of 1 gaps filled\n");
    float[] before = WavFile.read(talk).channel(0);
    float[] after = WavFile.read(folder.resolve("talk_repaired.wav")).channel(0);
    float[] removed = WavFile.read(folder.resolve("talk_removed.wav")).channel(0);
    int changed = 0;
    for (int n = 0; n < before.length; n++) {
      boolean inGap = n >= 9_000 && n < 9_300;
      assertThat(inGap || after[n] == before[n]).as("sample %d", n).isTrue();
      assertThat(after[n] + removed[n]).isEqualTo(before[n]);
      changed += after[n] == before[n] ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(200);
  }

  @Test
  void theReportIsForProgramsToo() throws IOException {
    Path talk = speech("talk.wav", true, false);
    Session session = Session.run("repair", talk, "--declip", "--json");
    JsonNode result =
        session
            .out()
            .lines()
            .map(RepairCommandTest::read)
            .filter(line -> line.path("message_type").asText().equals("result"))
            .findFirst()
            .orElseThrow();
    JsonNode repair = result.findValue("repairs").get(0);
    assertThat(repair.path("repair").asText()).isEqualTo("declip");
    assertThat(repair.path("clip_level_dbfs").asDouble()).isBetween(-10.6, -10.4);
    assertThat(repair.path("changed_samples").asLong()).isPositive();
  }

  @Test
  void dereverbRepairsFirst() throws IOException {
    Path talk = speech("talk.wav", false, true);
    assertThat(Session.run("dereverb", talk, "--repair", "fill", "-n").code())
        .isEqualTo(ExitCode.OK);
    assertThat(Session.run("dereverb", talk, "--repair", "iron").err())
        .isEqualTo("--repair=iron: 'iron' is none of " + known() + "\n");
  }

  private static String known() {
    return RepairSelection.words().replace(",", ", ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--force | repair was not told what to repair",
        "--fill 3 | --fill: '3' is no span of time; give seconds such as 1.250-1.310,4.2-4.25",
        "--declick --crackle loud | --crackle=loud must be one of clicks, vinyl",
      })
  void saysWhatIsWrong(String options, String said) throws IOException {
    Path talk = speech("talk.wav", false, false);
    Object[] words = (talk + " " + options).split(" ", -1);
    Object[] all = new Object[words.length + 1];
    all[0] = "repair";
    System.arraycopy(words, 0, all, 1, words.length);
    Session session = Session.run(all);
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains(said);
  }

  private static JsonNode read(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
