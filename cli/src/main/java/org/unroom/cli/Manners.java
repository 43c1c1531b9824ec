package org.unroom.cli;

import org.unroom.batch.run.RunInfo;
import org.unroom.core.media.DecoderLimits;
import org.unroom.core.media.IsolatedDecoder;
import org.unroom.core.media.SoundDecoder;

/**
 * How a command behaves towards people and scripts, whatever it does.
 *
 * @param json JSON lines on standard output instead of text
 * @param progress auto, plain or none
 * @param verbosity how much is said on standard error
 * @param strict damage is an error, and warnings count in the exit code
 * @param failFast the first failure ends the run
 * @param isolate recordings are decoded in a process apart
 * @param asked all that was asked for, told with every result
 */
record Manners(
    boolean json,
    String progress,
    Verbosity verbosity,
    boolean strict,
    boolean failFast,
    boolean isolate,
    RunInfo asked) {

  static Manners of(Arguments arguments) throws UsageException {
    return new Manners(
        arguments.has("json"),
        arguments.choice("progress", "auto|plain|none", "auto"),
        verbosity(arguments),
        arguments.has("strict"),
        arguments.has("fail-fast"),
        // a batch does so unless told not to
        arguments.has("isolate")
            || (arguments.offers("no-isolate") && !arguments.has("no-isolate")),
        arguments.asked());
  }

  /** What decodes recordings. */
  SoundDecoder decoder() {
    return isolate ? new IsolatedDecoder(DecoderLimits.USUAL) : SoundDecoder.HERE;
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
