package org.unroom.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WorkersTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "1, 100", "2, 0", "2, 1", "2, 101", "5, 3", "5, 1000"})
  void doEveryPieceOnce(int threads, int count) {
    AtomicIntegerArray done = new AtomicIntegerArray(count);
    try (Workers workers = new Workers(threads)) {
      workers.forEach(count, done::incrementAndGet);
      assertThat(workers.threads()).isEqualTo(threads);
    }
    for (int i = 0; i < count; i++) {
      assertThat(done.get(i)).as("piece %d", i).isEqualTo(1);
    }
  }

  @Test
  void oneThreadDoesThemInOrderOnTheCallersThread() {
    List<Integer> order = new ArrayList<>();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers(1)) {
      workers.forEach(
          50,
          i -> {
            order.add(i);
            threads.add(Thread.currentThread());
          });
    }
    assertThat(order).isSorted().hasSize(50);
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void reallyWorkSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers(2)) {
      workers.forEach(
          2,
          i -> {
            both.countDown();
            await(both);
            threads.add(Thread.currentThread());
          });
    }
    assertThat(threads).hasSize(2).contains(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void resultDoesNotDependOnTheNumberOfThreads(int threads) {
    double[] expected = new double[1000];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.sin(i);
    }
    double[] actual = new double[1000];
    try (Workers workers = new Workers(threads)) {
      workers.forEach(1000, i -> actual[i] = Math.sin(i));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void failureStopsTheRestAndIsThrown(int threads) {
    IllegalStateException failure = new IllegalStateException("piece 10");
    AtomicInteger after = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      CountDownLatch failed = new CountDownLatch(1);
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      100_000,
                      i -> {
                        if (i == 10) {
                          failed.countDown();
                          throw failure;
                        }
                        if (i > 10) {
                          await(failed);
                          after.incrementAndGet();
                        }
                      }))
          .isSameAs(failure);
      assertThat(after.get()).isLessThan(100_000 - 11);
      AtomicInteger usable = new AtomicInteger();
      workers.forEach(20, i -> usable.incrementAndGet());
      assertThat(usable.get()).isEqualTo(20);
    }
  }

  @Test
  void failureIsThrownWhenAllThreadsHaveStopped() {
    AtomicInteger running = new AtomicInteger();
    CountDownLatch allIn = new CountDownLatch(4);
    try (Workers workers = new Workers(4)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      4,
                      i -> {
                        running.incrementAndGet();
                        allIn.countDown();
                        await(allIn);
                        try {
                          if (i < 3) {
                            throw new IllegalStateException("piece " + i);
                          }
                          spin(200);
                        } finally {
                          running.decrementAndGet();
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("piece ");
      assertThat(running.get()).isZero();
    }
  }

  @Test
  void errorsComeThroughToo() {
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      10,
                      i -> {
                        throw new StackOverflowError("deep");
                      }))
          .isInstanceOf(StackOverflowError.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void progressRisesOnTheCallersThread(int threads) {
    List<Double> shares = new ArrayList<>();
    Set<Thread> told = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers(threads)) {
      workers.forEach(
          100,
          () -> null,
          (i, none) -> {},
          share -> {
            shares.add(share);
            told.add(Thread.currentThread());
          });
    }
    assertThat(shares).isSorted().allMatch(share -> share >= 0 && share <= 1);
    assertThat(told).isSubsetOf(Thread.currentThread());
    if (threads == 1) {
      assertThat(shares).hasSize(100).endsWith(1.0);
    }
  }

  @Test
  void progressCanStopTheWork() {
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      1000,
                      () -> null,
                      (i, none) -> done.incrementAndGet(),
                      share -> {
                        throw new CancellationException("enough");
                      }))
          .isInstanceOf(CancellationException.class)
          .hasMessage("enough");
    }
    assertThat(done.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachThreadHasItsScratchAndClosesIt(int threads) {
    List<Scratch> made = Collections.synchronizedList(new ArrayList<>());
    try (Workers workers = new Workers(threads)) {
      workers.forEach(
          300,
          () -> {
            Scratch scratch = new Scratch(Thread.currentThread());
            made.add(scratch);
            return scratch;
          },
          (i, scratch) -> scratch.use());
    }
    assertThat(made).hasSizeBetween(1, threads).allMatch(scratch -> scratch.closed == 1);
    assertThat(made.stream().mapToInt(scratch -> scratch.used).sum()).isEqualTo(300);
  }

  @Test
  void scratchIsClosedAfterAFailure() {
    List<Scratch> made = Collections.synchronizedList(new ArrayList<>());
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      10,
                      () -> {
                        Scratch scratch = new Scratch(Thread.currentThread());
                        made.add(scratch);
                        return scratch;
                      },
                      (i, scratch) -> {
                        throw new IllegalStateException("piece");
                      }))
          .hasMessage("piece");
    }
    assertThat(made).isNotEmpty().allMatch(scratch -> scratch.closed == 1);
  }

  @Test
  void interruptionCancelsWhenTheOtherThreadsHaveStopped() {
    AtomicInteger running = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    Thread caller = Thread.currentThread();
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.forEach(
                      2,
                      i -> {
                        both.countDown();
                        await(both);
                        if (Thread.currentThread() == caller) {
                          caller.interrupt();
                        } else {
                          running.incrementAndGet();
                          spin(200);
                          running.decrementAndGet();
                        }
                      }))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).as("the interruption stays known").isTrue();
      assertThat(running.get()).isZero();
    }
  }

  @Test
  void needAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workers(0))
        .withMessageContaining("threads=0");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps busy, so that a caller who does not wait is caught. */
  private static void spin(int milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static final class Scratch implements AutoCloseable {
    private final Thread owner;
    private int used;
    private int closed;

    Scratch(Thread owner) {
      this.owner = owner;
    }

    void use() {
      assertThat(Thread.currentThread()).isSameAs(owner);
      assertThat(closed).isZero();
      used++;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
