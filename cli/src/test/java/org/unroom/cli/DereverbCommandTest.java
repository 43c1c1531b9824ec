package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.media.TestRecordings;

class DereverbCommandTest {
  @TempDir Path folder;

  private Path noise(String name) throws IOException {
    return TestRecordings.noiseWav(folder.resolve(name), 1600, 16_000, 1);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  private static List<JsonNode> json(Session session) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    for (String line : session.out().lines().toList()) {
      messages.add(new ObjectMapper().readTree(line));
    }
    return messages;
  }

  @Test
  void savesDryAndRoomBesideTheInputAndSaysOneLine() throws IOException {
    Path talk = noise("talk.wav");
    Session session = Session.run("dereverb", talk);
    assertThat(session.err()).isEqualTo(talk + ": little room to remove: left unchanged\n");
    assertThat(session.out()).isEmpty();
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(names()).containsExactly("talk.wav", "talk_dry.wav", "talk_ir.wav");
    assertThat(Files.mismatch(talk, folder.resolve("talk_dry.wav"))).isEqualTo(-1);
  }

  @Test
  void aSecondRunIsRefusedSkippedOrReplaces() throws IOException {
    Path talk = noise("talk.wav");
    Session.run("dereverb", talk);
    Session again = Session.run("dereverb", talk);
    assertThat(again.code()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err())
        .isEqualTo(
            talk
                + ": its output "
                + folder.resolve("talk_dry.wav")
                + " exists already; --force replaces it, --skip-existing leaves it\n");
    assertThat(Session.run("dereverb", "--skip-existing", talk).err())
        .isEqualTo(talk + ": skipped, its outputs exist\n");
    assertThat(Session.run("dereverb", "--force", talk).code()).isEqualTo(ExitCode.OK);
    assertThat(names()).hasSize(3);
  }

