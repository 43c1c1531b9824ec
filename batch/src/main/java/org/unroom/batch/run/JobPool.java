package org.unroom.batch.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Does independent jobs in a fixed number of threads of this JVM. Jobs are begun in their order and
 * end in any, so the result of a job must not depend on another's. What goes wrong with a job stays
 * with it:
 *
 * <ul>
 *   <li>a reason that can pass (an input/output error) is given another try at the end;
 *   <li>a job that ran out of memory is tried again while nothing else runs;
 *   <li>a job that takes longer than the timeout is given up: its thread is interrupted and left to
 *       itself, a new one takes its place, and whatever it still does it cannot write;
 *   <li>everything else is told, and the next job is begun.
 * </ul>
 *
 * @param <J> a job
 * @param <R> what it results in
 */
public final class JobPool<J, R> {
  private static final long LONGEST_WAIT_MILLIS = 1000;
  private static final long SHORTEST_WAIT_MILLIS = 10;

  private final PoolSettings settings;
  private final Supplier<Hand<J, R>> hands;
  private final ToLongFunction<J> memoryNeed;
  private final PoolListener<J, R> listener;
  private final Deque<Ticket<J>> open = new ArrayDeque<>();
  private final Deque<Ticket<J>> alone = new ArrayDeque<>();
  private final List<Turn<J>> running = new ArrayList<>();
  private int threads;
  private boolean stopping;

  /**
   * A pool.
   *
   * @param hands makes what a thread works with, called in that thread
   * @param memoryNeed bytes that a job is expected to need
   * @param listener told of every job
   */
  public JobPool(
      PoolSettings settings,
      Supplier<Hand<J, R>> hands,
      ToLongFunction<J> memoryNeed,
      PoolListener<J, R> listener) {
    this.settings = settings;
    this.hands = hands;
    this.memoryNeed = memoryNeed;
    this.listener = listener;
  }

  /** Does all jobs; returns when the last has ended and every {@link Hand} is closed. */
  public synchronized void run(List<J> jobs) throws InterruptedException {
    jobs.forEach(job -> open.add(new Ticket<>(job, memoryNeed.applyAsLong(job), 1)));
    try {
      while (!running.isEmpty() || isOpen() || threads > 0) {
        int useful = running.size() + (isOpen() ? open.size() + alone.size() : 0);
        while (threads < Math.min(settings.jobs(), useful)) {
          start();
        }
        wait(untilNextDeadline());
        List.copyOf(running).forEach(this::giveUpIfLate);
      }
    } finally {
      stopping = true;
      notifyAll();
    }
  }

  private boolean isOpen() {
    return !stopping && !(open.isEmpty() && alone.isEmpty());
  }

  private long untilNextDeadline() {
    long nearest = LONGEST_WAIT_MILLIS;
    for (Turn<J> turn : running) {
      nearest = Math.min(nearest, turn.millisLeft(settings.timeout()));
    }
    return Math.max(SHORTEST_WAIT_MILLIS, nearest);
  }

  private void start() {
    threads++;
    Thread thread = new Thread(this::work, "unroom-job");
    thread.setDaemon(true);
    thread.start();
  }

  /** The life of a thread. */
  private void work() {
    List<Hand<J, R>> own = new ArrayList<>();
    boolean kept = true;
    try {
      Optional<Turn<J>> turn = take();
      while (turn.isPresent() && kept) {
        kept = isKept(turn.get(), own);
        turn = kept ? take() : Optional.empty();
      }
    } catch (InterruptedException e) {
      // nobody waits for this thread any more
      Thread.currentThread().interrupt();
    } finally {
      own.forEach(Hand::close);
      leave(kept);
    }
  }

  /** Does a job; false where it was given up meanwhile, and this thread with it. */
  private boolean isKept(Turn<J> turn, List<Hand<J, R>> own) {
    try {
      if (own.isEmpty()) {
        own.add(hands.get());
      }
      R result = own.get(0).work(turn.job(), turn.attempt());
      return end(turn, () -> listener.done(turn.job(), result));
    } catch (Throwable thrown) {
      return end(turn, () -> settle(turn, Failure.of(thrown)));
    }
  }

  /** The next job for a thread that is free; empty when there are no more. */
  private synchronized Optional<Turn<J>> take() throws InterruptedException {
    while (isOpen() || (!running.isEmpty() && !stopping)) {
      Deque<Ticket<J>> from = open.isEmpty() && running.isEmpty() ? alone : open;
      Ticket<J> next = from.peek();
      if (next != null && (running.isEmpty() || held() + next.bytes() <= settings.memoryBytes())) {
        from.remove();
        long bytes = from == alone ? settings.memoryBytes() : next.bytes();
        Attempt attempt = new Attempt(listener.started(next.job(), next.attempt()), next.attempt());
        Turn<J> turn =
            new Turn<>(next.job(), attempt, bytes, Thread.currentThread(), System.nanoTime());
        running.add(turn);
        return Optional.of(turn);
      }
      wait();
    }
    return Optional.empty();
  }

  private synchronized void leave(boolean counted) {
    threads -= counted ? 1 : 0;
    notifyAll();
  }

  private long held() {
    return running.stream().mapToLong(Turn::heldBytes).sum();
  }

  private synchronized boolean end(Turn<J> turn, Runnable told) {
    boolean kept = running.remove(turn);
    if (kept) {
      told.run();
      notifyAll();
    }
    return kept;
  }

  private void giveUpIfLate(Turn<J> turn) {
    if (turn.millisLeft(settings.timeout()) <= 0 && turn.attempt().cancel()) {
      threads--;
      long seconds = settings.timeout().map(Duration::toSeconds).orElse(0L);
      String problem = "given up after %d s; --timeout allows more".formatted(seconds);
      end(turn, () -> settle(turn, Failure.of(new TimeoutException(problem))));
      turn.thread().interrupt();
    }
  }

  private void settle(Turn<J> turn, Failure failure) {
    int attempt = turn.attempt().number();
    if (failure.isWorthRetrying() && attempt <= settings.retries() && !stopping) {
      Ticket<J> again = new Ticket<>(turn.job(), turn.heldBytes(), attempt + 1);
      (failure.isOutOfMemory() ? alone : open).add(again);
      listener.retried(turn.job(), failure);
    } else {
      stopping |= settings.failFast();
      listener.failed(turn.job(), failure, attempt, turn.seconds());
    }
  }

  /** A job that waits. */
  private record Ticket<J>(J job, long bytes, int attempt) {}
}
