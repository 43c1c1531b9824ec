package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.unroom.batch.plan.InputFile;
import org.unroom.batch.plan.InputProblem;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.core.media.Container;
import org.unroom.core.media.MediaException;
import org.unroom.core.media.MediaFormat;
import org.unroom.core.media.SampleFormat;
import org.unroom.core.parallel.Progress;

class JobRunTest {
  private static final Path HERE = Path.of("");

  private final List<String> told = new ArrayList<>();

  private final JobListener<RecordingResult> listener =
      new JobListener<>() {
        @Override
        public Progress started(String name, int number, int count) {
          told.add("started " + name + " " + number + "/" + count);
          return Progress.NONE;
        }

        @Override
        public void done(RecordingResult result) {
          told.add("done " + result.input().shownAs());
        }

        @Override
        public void skipped(String name) {
          told.add("skipped " + name);
        }

        @Override
        public void failed(String name, Failure failure) {
          told.add("failed " + name + ": " + failure.problem());
        }
      };

  private static PlannedRecording job(String name, String refusal) {
    InputFile input = new InputFile(Path.of(name), name, name, HERE, HERE, true);
    return new PlannedRecording(
        input,
        Map.of(OutputKind.DRY, Path.of(name + "_dry")),
        false,
        Optional.of(refusal).filter(r -> !r.isEmpty()));
  }

  private static RecordingResult result(PlannedRecording job, String... warnings) {
    MediaFormat format =
        new MediaFormat(
            Container.WAV,
            "pcm_s16le",
            false,
            SampleFormat.S16,
            16_000,
            1,
            "mono",
            OptionalLong.of(1));
    Findings findings = new Findings("fine", List.of(), Map.of(), List.of());
    return new RecordingResult(
        job.input(), format, 1, List.of(), findings, List.of(warnings), List.of(), 0);
  }

  @Test
  void failuresStayWithTheirFiles() {
    PlannedRecording skipped =
        new PlannedRecording(job("s", "").input(), Map.of(), true, Optional.empty());
    RunSummary summary =
        new JobRun(listener, false)
            .run(
                List.of(new InputProblem("*.x", "no file matches")),
                List.of(job("a", ""), job("b", "is text"), job("c", ""), job("d", ""), skipped),
                (job, progress) -> {
                  switch (job.input().name()) {
                    case "c" -> throw new MediaException(Path.of("c"), "is broken");
                    case "d" -> throw new OutOfMemoryError("heap");
                    default -> {
                      return result(job, "odd");
                    }
                  }
                });
    assertThat(told)
        .containsExactly(
            "failed *.x: no file matches",
            "started a 1/5",
            "done a",
            "failed b: is text",
            "started c 3/5",
            "failed c: is broken",
            "started d 4/5",
            "failed d: needs more memory than Java was given; take a part with --start and"
                + " --duration, or give more with UNROOM_JAVA_OPTS=-Xmx4g",
            "skipped s");
    assertThat(summary.done()).isEqualTo(1);
    assertThat(summary.warned()).isEqualTo(1);
    assertThat(summary.failed()).isEqualTo(4);
    assertThat(summary.skipped()).isEqualTo(1);
  }

  @Test
  void failFastEndsAtTheFirstFailure() {
    RunSummary summary =
        new JobRun(listener, true)
            .run(List.of(), List.of(job("b", "is text"), job("a", "")), (job, p) -> result(job));
    assertThat(told).containsExactly("failed b: is text");
    assertThat(summary.done()).isZero();
  }

  @Test
  void mistakesOfUnroomAreToldAsSuch() {
    Failure failure = Failure.of(new IllegalStateException("n=3\nmore"));
    assertThat(failure.problem())
        .contains("a mistake in Unroom (IllegalStateException: n=3)")
        .doesNotContain("\n");
    assertThat(failure.cause()).isPresent();
  }
}
