package org.unroom.cli;

import org.unroom.batch.run.RunSummary;

/** What a run ends with, for scripts. */
public enum ExitCode {
  /** All well. */
  OK(0, "all well"),
  /** Nothing could be done. */
  FAILED(1, "failed"),
  /** The command line is wrong; nothing was begun. */
  USAGE(2, "wrong usage"),
  /** Some files failed, others were done. */
  SOME_FAILED(3, "some files failed"),
  /** All files were done, some with warnings, under --strict. */
  WARNINGS(4, "finished with warnings under --strict"),
  /** Ctrl-C; the JVM itself ends with it. */
  INTERRUPTED(130, "interrupted");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** In a few words. */
  public String meaning() {
    return meaning;
  }

  static ExitCode of(RunSummary summary, boolean strict) {
    if (summary.failed() > 0) {
      return summary.done() + summary.skipped() > 0 ? SOME_FAILED : FAILED;
    }
    return strict && summary.warned() > 0 ? WARNINGS : OK;
  }
}
