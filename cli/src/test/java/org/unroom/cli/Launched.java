package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One start of the real launcher as a process.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Launched(int code, String out, String err) {
  private static final long PATIENCE_SECONDS = 120;

  /** The launcher of this build. */
  static Path launcher() {
    return Path.of(System.getProperty("unroom.launcher"));
  }

  static Launched run(Path folder, Object... words) throws IOException, InterruptedException {
    return run(folder, launcher().toString(), Map.of(), words);
  }

  static Launched run(
      Path folder, String launcher, Map<String, String> environment, Object... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher));
    Arrays.stream(words).map(Object::toString).forEach(command::add);
    Path out = Files.createTempFile("unroom-it-", ".out");
    Path err = Files.createTempFile("unroom-it-", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      // what lies in target was built by the very build that runs this test
      builder.environment().put("UNROOM_BUILD", "never");
      builder.environment().putAll(environment);
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no end after %d s: %s".formatted(PATIENCE_SECONDS, command));
      }
      return new Launched(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
