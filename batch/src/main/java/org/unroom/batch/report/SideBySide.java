package org.unroom.batch.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.unroom.core.parallel.Workers;

/** Work on several files at once; the results lie in the order of what they are made of. */
final class SideBySide {
  private SideBySide() {}

  /** Work on one of them. */
  @FunctionalInterface
  interface Work<T, R> {
    /** Makes a result of an item. */
    R of(T item) throws IOException;
  }

  /** A part of the work. */
  @FunctionalInterface
  interface Task {
    /** Does it. */
    void run() throws IOException;
  }

  /** Does all of {@code tasks}, which share nothing. */
  static void run(Task... tasks) throws IOException {
    each(
        List.of(tasks),
        task -> {
          task.run();
          return task;
        });
  }

  /** Does {@code work} for each item on as many threads as there are processors. */
  static <T, R> List<R> each(List<T> items, Work<T, R> work) throws IOException {
    List<R> results = new ArrayList<>(java.util.Collections.nCopies(items.size(), null));
    try (Workers workers = Workers.allCores()) {
      workers.forEach(
          items.size(),
          i -> {
            try {
              results.set(i, work.of(items.get(i)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return results;
  }
}
