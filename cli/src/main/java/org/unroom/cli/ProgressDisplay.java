package org.unroom.cli;

import org.unroom.core.parallel.Progress;

/** Shows how far a job is; closed when the job ends. */
interface ProgressDisplay extends Progress, AutoCloseable {
  /** Shows nothing. */
  ProgressDisplay NONE = (stage, fraction) -> {};

  /** Ends the display. */
  @Override
  default void close() {}

  /** The display that {@code mode} (auto, plain, none) asks for. */
  static ProgressDisplay of(String mode, String name, StatusLine line) {
    if (mode.equals("plain")) {
      return new PlainProgress(name, line);
    }
    boolean bar = mode.equals("auto") && line.columns() > 0;
    return bar ? new BarProgress(name, line) : NONE;
  }
}
