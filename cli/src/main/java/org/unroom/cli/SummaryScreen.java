package org.unroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unroom.batch.run.JobOutcome;
import org.unroom.batch.run.JobOutcome.Status;
import org.unroom.batch.run.RunSummary;

/** The account of a batch on one screen: what needs a look first, then how it all went. */
final class SummaryScreen {
  private static final int MOST = 15;

  private SummaryScreen() {}

  static List<String> lines(List<JobOutcome> outcomes, RunSummary summary, double audioSeconds) {
    List<String> lines = new ArrayList<>();
    List<JobOutcome> doubtful =
        outcomes.stream()
            .filter(o -> o.status() == Status.FAILED || isDoubtful(o))
            .sorted(JobOutcome.WORST_FIRST)
            .toList();
    if (!doubtful.isEmpty()) {
      lines.add("worst first:");
    }
    doubtful.stream().limit(MOST).forEach(outcome -> lines.add("  " + line(outcome)));
    if (doubtful.size() > MOST) {
      lines.add("  and %d more, in summary.csv".formatted(doubtful.size() - MOST));
    }
    lines.add(total(outcomes.size(), summary, audioSeconds));
    return lines;
  }

  private static boolean isDoubtful(JobOutcome outcome) {
    return !outcome.warnings().isEmpty() || "low".equals(outcome.figures().get("confidence"));
  }

  private static String line(JobOutcome outcome) {
    if (outcome.status() == Status.FAILED) {
      return "FAILED  %s: %s".formatted(outcome.input(), outcome.message());
    }
    String why = outcome.warnings().isEmpty() ? outcome.message() : outcome.warnings().get(0);
    return "check   %s: %s".formatted(outcome.input(), why);
  }

  private static String total(int files, RunSummary summary, double audioSeconds) {
    return String.format(
        Locale.ROOT,
        "%d of %d files done, %d done before, %d failed, %d with warnings, in %.1f s (%.1f x real"
            + " time)",
        summary.done(),
        files,
        summary.skipped(),
        summary.failed(),
        summary.warned(),
        summary.elapsedSeconds(),
        audioSeconds / summary.elapsedSeconds());
  }
}
