package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.journal.Journal;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.testkit.audio.TestAudio;

class BatchCommandTest {
  private static final int RATE = 16_000;

  @TempDir Path folder;

  private Path in;
  private Path out;

  @BeforeEach
  void recordings() throws IOException {
    in = Files.createDirectories(folder.resolve("in/sub")).getParent();
    out = folder.resolve("out");
    TestRecordings.noiseWav(in.resolve("a.wav"), RATE, RATE, 1);
    TestRecordings.noiseWav(in.resolve("b.wav"), RATE, RATE, 2);
    TestRecordings.noiseWav(in.resolve("sub/a.wav"), RATE, RATE, 3);
  }

  private Session batch(Object... more) {
    Stream<Object> usual = Stream.of("batch", in, "-o", out, "--no-isolate");
    return Session.run(Stream.concat(usual, Stream.of(more)).toArray());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Of itself a batch decodes in processes apart; outputs and journal do not tell. */
  @Test
  void isolationChangesNothingOfTheOutputs() throws IOException {
    assertThat(Session.run("batch", in, "-o", out, "--save", "dry").code()).isEqualTo(ExitCode.OK);
    byte[] isolated = Files.readAllBytes(out.resolve("sub/a_dry.wav"));
    assertThat(batch("--save", "dry", "--resume").err()).contains("0 of 3 files done, 3 done");
    assertThat(batch("--save", "dry", "--force").code()).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllBytes(out.resolve("sub/a_dry.wav"))).isEqualTo(isolated);
  }

  @Test
  void outputsMirrorTheInputsAndAreAccountedFor() throws IOException {
    Session session = batch("--save", "dry");
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(files())
        .containsExactly(
            "a_dry.wav",
            "b_dry.wav",
            "sub/a_dry.wav",
            "summary.csv",
            "summary.json",
            "unroom-journal.log");
    assertThat(Files.readString(out.resolve("summary.csv")).lines())
        .hasSize(4)
        .filteredOn(line -> line.contains("done"))
        .hasSize(3);
    assertThat(session.err()).contains("3 of 3 files done");
  }

  @Test
  void everyRecordingGetsAReportAndAllOfThemAPage() throws IOException {
    Files.writeString(in.resolve("text.wav"), "no sound");
    batch("--save", "dry", "--report");
    assertThat(files()).contains("a_report.html", "sub/a_report.html", "summary.html");
    String index = Files.readString(out.resolve("summary.html"));
    assertThat(index)
        .contains("3 of 4 recordings done, 1 failed")
        .contains("href=\"./sub/a_report.html\"")
        .contains("text.wav", "not a media file");
    assertThat(batch("--save", "dry", "--report", "--resume").err())
        .contains("0 of 4 files done, 3 done before");
    Files.delete(out.resolve("b_report.html"));
    assertThat(batch("--save", "dry", "--report", "--resume").err())
        .contains("1 of 4 files done, 2 done before");
    assertThat(out.resolve("b_report.html")).exists();
  }

