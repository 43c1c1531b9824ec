package org.unroom.batch.plan;

/** Inputs and outputs that contradict each other; nothing is done then. The message is one line. */
public final class PlanException extends Exception {
  private static final long serialVersionUID = 1L;

  /** One line: what contradicts, the rule, and a way out. */
  public PlanException(String message) {
    super(message);
  }
}
