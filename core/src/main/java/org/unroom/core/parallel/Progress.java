package org.unroom.core.parallel;

/**
 * Told how far a stage has come. A stage calls it from the thread that called the stage, often but
 * not more than some hundred times. An implementation may throw {@link
 * java.util.concurrent.CancellationException} to stop the work: nothing is written then.
 */
@FunctionalInterface
public interface Progress {
  /** Takes notice of nothing. */
  Progress NONE = (stage, fraction) -> {};

  /**
   * Takes notice of how far {@code stage} has come.
   *
   * @param stage what is being done, a few words in lower case
   * @param fraction share of the stage that is done, 0..1
   */
  void report(String stage, double fraction);

  /** The part {@code [from, to]} of this progress as a progress of its own. */
  default Progress part(double from, double to) {
    return (stage, fraction) -> report(stage, from + (to - from) * fraction);
  }
}
