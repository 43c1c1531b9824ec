package org.unroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.batch.run.BatchWork;
import org.unroom.batch.run.WorkRecipe;

/**
 * What {@code batch} is to do, as its command line: wherever it arrives it is understood by the
 * same program as where it was typed.
 */
final class CommandRecipe implements WorkRecipe {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> words;
  private transient Optional<BatchWork> made;

  /** The words, and what they mean here. */
  CommandRecipe(List<String> words, BatchWork work) {
    this.words = new ArrayList<>(words);
    this.made = Optional.of(work);
  }

  @Override
  public synchronized BatchWork work() {
    if (made == null) {
      // it has travelled, and what is transient stayed behind
      BatchCommand batch = new BatchCommand(Main.treating(BuiltInPipelines::new));
      try {
        made = Optional.of(batch.work(Arguments.parse(batch, words)));
      } catch (UsageException e) {
        throw new IllegalStateException("other versions of Unroom on driver and executors", e);
      }
    }
    return made.get();
  }
}
