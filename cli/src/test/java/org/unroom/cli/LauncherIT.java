package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.audio.Audio;
import org.unroom.core.media.MediaReader;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.testkit.audio.TestAudio;

/** The real launcher, from outside: words in, lines, exit codes and files out. */
class LauncherIT {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Launched run(Object... words) throws IOException, InterruptedException {
    return Launched.run(folder, words);
  }

  private static void assertRefused(Launched launched, int code, String line) {
    assertThat(launched.err()).isEqualTo(line + "\n");
    assertThat(launched.out()).isEmpty();
    assertThat(launched.code()).isEqualTo(code);
  }

  @Test
  void helpAndVersionWriteToStandardOutputAlone() throws Exception {
    Launched help = run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("unroom takes the room out");
    assertThat(help.err()).isEmpty();
    Launched version = run("--version");
    assertThat(version.out()).startsWith("unroom ");
    assertThat(version.err()).isEmpty();
    assertThat(run("dereverb", "--help").out()).contains("--amount A");
    assertThat(run("formats").out()).contains("FLAC");
  }

  @Test
  void wrongUsageEndsWithTwo() throws Exception {
    assertRefused(
        run("dereverb", "--amount", "7", "x.wav"),
        2,
        "--amount=7 must be between 0 and 1; 0.5 takes out half of the room");
    assertRefused(
        run("dereverb", "--frobnicate", "x.wav"),
        2,
        "unknown option --frobnicate. See: unroom help dereverb");
    assertRefused(
        run("dereverv"), 2, "unknown command dereverv; did you mean dereverb? See: unroom --help");
    assertThat(run().code()).isEqualTo(2);
  }

  @Test
  void badInputsAreOneLineEach() throws Exception {
    assertRefused(run("dereverb", "missing.wav"), 1, "missing.wav: no such file");
    Files.writeString(folder.resolve("talk.wav"), "Dear diary");
    assertRefused(
        run("dereverb", "talk.wav"),
        1,
        "talk.wav: not a media file that Unroom reads (found: text). Formats: unroom formats");
    Files.createFile(folder.resolve("empty.wav"));
    assertRefused(
        run("analyze", "empty.wav"),
        1,
        "empty.wav: not a media file that Unroom reads (found: empty file)."
            + " Formats: unroom formats");
    Files.createDirectory(folder.resolve("nothing"));
    assertRefused(
        run("dereverb", "nothing"),
        1,
        "nothing: no media files in this folder. Formats: unroom formats");
    Files.write(
        folder.resolve("cut.wav"), new byte[] {'R', 'I', 'F', 'F', 4, 0, 0, 0, 'W', 'A', 'V', 'E'});
    assertRefused(
        run("dereverb", "cut.wav"),
        1,
        "cut.wav: damaged: its WAV, RF64, BW64 header cannot be read"
            + " (Invalid data found when processing input)");
    TestRecordings.floatWav(folder.resolve("none.wav"));
    assertRefused(
        run("dereverb", "none.wav"),
        1,
        "none.wav: holds no samples, so there is nothing to work on");
    assertThat(names()).containsExactly("cut.wav", "empty.wav", "none.wav", "nothing", "talk.wav");
  }

  /** The main job, as in the first line of the README. */
  @Test
  void aRecordingInAHallBecomesADrierOneAndTheHall() throws Exception {
    Path wet = TestAudio.path("interview_hall_16k.flac");
    Launched launched =
        run("dereverb", wet, "--save", "dry,ir,removed", "--json", "--seed", "3", "-o", ".");
    assertThat(launched.code()).as(launched.err()).isZero();
    assertThat(launched.err()).hasLineCount(1).contains("T60 1.", "confidence high");
    assertThat(launched.out()).contains("\"message_type\":\"result\"", "\"t60_s\":1.");
    assertThat(names())
        .containsExactly(
            "interview_hall_16k_dry.flac",
            "interview_hall_16k_ir.wav",
            "interview_hall_16k_removed.flac");
    Audio recording = read(wet);
    Audio dry = read(folder.resolve("interview_hall_16k_dry.flac"));
    Audio removed = read(folder.resolve("interview_hall_16k_removed.flac"));
    assertThat(dry.length()).isEqualTo(recording.length());
    for (int n = 0; n < dry.length(); n++) {
      assertThat(dry.channel(0)[n] + removed.channel(0)[n]).isEqualTo(recording.channel(0)[n]);
    }
    Audio room = read(folder.resolve("interview_hall_16k_ir.wav"));
    assertThat(room.channel(0)[32]).isCloseTo(1, within(1e-4f));
    assertThat(room.seconds()).isBetween(1.5, 6.2);
    byte[] before = Files.readAllBytes(folder.resolve("interview_hall_16k_dry.flac"));
    run("dereverb", wet, "--seed", "3", "--force", "-q", "-j", "1", "-o", ".");
    assertThat(Files.readAllBytes(folder.resolve("interview_hall_16k_dry.flac"))).isEqualTo(before);
  }

  @Test
  void aDryRecordingComesBackBitByBit() throws Exception {
    Path dry = TestAudio.path("reading_dry_44k.flac");
    Launched launched = run("dereverb", dry, "--save", "dry", "-o", "same.flac");
    assertThat(launched.err()).hasLineCount(1).contains("little room", "left unchanged");
    assertThat(read(folder.resolve("same.flac")).channel(0)).isEqualTo(read(dry).channel(0));
  }

