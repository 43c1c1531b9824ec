package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.batch.journal.Journal;
import org.unroom.batch.plan.ExistingOutput;
import org.unroom.batch.plan.InputCollector;
import org.unroom.batch.plan.Locations;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.OutputPlan;
import org.unroom.batch.plan.OutputRules;
import org.unroom.batch.plan.PlanException;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.plan.StandardInput;
import org.unroom.core.media.SoundDecoder;
import org.unroom.core.media.TestRecordings;
import org.unroom.core.parallel.Progress;

/**
 * A batch that is killed (SIGKILL) at random moments and resumed gives the bytes of one that was
 * left alone, does no recorded job twice and loses none. {@code -Dunroom.kills=30} is the long run.
 */
class KilledBatchTest {
  private static final int KILLS = Integer.getInteger("unroom.kills", 3);
  private static final int RECORDINGS = 8;
  private static final int RATE = 16_000;

  @TempDir Path folder;

  /** Halves every recording of a folder, as a batch with two jobs at once. */
  public static void main(String[] args) throws Exception {
    Path out = Path.of(args[1]);
    Findings findings = new Findings("halved", List.of(), Map.of("t60_s", 0.5), List.of());
    TreatmentPipeline pipeline =
        (recording, scratch, progress) ->
            new Treatment(Map.of(OutputKind.DRY, recording.times(0.5)), findings);
    BatchWork work =
        new BatchWork(
            "halve",
            "by 2",
            threads -> pipeline,
            ReadWindow.WHOLE,
            false,
            SaveSettings.withSeed(1),
            List.of(OutputKind.DRY, OutputKind.REMOVED),
            "test",
            (planned, result, replace, progress) -> result,
            SoundDecoder.HERE,
            RoomGroups.NONE);
    try (Journal journal = new Journal(out)) {
      BatchOrder order =
          new BatchOrder(
              plan(args[0], out),
              out,
              () -> work,
              RoomGroups.NONE,
              journal,
              new Rerun(true, false, false),
              new PoolSettings(2, 1L << 30, Optional.empty(), 1, false),
              "");
      new LocalEngine().run(order, new Silent());
    }
  }

  private static List<PlannedRecording> plan(String in, Path out) throws PlanException {
    return OutputPlan.of(
            InputCollector.collect(
                    List.of(in), new StandardInput(InputStream.nullInputStream()), Locations.LOCAL)
                .files(),
            new OutputRules(
                Optional.of(out),
                Optional.empty(),
                List.of(OutputKind.DRY, OutputKind.REMOVED),
                ExistingOutput.REPLACE))
        .recordings();
  }

  private static Process start(Path in, Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledBatchTest.class.getName(),
            in.toString(),
            out.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void killedAndResumedGivesTheSameBytes() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (int i = 0; i < RECORDINGS; i++) {
      TestRecordings.noiseWav(in.resolve("r%02d.wav".formatted(i)), 20 * RATE, RATE, i);
    }
    Path whole = folder.resolve("whole");
    long begun = System.nanoTime();
    assertThat(start(in, whole).waitFor()).isZero();
    long nanos = System.nanoTime() - begun;
    Map<String, byte[]> expected = outputs(whole);
    assertThat(expected).hasSize(2 * RECORDINGS);
    SplittableRandom random = new SplittableRandom(6);
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      Path out = folder.resolve("out" + i);
      Process process = start(in, out);
      long moment = (long) (nanos * (0.2 + 0.8 * random.nextDouble()));
      if (!process.waitFor(moment, TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
        killed++;
      }
      process.waitFor();
      outputs(out)
          .forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
      assertThat(start(in, out).waitFor()).isZero();
      assertThat(outputs(out)).containsOnlyKeys(expected.keySet());
      outputs(out)
          .forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
      assertThat(timesDone(out))
          .hasSize(RECORDINGS)
          .allSatisfy((job, times) -> assertThat(times).isOne());
    }
    assertThat(killed).isPositive();
  }

  /** What lies under a final name. */
  private static Map<String, byte[]> outputs(Path out) throws IOException {
    Map<String, byte[]> outputs = new HashMap<>();
    if (Files.isDirectory(out)) {
      try (Stream<Path> files = Files.list(out)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".wav")).toList()) {
          outputs.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return outputs;
  }

  /** How often the journal says of each job that it was done. */
  private static Map<String, Integer> timesDone(Path out) throws IOException {
    Map<String, Integer> times = new HashMap<>();
    for (String line : Files.readAllLines(out.resolve(Journal.NAME))) {
      if (line.contains("\"status\":\"done\"")) {
        times.merge(line.replaceFirst(".*?\"job\":\"([^\"]*)\".*", "$1"), 1, Integer::sum);
      }
    }
    return times;
  }

  private static final class Silent implements PoolListener<PlannedRecording, JobEnd> {
    @Override
    public Progress started(PlannedRecording job, int attempt) {
      return Progress.NONE;
    }

    @Override
    public void retried(PlannedRecording job, Failure failure) {
      throw new IllegalStateException(failure.problem());
    }

    @Override
    public void done(PlannedRecording job, JobEnd result) {
      // the journal says it
    }

    @Override
    public void failed(PlannedRecording job, Failure failure, int attempts, double seconds) {
      throw new IllegalStateException(failure.problem());
    }
  }
}
