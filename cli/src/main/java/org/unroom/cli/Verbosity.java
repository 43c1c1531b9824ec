package org.unroom.cli;

/** How much is said on standard error. */
enum Verbosity {
  /** Warnings and errors. */
  QUIET,
  /** A line for every file, too. */
  NORMAL,
  /** What libraries warn of, too. */
  VERBOSE,
  /** Everything, with stack traces. */
  DEBUG
}