  @Test
  void someFilesMayFail() throws IOException {
    Path a = noise("a.wav");
    Path text = Files.writeString(folder.resolve("b.wav"), "Dear diary");
    Path missing = folder.resolve("c.wav");
    Session session = Session.run("dereverb", a, text, missing, "--save", "dry");
    assertThat(session.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(session.err().lines())
        .containsExactly(
            a + ": little room to remove: left unchanged",
            text + ": not a media file that Unroom reads (found: text). Formats: unroom formats",
            missing + ": no such file",
            session.err().lines().toList().get(3));
    assertThat(session.err()).contains("1 of 3 files done, 2 failed, 0 skipped");
    assertThat(names()).containsExactly("a.wav", "a_dry.wav", "b.wav");

    Session fast = Session.run("dereverb", "--fail-fast", "--force", missing, a);
    assertThat(fast.code()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void strictTurnsDamageIntoAnError() throws IOException {
    Path nan = TestRecordings.floatWav(folder.resolve("n.wav"), 0.1f, Float.NaN);
    Session lenient = Session.run("dereverb", nan, "--save", "dry");
    assertThat(lenient.code()).isEqualTo(ExitCode.OK);
    assertThat(lenient.err()).contains("warning: " + nan + ": 1 sample is not a finite number");
    Session strict = Session.run("dereverb", nan, "--strict", "--force", "--save", "dry");
    assertThat(strict.code()).isEqualTo(ExitCode.FAILED);
    assertThat(strict.err()).contains("(an error under --strict)");
  }

  @Test
  void conflictsStopEverything() throws IOException {
    Path a = noise("a.wav");
    Session session = Session.run("dereverb", a, "-o", a);
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err())
        .isEqualTo(a + ": output and input are the same file; choose another -o or --name\n");
    assertThat(names()).containsExactly("a.wav");
  }

  @Test
  void dryRunSaysAndDoesNothing() throws IOException {
    Path a = noise("a.wav");
    Session session = Session.run("dereverb", "-n", a, "-o", folder.resolve("out"));
    Path out = folder.resolve("out");
    assertThat(session.out())
        .isEqualTo(a + " -> " + out.resolve("a_dry.wav") + ", " + out.resolve("a_ir.wav") + "\n");
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(names()).containsExactly("a.wav");
  }

  @Test
  void quietSaysNothingOfSuccess() throws IOException {
    assertThat(Session.run("dereverb", "-q", noise("a.wav")).err()).isEmpty();
  }

  @Test
  void debugShowsWhereAMistakeHappened() throws IOException {
    Path cut = Files.writeString(folder.resolve("cut.wav"), "RIFFxxxxWAVEfmt ");
    Session plain = Session.run("dereverb", cut);
    assertThat(plain.err()).hasLineCount(1).contains("damaged: its WAV, RF64, BW64 header");
    assertThat(Session.run("dereverb", "--debug", cut).err())
        .contains("\tat org.unroom.core.media.");
  }

  @Test
  void standardInputIsARecording() throws IOException {
    byte[] bytes = Files.readAllBytes(noise("a.wav"));
    Path out = folder.resolve("from-pipe.wav");
    Session session = Session.runWith(bytes, "dereverb", "-", "-o", out, "--save", "dry");
    assertThat(session.err()).startsWith("standard input: little room");
    assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
  }

  @Test
  void wordsBehindTwoDashesAreFiles() throws IOException {
    Session session = Session.run("dereverb", "--", "-n.wav");
    assertThat(session.err()).isEqualTo("-n.wav: no such file\n");
  }

  @Test
  void programsAreToldEverything() throws IOException {
    Path a = noise("a.wav");
    Path text = Files.writeString(folder.resolve("b.wav"), "Dear diary");
    Session session = Session.run("dereverb", "--json", a, text);
    List<JsonNode> messages = json(session);
    assertThat(messages)
        .allSatisfy(m -> assertThat(m.fieldNames().next()).isEqualTo("message_type"));
    assertThat(messages.stream().map(m -> m.get("message_type").asText()).distinct())
        .containsExactly("status", "result", "error", "summary");
    JsonNode result =
        messages.stream()
            .filter(m -> m.get("message_type").asText().equals("result"))
            .findFirst()
            .orElseThrow();
    assertThat(result.get("input").asText()).isEqualTo(a.toString());
    assertThat(result.get("samples").asInt()).isEqualTo(1600);
    assertThat(result.get("duration_seconds").asDouble()).isEqualTo(0.1);
    assertThat(result.get("sample_format").asText()).isEqualTo("s16");
    assertThat(result.get("measures").get("t60_seconds").asDouble()).isEqualTo(0.5);
    assertThat(result.get("measures").get("drr_db").isNull()).isTrue();
    assertThat(result.get("outputs")).hasSize(2);
    assertThat(result.get("outputs").get(1).get("kind").asText()).isEqualTo("ir");
    JsonNode summary = messages.get(messages.size() - 1);
    assertThat(summary.get("files_failed").asInt()).isEqualTo(1);
    assertThat(summary.get("exit_code").asInt()).isEqualTo(3);
  }

  @Test
  void isolationGivesTheSameFiles() throws Exception {
    Path here = TestRecordings.noiseWav(folder.resolve("h.wav"), 5000, 16_000, 3);
    Path apart = Files.copy(here, folder.resolve("a.wav"));
    assertThat(Session.run("dereverb", here.toString()).code()).isEqualTo(ExitCode.OK);
    Session session = Session.run("dereverb", "--isolate", apart.toString());
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(Files.mismatch(folder.resolve("h_dry.wav"), folder.resolve("a_dry.wav")))
        .isEqualTo(-1);
  }

  /** Composed and decomposed letters, an emoji, the same stem with two endings. */
  @Test
  void namesOfManyKindsHaveOutputsOfTheirOwn() throws Exception {
    List<String> stems = List.of("\u00e4", "a\u0308", "\ud83c\udfa4", "x".repeat(240));
    for (String stem : stems) {
      TestRecordings.noiseWav(folder.resolve(stem + ".wav"), 500, 16_000, 3);
    }
    Session session = Session.run("dereverb", "--save", "dry", folder.toString());
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    for (String stem : stems) {
      assertThat(folder.resolve(stem + "_dry.wav")).exists();
    }
    Path twin = Files.createDirectory(folder.resolve("twin"));
    TestRecordings.noiseWav(twin.resolve("t.wav"), 500, 16_000, 3);
    Audio audio = TestRecordings.noise(1, 500, 16_000, SampleFormat.S16, 4);
    TestRecordings.write(twin.resolve("t.flac"), audio, Container.FLAC, SampleFormat.S16);
    assertThat(Session.run("dereverb", "--save", "dry", twin.toString()).code())
        .isEqualTo(ExitCode.OK);
    assertThat(twin.resolve("t_dry.wav")).exists();
    assertThat(twin.resolve("t_dry.flac")).exists();
    Session rooms = Session.run("dereverb", "--save", "ir", twin.toString());
    assertThat(rooms.code()).isEqualTo(ExitCode.USAGE);
    assertThat(rooms.err()).contains("t_ir.wav");
  }

  @Test
  void plainProgressIsLines() throws IOException {
    Path a = noise("a.wav");
    assertThat(Session.run("dereverb", "--progress", "plain", a).err().lines())
        .contains(a + ": reading, 0 %", a + ": passing through, 50 %", a + ": writing, 100 %");
  }

  @Test
  void analyzeWritesItsFindingsToStandardOutput() throws IOException {
    Path a = noise("a.wav");
    Session session = Session.run("analyze", a);
    assertThat(session.out()).isEqualTo(a + ": little room to remove: left unchanged\nband  T60\n");
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(names()).containsExactly("a.wav");
    assertThat(json(Session.run("analyze", "--json", a)))
        .anySatisfy(
            m -> assertThat(m.path("measures").path("t60_seconds").asDouble()).isEqualTo(0.5));
  }

  @Test
  void evaluateComparesTwoFilesOfOneRate() throws IOException {
    Path a = noise("a.wav");
    Path b = noise("b.wav");
    Path other = TestRecordings.noiseWav(folder.resolve("c.wav"), 100, 44_100, 1);
    assertThat(Session.run("evaluate", "--reference", a, "--estimate", b).out())
        .startsWith("little room");
    Session session = Session.run("evaluate", "--reference", a, "--estimate", other);
    assertThat(session.code()).isEqualTo(ExitCode.FAILED);
    assertThat(session.err())
        .isEqualTo(
            other + ": has a sample rate of 44100 Hz, the reference has 16000 Hz; convert one\n");
    assertThat(
            json(Session.run("evaluate", "--json", "--reference", a, "--estimate", b))
                .get(0)
                .get("measures"))
        .hasSize(2);
  }

  @Test
  void aPreviewIsAPartBeforeAndAfter() throws IOException {
    Path talk = noise("talk.wav");
    Session session = Session.run("dereverb", "--preview", "0.025+0.05", "--save", "dry", talk);
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(names()).containsExactly("talk.wav", "talk_before.wav", "talk_dry.wav");
    assertThat(Files.mismatch(folder.resolve("talk_before.wav"), folder.resolve("talk_dry.wav")))
        .isEqualTo(-1);
    assertThat(Session.run("dereverb", "--preview", "10", talk).err())
        .contains("--preview=10 must be START+DUR in seconds, such as 60+10");
    assertThat(Session.run("dereverb", "--preview", "1+0", talk).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Session.run("dereverb", "--preview", "1+2", "--start", "1", talk).err())
        .contains("--preview says what part already");
    assertThat(Session.run("extract-ir", "--preview", "1+2", talk).err())
        .contains("--preview is for recordings");
  }

  @Test
  void verifyingSaysSo() throws IOException {
    Path talk = noise("talk.wav");
    assertThat(Session.run("dereverb", "--verify", "-v", talk).err())
        .contains("every sample of it was read back and compared");
  }

  @Test
  void presetsAndFilesStandInForOptions() throws IOException {
    Path talk = noise("talk.wav");
    Session list = Session.run("dereverb", "--list-presets");
    assertThat(list.code()).isEqualTo(ExitCode.OK);
    assertThat(list.out())
        .contains("podcast", "(--repair=declip,dehum,denoise --level=lufs=-16)", "vinyl");
    Path config = Files.writeString(folder.resolve("c.json"), "{\"save\": [\"dry\"]}");
    Session.run("dereverb", "--preset", "archive", "--config", config, talk);
    assertThat(names()).containsExactly("c.json", "talk.wav", "talk_dry.wav", "talk_report.html");
    assertThat(folder.resolve("talk_report.html"))
        .content()
        .contains("unroom dereverb --save dry --verify -- ");
    Session.run(
        "dereverb", "--preset", "archive", "--config", config, "--force", "--save", "ir", talk);
    assertThat(names()).contains("talk_ir.wav").doesNotContain("talk_removed.wav");
    assertThat(Session.run("dereverb", "--preset", "vinyl", talk).err())
        .contains("--preset=vinyl is for repair; dereverb has gentle, podcast");
    assertThat(Session.run("swap", "--preset", "none", talk).err())
        .contains("--preset=none is unknown; swap has none");
    assertThat(Session.run("dereverb", "--config", folder.resolve("no.json"), talk).code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void partOfARecording() throws IOException {
    Path a = noise("a.wav");
    Session.run("dereverb", a, "--start", "0.025", "--duration", "0.05", "--save", "dry");
    try (MediaReader reader = MediaReader.open(folder.resolve("a_dry.wav"))) {
      assertThat(reader.readAll().length()).isEqualTo(800);
    }
  }
}