  @Test
  void poisonCostsItselfAlone() throws IOException {
    Files.writeString(in.resolve("text.wav"), "no sound");
    Files.createFile(in.resolve("empty.wav"));
    Session session = batch("--save", "dry", in.resolve("missing.wav"));
    assertThat(session.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(files()).contains("a_dry.wav", "b_dry.wav", "sub/a_dry.wav").hasSize(6);
    assertThat(session.err())
        .contains("text.wav: not a media file", "empty.wav: ", "missing.wav: no such file")
        .contains("3 of 6 files done", "3 failed");
    assertThat(Files.readString(out.resolve("summary.json")))
        .contains("\"files_failed\" : 3", "\"exit_code\" : 3");
  }

  @Test
  void secondRunHasToSayWhatItMeans() {
    assertThat(batch().code()).isEqualTo(ExitCode.OK);
    Session again = batch();
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("holds the journal of an earlier run", "--resume", "--force");
    Session forced = batch("--force");
    assertThat(forced.code()).isEqualTo(ExitCode.OK);
    assertThat(forced.err()).contains("3 of 3 files done, 0 done before");
  }

  @Test
  void resumeDoesExactlyWhatNoLongerMatches() throws IOException {
    batch("--save", "dry");
    assertThat(batch("--save", "dry", "--resume").err()).contains("0 of 3 files done, 3 done");
    TestRecordings.noiseWav(in.resolve("a.wav"), RATE, RATE, 9);
    assertThat(batch("--save", "dry", "--resume").err())
        .contains("1 of 3 files done, 2 done before");
    Files.delete(out.resolve("b_dry.wav"));
    assertThat(batch("--save", "dry", "--resume").err())
        .contains("1 of 3 files done, 2 done before");
    Files.writeString(out.resolve("sub/a_dry.wav"), "changed");
    assertThat(batch("--save", "dry", "--resume").err())
        .contains("1 of 3 files done, 2 done before");
    assertThat(batch("--save", "dry", "--seed", 1, "--resume").err())
        .contains("3 of 3 files done, 0 done before");
  }

  @Test
  void responsesAreExtractedAndTheirDescriptionsCountAsOutputs() throws IOException {
    for (String name : List.of("interview_hall_16k.flac", "interview_study_16k.flac")) {
      Files.copy(TestAudio.path(name), in.resolve(name));
    }
    Object[] extract = {"--do", "extract-ir", "--include", "*.flac", "--duration", "4"};
    assertThat(batch(extract).code()).isEqualTo(ExitCode.OK);
    assertThat(files())
        .contains("interview_hall_16k_ir.wav", "interview_hall_16k_ir.json")
        .contains("interview_study_16k_ir.wav", "interview_study_16k_ir.json");
    byte[] response = Files.readAllBytes(out.resolve("interview_hall_16k_ir.wav"));
    Files.delete(out.resolve("interview_hall_16k_ir.json"));
    Object[] again = Stream.concat(Stream.of(extract), Stream.of("--resume")).toArray();
    assertThat(batch(again).err()).contains("1 of 2 files done, 1 done before");
    assertThat(Files.readAllBytes(out.resolve("interview_hall_16k_ir.wav"))).isEqualTo(response);
    assertThat(files()).contains("interview_hall_16k_ir.json");
  }

  /** What one recording of a room is treated with depends on the others in it. */
  @Test
  void sharedRoomIsDoneAgainWhenAnyOfItsRecordingsChanges() throws IOException {
    assertThat(batch("--room-by", "folder").code()).isEqualTo(ExitCode.OK);
    Object[] again = {"--room-by", "folder", "--resume"};
    assertThat(batch(again).err()).contains("0 of 3 files done, 3 done before");
    TestRecordings.noiseWav(in.resolve("sub/a.wav"), RATE, RATE, 4);
    assertThat(batch(again).err()).contains("1 of 3 files done, 2 done before");
    TestRecordings.noiseWav(in.resolve("b.wav"), RATE, RATE, 5);
    assertThat(batch(again).err()).contains("2 of 3 files done, 1 done before");
    assertThat(batch("--resume").err()).contains("2 of 3 files done, 1 done before");
  }

  @Test
  void journalMayLieElsewhere() throws IOException {
    Path journal = folder.resolve("books");
    batch("--save", "dry", "--journal", journal);
    assertThat(files()).doesNotContain(Journal.NAME);
    assertThat(journal.resolve(Journal.NAME)).isNotEmptyFile();
    assertThat(batch("--save", "dry", "--journal", journal, "--resume").err())
        .contains("0 of 3 files done, 3 done before");
    assertThat(batch("--save", "dry", "--journal", journal).err())
        .contains("books holds the journal of an earlier run");
    assertThat(batch("--journal", "s3a://bucket/books").err()).contains("--journal=s3a://bucket");
  }

  @Test
  void addressesAreForACluster() {
    Session session = Session.run("batch", in, "-o", "hdfs://host:8020/out");
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("--out=hdfs://host:8020/out", "--engine spark");
  }

  @Test
  void roomsAreSharedWhereOneIsHeardAlone() {
    assertThat(batch("--same-room", "--room-by", "folder").code()).isEqualTo(ExitCode.USAGE);
    assertThat(batch("--room-by", "(").err()).contains("--room-by=(", "regular expression");
    for (Object[] wrong :
        new Object[][] {
          {"--do", "repair", "--declick"},
          {"--method", "wpe"},
          {"--engine", "spark"}
        }) {
      Session session = batch(Stream.concat(Stream.of("--same-room"), Stream.of(wrong)).toArray());
      assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void resumeKnowsFilesAgainThatWereMerelyTouched() throws IOException {
    batch("--save", "dry");
    Files.setLastModifiedTime(in.resolve("a.wav"), FileTime.fromMillis(1_000));
    assertThat(batch("--save", "dry", "--resume").err()).contains("0 of 3 files done, 3 done");
  }

  @Test
  void resumeNeverReplacesWhatIsNotItsOwn() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("b_dry.wav"), "somebody's");
    Session session = batch("--save", "dry", "--resume");
    assertThat(session.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(session.err()).contains("none of this batch's outputs; --force replaces it");
    assertThat(Files.readString(out.resolve("b_dry.wav"))).isEqualTo("somebody's");
    assertThat(batch("--save", "dry", "--resume").code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(Files.readString(out.resolve("b_dry.wav"))).isEqualTo("somebody's");
  }

  @Test
  void numberOfJobsChangesNoByte() throws IOException {
    batch("--jobs", 1);
    Path one = out;
    out = folder.resolve("out3");
    batch("--jobs", 3);
    for (String name : files()) {
      if (name.endsWith(".wav")) {
        assertThat(Files.mismatch(out.resolve(name), one.resolve(name))).as(name).isEqualTo(-1);
      }
    }
  }

  @Test
  void outputFolderIsForOneRunAtATime() throws IOException {
    try (Journal held = new Journal(out)) {
      assertThat(held.isEmpty()).isTrue();
      Session session = batch();
      assertThat(session.code()).isEqualTo(ExitCode.FAILED);
      assertThat(session.err()).contains("another unroom batch").hasLineCount(1);
    }
  }

  @Test
  void dryRunPrintsThePlanAndWritesNothing() throws IOException {
    Session session = batch("--dry-run", "--exclude", "sub/**");
    assertThat(session.code()).isEqualTo(ExitCode.OK);
    assertThat(session.out()).hasLineCount(2).contains("a.wav -> ", "b.wav -> ");
    assertThat(out).doesNotExist();
  }

  @Test
  void collisionsAreFoundBeforeTheFirstByte() {
    Session session = batch("--name", "{dir}/same_{kind}.wav");
    assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    assertThat(session.err()).contains("would be an output of both");
    assertThat(out).doesNotExist();
  }

  @Test
  void outputsOfAnEarlierRunAreNoInputs() throws IOException {
    out = in.resolve("dry");
    batch("--save", "dry");
    Session session = batch("--save", "removed", "--force");
    assertThat(session.err()).contains("3 of 3 files done");
    assertThat(files()).noneMatch(name -> name.contains("dry_removed"));
  }

  @Test
  void jobIsReadFromAFileAndTheCommandLineHasTheLastWord() throws IOException {
    Path config = folder.resolve("job.json");
    Files.writeString(
        config,
        """
        {"do": "dereverb", "amount": 0.5, "save": ["dry", "removed"], "include": "a.*",
         "strict": false, "quiet": true, "inputs": ["%s"], "out": "%s"}
        """
            .formatted(in, out));
    assertThat(Session.run("batch", "--config", config).code()).isEqualTo(ExitCode.OK);
    assertThat(files()).contains("a_dry.wav", "a_removed.wav", "sub/a_dry.wav").hasSize(7);
    Path other = folder.resolve("other");
    assertThat(Session.run("batch", "--config", config, "-o", other, "--save", "dry").code())
        .isEqualTo(ExitCode.OK);
    assertThat(other.resolve("a_dry.wav")).exists();
    assertThat(other.resolve("a_removed.wav")).doesNotExist();
  }

  @Test
  void wrongConfigurationIsTold() throws IOException {
    Path config = Files.writeString(folder.resolve("job.json"), "{\"do\": ");
    Session broken = Session.run("batch", "--config", config);
    assertThat(broken.code()).isEqualTo(ExitCode.USAGE);
    assertThat(broken.err()).contains("is no JSON (line 1").hasLineCount(1);
    Files.writeString(config, "{\"colour\": 1, \"out\": \"x\", \"inputs\": [\"a\"]}");
    assertThat(Session.run("batch", "--config", config).err()).contains("unknown option --colour");
    Files.writeString(config, "{\"amount\": 7, \"out\": \"x\", \"inputs\": [\"a\"]}");
    assertThat(Session.run("batch", "--config", config).err()).contains("between 0 and 1");
    Files.writeString(config, "{\"amount\": {}, \"out\": \"x\"}");
    assertThat(Session.run("batch", "--config", config).err()).contains("\"amount\" must be");
  }

  @Test
  void wrongOptionsAreTold() {
    assertThat(Session.run("batch", in).err()).contains("needs a folder to write to: -o OUT");
    assertThat(Session.run("batch", in, "-o", "x.wav").err()).contains("name of a file");
    assertThat(batch("--resume", "--force").err()).contains("leave out --force");
    assertThat(batch("--max-memory", "much").err()).contains("such as 1500m or 4g");
    assertThat(batch("--do", "cook").err()).contains("--do=cook must be one of dereverb");
    assertThat(batch("--timeout", 0).code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void programsAreToldLineByLine() throws IOException {
    Files.writeString(in.resolve("text.wav"), "no sound");
    Session session = batch("--json");
    assertThat(session.out().lines().filter(l -> l.contains("\"message_type\":\"result\"")))
        .hasSize(3)
        .allMatch(line -> line.contains("\"sha256\"") && line.contains("\"loudness_lufs\""));
    assertThat(session.out().lines().filter(l -> l.contains("\"message_type\":\"error\"")))
        .hasSize(1);
    assertThat(session.out().lines().reduce((a, b) -> b).orElse(""))
        .contains("\"message_type\":\"summary\"", "\"files_failed\":1", "\"exit_code\":3");
    assertThat(session.out()).contains("\"files_left\":0");
  }
}
