package org.unroom.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unroom.batch.journal.FileDigest;
import org.unroom.batch.journal.JournalEntry;
import org.unroom.batch.plan.OutputKind;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.Failure;
import org.unroom.batch.run.JobOutcome;
import org.unroom.batch.run.RunSummary;
import org.unroom.core.parallel.Progress;

/** What becomes of files, for programs: status, result, error and summary messages. */
final class JsonReport {
  private static final long STATUS_INTERVAL_NANOS = 500_000_000;

  private final JsonLines lines;

  JsonReport(JsonLines lines) {
    this.lines = lines;
  }

  /** A status message at every new stage, and twice a second in between. */
  Progress started(String name, int number, int count) {
    return new Progress() {
      private String stage = "";
      private long told = System.nanoTime();

      @Override
      public void report(String now, double fraction) {
        if (!now.equals(stage) || System.nanoTime() - told > STATUS_INTERVAL_NANOS) {
          stage = now;
          told = System.nanoTime();
          Map<String, Object> fields = named(name);
          fields.put("file_number", number);
          fields.put("files", count);
          fields.put("stage", stage);
          fields.put("fraction_done", fraction);
          lines.write("status", fields);
        }
      }
    };
  }

  void done(Map<String, Object> result) {
    lines.write("result", result);
  }

  void planned(PlannedRecording planned) {
    Map<String, Object> fields = named(planned.input().shownAs());
    fields.put("status", planned.skipped() ? "skipped" : "planned");
    fields.put("outputs", planned.outputs().entrySet().stream().map(JsonReport::output).toList());
    lines.write("result", fields);
  }

  private static Map<String, Object> output(Map.Entry<OutputKind, Path> planned) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", planned.getKey().label());
    fields.put("path", planned.getValue().toString());
    return fields;
  }

  /** A job of a batch, with what its record holds. */
  void batchDone(JobOutcome outcome, JournalEntry entry) {
    Map<String, Object> fields = named(outcome.input());
    fields.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    fields.put("headline", outcome.message());
    fields.put("measures", outcome.figures());
    fields.put("outputs", entry.outputs().stream().map(JsonReport::output).toList());
    fields.put("warnings", outcome.warnings());
    fields.put("attempts", outcome.attempts());
    fields.put("elapsed_seconds", outcome.seconds());
    lines.write("result", fields);
  }

  private static Map<String, Object> output(FileDigest digest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", digest.path());
    fields.put("bytes", digest.bytes());
    fields.put("sha256", digest.sha256());
    return fields;
  }

  /** How far a batch is. */
  void batchStatus(Map<String, Object> fields) {
    lines.write("status", fields);
  }

  void skipped(String name) {
    Map<String, Object> fields = named(name);
    fields.put("status", "skipped");
    fields.put("outputs", List.of());
    lines.write("result", fields);
  }

  void failed(String name, Failure failure) {
    Map<String, Object> fields = named(name);
    fields.put("message", failure.problem());
    lines.write("error", fields);
  }

  void summary(RunSummary summary, ExitCode code) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("files_done", summary.done());
    fields.put("files_with_warnings", summary.warned());
    fields.put("files_failed", summary.failed());
    fields.put("files_skipped", summary.skipped());
    fields.put("elapsed_seconds", summary.elapsedSeconds());
    fields.put("exit_code", code.code());
    lines.write("summary", fields);
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("input", name);
    return fields;
  }
}
