package org.unroom.cli;

import org.unroom.batch.run.RunInfo;

/**
 * How a command behaves towards people and scripts, whatever it does.
 *
 * @param json JSON lines on standard output instead of text
 * @param progress auto, plain or none
 * @param verbosity how much is said on standard error
 * @param strict damage is an error, and warnings count in the exit code
 * @param failFast the first failure ends the run
 * @param asked all that was asked for, told with every result
 */
record Manners(
    boolean json,
    String progress,
    Verbosity verbosity,
    boolean strict,
    boolean failFast,
    RunInfo asked) {

  static Manners of(Arguments arguments) throws UsageException {
    return new Manners(
        arguments.has("json"),
        arguments.choice("progress", "auto|plain|none", "auto"),
        verbosity(arguments),
        arguments.has("strict"),
        arguments.has("fail-fast"),
        arguments.asked());
  }

  private static Verbosity verbosity(Arguments arguments) {
    if (arguments.has("debug")) {
      return Verbosity.DEBUG;
    }
    if (arguments.has("verbose")) {
      return Verbosity.VERBOSE;
    }
    return arguments.has("quiet") ? Verbosity.QUIET : Verbosity.NORMAL;
  }
}
