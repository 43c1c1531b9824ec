package org.unroom.batch.plan;

import java.util.List;

/**
 * The recordings that a command line names, each once, in the order named; those of a folder in the
 * order of their names.
 *
 * @param files what was found
 * @param problems what was not
 */
public record InputList(List<InputFile> files, List<InputProblem> problems) {
  /** Keeps copies. */
  public InputList {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }
}
