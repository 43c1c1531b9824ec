package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.media.AtomicOutput;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.repair.Repair;

/** A run that is ended from outside in the middle of writing leaves nothing. */
class InterruptIT {
  @TempDir Path folder;

  /** {@code dereverb} with a pipeline that stops in the middle of its work and waits. */
  public static void main(String[] args) {
    Pipelines waiting =
        new Pipelines() {
          private final Pipelines passing = new PassThrough();

          @Override
          public org.unroom.batch.run.TreatmentPipeline dereverb(
              List<Repair> repairs, org.unroom.batch.run.DereverbSettings settings) {
            return (recording, scratch, progress) -> {
              waitWithAHalfWrittenFile(Path.of(args[args.length - 1]).resolveSibling("half.wav"));
              return passing.dereverb(repairs, settings).treat(recording, scratch, progress);
            };
          }

          @Override
          public org.unroom.batch.run.TreatmentPipeline repair(List<Repair> repairs) {
            return passing.repair(repairs);
          }

          @Override
          public org.unroom.batch.run.AnalysisPipeline analyze(long seed, int threads) {
            return passing.analyze(seed, threads);
          }

          @Override
          public org.unroom.batch.run.EvaluationPipeline evaluate() {
            return passing.evaluate();
          }
        };
    System.exit(new Main(() -> waiting, Terminal.ofProcess()).run(args).code());
  }

  private static void waitWithAHalfWrittenFile(Path target) {
    try (AtomicOutput output = new AtomicOutput(target, false)) {
      Files.writeString(output.temporary(), "half");
      System.out.println("waiting");
      new CountDownLatch(1).await();
    } catch (MediaException e) {
      throw new IllegalStateException(e);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void nothingIsLeftHalfWritten(String signal, int code) throws Exception {
    Path input = TestRecordings.noiseWav(folder.resolve("a.wav"), 1000, 16_000, 1);
    Path err = folder.resolve("err");
    // a shell without job control starts its background jobs deaf to SIGINT; env opens their ears
    List<String> command =
        List.of(
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            InterruptIT.class.getName(),
            "dereverb",
            input.toString());
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    try (var out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("waiting");
      assertThat(names()).hasSize(3);
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(err).content(UTF_8).contains("interrupted: files that are complete stay");
    assertThat(names()).containsExactlyInAnyOrder("a.wav", "err");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
