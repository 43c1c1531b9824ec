package org.unroom.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
   * @param progress told by the calling thread which share of the pieces has been taken, 0..1; at
   *     the end always 1, also when other threads took all of them
   */
  public <S> void forEach(
      int count, Supplier<S> scratch, PieceWithScratch<S> piece, DoubleConsumer progress) {
    Pieces<S> pieces = new Pieces<>(count, scratch, piece);
    List<Future<?>> helpers = new ArrayList<>();
    for (int k = 1; k < Math.min(threads, count); k++) {
      helpers.add(pool.submit(() -> pieces.work(fraction -> {})));
    }
    double[] told = {0};
    pieces.work(
        share -> {
          told[0] = share;
          progress.accept(share);
        });
    join(helpers, pieces);
    pieces.rethrowFirst();
    if (count > 0 && told[0] < 1) {
      progress.accept(1);
    }
  }

  /** Waits for all helpers; an interruption stops the work but not the waiting. */
  private static void join(List<Future<?>> helpers, Pieces<?> pieces) {
    boolean interrupted = false;
    for (int k = 0; k < helpers.size(); ) {
      try {
        helpers.get(k).get();
        k++;
      } catch (InterruptedException e) {
        interrupted = true;
        pieces.fail(new CancellationException("interrupted"));
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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

  /** What is left of one call's pieces, and what went wrong first. */
  private static final class Pieces<S> {
    private final int count;
    private final Supplier<S> scratch;
    private final PieceWithScratch<S> piece;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> first = new AtomicReference<>();

    Pieces(int count, Supplier<S> scratch, PieceWithScratch<S> piece) {
      this.count = count;
      this.scratch = scratch;
      this.piece = piece;
    }

    /** Takes pieces until there are no more; a failure is kept, and leaves none to the others. */
    void work(DoubleConsumer progress) {
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
      } catch (Throwable failure) {
        fail(failure);
      }
    }

    void fail(Throwable failure) {
      first.compareAndSet(null, failure);
      next.set(count);
    }

    void rethrowFirst() {
      Throwable failure = first.get();
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException known) {
        throw known;
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
  }

  /** One piece of work together with the scratch object of the thread that does it. */
  @FunctionalInterface
  public interface PieceWithScratch<S> {
    /** Does piece {@code index}. */
    void accept(int index, S scratch);
  }
}
