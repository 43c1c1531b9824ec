package org.unroom.batch.plan;

/** What becomes of a recording whose output exists already. */
public enum ExistingOutput {
  /** It is refused; the next one is done. */
  REFUSE,
  /** Outputs that exist are left alone, those that are missing are made. */
  SKIP,
  /** The outputs are replaced, each at the moment its successor is complete. */
  REPLACE
}
