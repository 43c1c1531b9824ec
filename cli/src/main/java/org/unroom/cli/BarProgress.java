package org.unroom.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;

/**
 * A bar on a terminal: file, stage, percent, time left. It appears after a second, so that short
 * jobs do not flicker.
 */
final class BarProgress implements ProgressDisplay {
  private static final int STEPS = 1000;
  private static final int INTERVAL_MILLIS = 150;
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final int WIDTH = 24;

  private final StatusLine line;
  private final ProgressBar bar;

  BarProgress(String name, StatusLine line) {
    this.line = line;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(STEPS)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .setRenderer(BarProgress::render)
            .setConsumer(new Consumer(line))
            .build();
  }

  @Override
  public void report(String stage, double fraction) {
    bar.setExtraMessage(stage);
    bar.stepTo(Math.round(Math.max(0, Math.min(1, fraction)) * STEPS));
  }

  @Override
  public void close() {
    bar.close();
    line.show("");
  }

  static String render(ProgressState state, int columns) {
    Duration elapsed = state.getElapsedAfterStart();
    if (elapsed.compareTo(QUIET) < 0) {
      return "";
    }
    return line(
        state.getTaskName(),
        state.getExtraMessage(),
        state.getCurrent() / (double) STEPS,
        elapsed.toMillis() / 1000.0,
        columns);
  }

  /** The line for a job that is {@code fraction} done after {@code seconds}. */
  static String line(String name, String stage, double fraction, double seconds, int columns) {
    int full = (int) Math.round(fraction * WIDTH);
    String left = fraction > 0 ? clock(seconds / fraction - seconds) + " left" : "";
    String text =
        "%3d %% [%s%s] %-10s %s: %s"
            .formatted(
                (int) Math.floor(fraction * 100),
                "#".repeat(full),
                "-".repeat(WIDTH - full),
                left,
                name,
                stage);
    return text.length() < columns ? text : text.substring(0, Math.max(0, columns - 1));
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }

  private record Consumer(StatusLine line) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return line.columns();
    }

    @Override
    public void accept(String rendered) {
      line.show(rendered);
    }

    @Override
    public void clear() {
      line.show("");
    }

    @Override
    public void close() {
      line.show("");
    }
  }
}
