package org.unroom.cli;

import java.util.List;

/** One command: what it is called, what it takes, what it does. Made anew for every start. */
interface Command {
  /** The word on the command line. */
  String name();

  /** What it does, one line. */
  String summary();

  /** What follows the options, such as {@code INPUT...}; empty where nothing does. */
  String operands();

  /** What it takes, in the order of its help. */
  List<OptionGroup> options();

  /** Lines below the options in its help. */
  List<String> remarks();

  /** Does it. */
  ExitCode run(Arguments arguments, Terminal terminal) throws UsageException;
}