  @Test
  void analyzeAndEvaluateTellInLinesAndInJson() throws Exception {
    Path hall = TestAudio.path("interview_hall_16k.flac");
    Path dry = TestAudio.path("interview_dry_16k.flac");
    Launched lines = run("analyze", hall);
    assertThat(lines.out()).contains("T60 1.", "1000 Hz", "confidence");
    assertThat(run("analyze", dry).out()).contains("little room");
    Launched scores = run("evaluate", "--reference", dry, "--estimate", hall);
    assertThat(scores.code()).isZero();
    assertThat(scores.out()).contains("ESTOI", "SI-SDR", "SRMR");
    Launched same = run("evaluate", "--reference", dry, "--estimate", dry, "--json");
    assertThat(same.out()).contains("\"si_sdr_db\":null", "\"lsd_db\":0.0");
  }

  private static Audio read(Path file) throws Exception {
    try (MediaReader reader = MediaReader.open(file)) {
      return reader.readAll();
    }
  }

  @Test
  void outputsThatExistOrAreInputsAreRefused() throws Exception {
    Path a = TestRecordings.noiseWav(folder.resolve("a.wav"), 100, 16_000, 1);
    byte[] before = Files.readAllBytes(a);
    assertRefused(
        run("dereverb", "a.wav", "-o", "a.wav"),
        2,
        "a.wav: output and input are the same file; choose another -o or --name");
    Files.createLink(folder.resolve("link.wav"), a);
    assertRefused(
        run("dereverb", "--force", "a.wav", "-o", "link.wav"),
        2,
        "link.wav: output and input are the same file; choose another -o or --name");
    Files.writeString(folder.resolve("a_dry.wav"), "mine");
    assertRefused(
        run("dereverb", "a.wav"),
        1,
        "a.wav: its output a_dry.wav exists already; --force replaces it,"
            + " --skip-existing leaves it");
    assertThat(Files.readAllBytes(a)).isEqualTo(before);
    assertThat(folder.resolve("a_dry.wav")).hasContent("mine");
    assertThat(names()).containsExactly("a.wav", "a_dry.wav", "link.wav");
  }

  @Test
  void readOnlyPlacesAreRefusedBeforeTheWork() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
    TestRecordings.noiseWav(folder.resolve("a.wav"), 100, 16_000, 1);
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Launched launched = run("dereverb", "a.wav", "-o", "locked");
    assertThat(launched.code()).isEqualTo(1);
    assertThat(launched.err()).hasLineCount(1).contains("locked is read-only");
  }

  @Test
  void programsGetJsonLines() throws Exception {
    Launched launched = run("dereverb", "--json", "missing.wav");
    assertThat(launched.out().lines())
        .hasSize(2)
        .first()
        .isEqualTo(
            "{\"message_type\":\"error\",\"input\":\"missing.wav\",\"message\":\"no such file\"}");
    assertThat(launched.out()).contains("\"message_type\":\"summary\"", "\"exit_code\":1");
  }

  @Test
  void startsFromAnywhereThroughLinksWithSpacesAndInAnyLocale() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a b/c"));
    Path first = Files.createSymbolicLink(deep.resolve("un room"), Launched.launcher());
    Path second = folder.resolve("again");
    Files.createSymbolicLink(second, Path.of("a b/c/un room"));
    for (Path link : List.of(first, second)) {
      Launched launched = Launched.run(deep, link.toString(), Map.of(), "--version");
      assertThat(launched.code()).as(launched.err()).isZero();
    }
    Files.delete(first);
    Files.delete(second);
    TestRecordings.noiseWav(folder.resolve("ünï.wav"), 100, 16_000, 1);
    Launched plain =
        Launched.run(
            folder,
            Launched.launcher().toString(),
            Map.of("LC_ALL", "C"),
            "dereverb",
            "-n",
            "ünï.wav");
    assertThat(plain.out()).isEqualTo("ünï.wav -> ünï_dry.wav, ünï_ir.wav\n");
  }

  @Test
  void nativeLibrariesAreUnpackedWhereItIsAllowed() throws Exception {
    TestRecordings.noiseWav(folder.resolve("a.wav"), 0, 16_000, 1);
    Path cache = folder.resolve("cache with space");
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
    Launched launched =
        Launched.run(folder, Launched.launcher().toString(), environment, "analyze", "a.wav");
    assertThat(launched.err()).hasLineCount(1).contains("holds no samples");
    assertThat(cache.resolve("unroom/natives")).isNotEmptyDirectory();
    Launched homeless =
        Launched.run(
            folder,
            Launched.launcher().toString(),
            Map.of("HOME", "/nonexistent", "TMPDIR", folder.toString()),
            "analyze",
            "a.wav");
    assertThat(homeless.err()).hasLineCount(1).contains("holds no samples");
  }

  @Test
  void optionsForJavaHaveTheLastWord() throws Exception {
    Launched launched =
        Launched.run(
            folder,
            Launched.launcher().toString(),
            Map.of("UNROOM_JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"),
            "--version");
    assertThat(launched.out()).containsPattern("MaxHeapSize +:?= 67108864");
  }

  @Test
  void withoutJavaTheLauncherSaysWhatItNeeds() throws Exception {
    Launched launched =
        Launched.run(
            folder,
            Launched.launcher().toString(),
            Map.of("JAVA_HOME", folder.toString()),
            "--version");
    assertThat(launched.code()).isEqualTo(1);
    assertThat(launched.err()).hasLineCount(1).contains("holds no bin/java; it must be a JDK, 17");
  }
}
