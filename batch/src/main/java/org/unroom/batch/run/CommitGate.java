package org.unroom.batch.run;

import java.io.IOException;

/** Passed when all outputs of a job lie complete under temporary names, before they get theirs. */
@FunctionalInterface
public interface CommitGate {
  /** Always open. */
  CommitGate OPEN = () -> {};

  /** Lets the outputs through, or throws: then none of them appears. */
  void pass() throws IOException;
}
