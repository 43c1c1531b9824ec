package org.unroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unroom.batch.plan.PlannedRecording;
import org.unroom.batch.run.JobOutcome;
import org.unroom.batch.run.JobOutcome.Status;

/**
 * How far a batch is: jobs done, failed and left, share of the bytes of all inputs, speed as
 * seconds of sound a second, time left. Shown at most seven times a second, told to programs twice.
 * Safe for use by many threads.
 */
final class BatchProgress {
  private static final long SHOWN_NANOS = 150_000_000;
  private static final long TOLD_NANOS = 500_000_000;
  private static final double NANOS = 1e9;

  private final RunFrame frame;
  private final String mode;
  private final Map<PlannedRecording, Long> bytes = new HashMap<>();
  private final Map<PlannedRecording, Double> atWork = new HashMap<>();
  private final int count;
  private final long begun = System.nanoTime();
  private double bytesInAll;
  private double bytesEnded;
  private double bytesKept;
  private double audioSeconds;
  private int done;
  private int failed;
  private long shown;
  private long told;

  BatchProgress(RunFrame frame, Manners manners, List<PlannedRecording> plan) {
    this.frame = frame;
    this.mode = manners.progress();
    this.count = plan.size();
    for (PlannedRecording job : plan) {
      bytes.put(job, size(job));
      bytesInAll += size(job);
    }
  }

  /** At least 1, so that every job counts. */
  private static long size(PlannedRecording job) {
    try {
      return 1 + Files.size(job.input().path());
    } catch (IOException e) {
      return 1;
    }
  }

  /** A job has come that far. */
  synchronized void at(PlannedRecording job, double fraction) {
    atWork.put(job, fraction);
    tell(false);
  }

  /** A job has ended. */
  synchronized void ended(PlannedRecording job, JobOutcome outcome) {
    atWork.remove(job);
    bytesEnded += bytes.get(job);
    failed += outcome.status() == Status.FAILED ? 1 : 0;
    done += outcome.status() == Status.FAILED ? 0 : 1;
    if (outcome.status() == Status.DONE) {
      audioSeconds += ((Number) outcome.figures().getOrDefault("audio_seconds", 0)).doubleValue();
    } else {
      bytesKept += bytes.get(job);
    }
    tell(done + failed == count);
  }

  /** Seconds of sound that were worked on in this run. */
  synchronized double audioSeconds() {
    return audioSeconds;
  }

  double elapsedSeconds() {
    return (System.nanoTime() - begun) / NANOS;
  }

  void close() {
    frame.line().show("");
  }

  private double fraction() {
    double now = bytesEnded;
    for (Map.Entry<PlannedRecording, Double> job : atWork.entrySet()) {
      now += bytes.get(job.getKey()) * job.getValue();
    }
    return bytesInAll == 0 ? 1 : now / bytesInAll;
  }

  /** Jobs that needed no work say nothing of the speed of those that do. */
  private double secondsLeft() {
    double worked = fraction() * bytesInAll - bytesKept;
    return worked <= 0 ? Double.NaN : elapsedSeconds() * (1 - fraction()) * bytesInAll / worked;
  }

  private void tell(boolean now) {
    long time = System.nanoTime();
    if (mode.equals("auto") && frame.line().columns() > 0 && time - shown > SHOWN_NANOS) {
      shown = time;
      frame.line().show(line(frame.line().columns()));
    }
    if (frame.json().isPresent() && (now || time - told > TOLD_NANOS)) {
      told = time;
      frame.json().get().batchStatus(fields());
    }
  }

  private String line(int columns) {
    String name =
        String.format(
            Locale.ROOT, "%d done, %d failed, %d left", done, failed, count - done - failed);
    return BarProgress.line(
        name,
        String.format(Locale.ROOT, "%.1f x real time", audioSeconds / elapsedSeconds()),
        fraction(),
        elapsedSeconds(),
        columns);
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("files", count);
    fields.put("files_done", done);
    fields.put("files_failed", failed);
    fields.put("files_left", count - done - failed);
    fields.put("fraction_done", fraction());
    fields.put("speed_times_real_time", audioSeconds / elapsedSeconds());
    fields.put("seconds_left", secondsLeft());
    return fields;
  }
}
