package org.unroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of {@code dereverb}, killed with SIGKILL at random moments, the same ones in every run:
 * what has its final name is complete, and the next run gives the same bytes. {@code
 * -Dunroom.kills=50} makes it the long run.
 */
class KilledDereverbIT {
  private static final int KILLS = Integer.getInteger("unroom.kills", 2);

  @TempDir Path folder;

  private Path input() {
    return Launched.launcher().resolveSibling("test-audio").resolve("interview_study_16k.flac");
  }

  private List<Object> words(Path out) {
    return List.of(
        "dereverb", "--force", "-q", "--duration", "4", "-o", out + "/", input().toString());
  }

  private static List<Path> finished(Path out) throws IOException {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(f -> !f.getFileName().toString().endsWith(".part")).sorted().toList();
    }
  }

  @Test
  void noMomentLeavesAPartialFile() throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    long start = System.nanoTime();
    assertThat(Launched.run(folder, words(whole).toArray()).code()).isZero();
    long took = System.nanoTime() - start;
    assertThat(finished(whole)).hasSizeGreaterThanOrEqualTo(2);
    Path out = Files.createDirectory(folder.resolve("killed"));
    SplittableRandom random = new SplittableRandom(7);
    for (int k = 0; k < KILLS; k++) {
      Process process = start(out);
      TimeUnit.NANOSECONDS.sleep(random.nextLong(took));
      process.destroyForcibly().waitFor();
      for (Path file : finished(out)) {
        assertThat(Files.mismatch(file, whole.resolve(file.getFileName())))
            .as("%s after kill %d", file.getFileName(), k)
            .isEqualTo(-1);
        Files.delete(file);
      }
    }
    assertThat(Launched.run(folder, words(out).toArray()).code()).isZero();
    assertThat(finished(out)).hasSameSizeAs(finished(whole));
    for (Path file : finished(out)) {
      assertThat(Files.mismatch(file, whole.resolve(file.getFileName()))).isEqualTo(-1);
    }
  }

  private Process start(Path out) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(Launched.launcher().toString()), words(out).stream())
            .map(Object::toString)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("UNROOM_BUILD", "never");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }
}
