package org.unroom.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A fixed number of threads that share out independent, numbered pieces of work. Which thread takes
 * which piece is open, so a piece may write only what is its own; then the result is the same for
 * any number of threads. Not for nested use: a piece must not call its own {@code Workers}.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  /**
   * Starts the threads.
   *
   * @param threads number of threads at work at once, the caller's included; at least 1
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads=%d must be at least 1".formatted(threads));
    }
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), Workers::daemon);
  }

  /** As many threads as the machine has processors. */
  public static Workers allCores() {
    return new Workers(Runtime.getRuntime().availableProcessors());
  }

  /** Threads at work at once. */
  public int threads() {
    return threads;
  }

  /**
   * Runs {@code piece} for 0..count-1. The first failure is thrown when all threads have stopped.
   */
  public void forEach(int count, IntConsumer piece) {
    forEach(count, () -> null, (index, none) -> piece.accept(index));
  }

  /** As {@link #forEach(int, IntConsumer)}, with a scratch object for each thread. */
  public <S> void forEach(int count, Supplier<S> scratch, PieceWithScratch<S> piece) {
    forEach(count, scratch, piece, fraction -> {});
  }

  /**
   * As {@link #forEach(int, IntConsumer)}, with a scratch object for each thread, which is closed
   * at the end if it is {@link AutoCloseable}.
   *
   * @param progress told by the calling thread which share of the pieces has been taken, 0..1
   */
  public <S> void forEach(
      int count, Supplier<S> scratch, PieceWithScratch<S> piece, DoubleConsumer progress) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> helpers = new ArrayList<>();
    for (int k = 1; k < Math.min(threads, count); k++) {
      helpers.add(pool.submit(() -> work(next, count, scratch, piece, fraction -> {})));
    }
    try {
      work(next, count, scratch, piece, progress);
    } finally {
      join(helpers);
    }
  }

  private static <S> void work(
      AtomicInteger next,
      int count,
      Supplier<S> scratch,
      PieceWithScratch<S> piece,
      DoubleConsumer progress) {
    try {
      S own = scratch.get();
      try {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
          piece.accept(i, own);
          progress.accept(Math.min(next.get(), count) / (double) count);
        }
      } finally {
        close(own);
      }
    } finally {
      next.set(count);
    }
  }

  private static void close(Object scratch) {
    if (scratch instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing " + scratch, e);
      }
    }
  }

  private static void join(List<Future<?>> helpers) {
    for (Future<?> helper : helpers) {
      try {
        helper.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      } catch (ExecutionException e) {
        throw rethrow(e.getCause());
      }
    }
  }

  private static RuntimeException rethrow(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "unroom-worker");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  /** One piece of work together with the scratch object of the thread that does it. */
  @FunctionalInterface
  public interface PieceWithScratch<S> {
    /** Does piece {@code index}. */
    void accept(int index, S scratch);
  }
}
