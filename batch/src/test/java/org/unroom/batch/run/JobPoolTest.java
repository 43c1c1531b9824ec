package org.unroom.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.unroom.core.media.MediaException;
import org.unroom.core.parallel.Progress;

@Timeout(60)
class JobPoolTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final List<String> told = new ArrayList<>();
  private final AtomicInteger handsMade = new AtomicInteger();
  private final AtomicInteger handsClosed = new AtomicInteger();

  private final PoolListener<String, String> listener =
      new PoolListener<>() {
        @Override
        public Progress started(String job, int attempt) {
          return Progress.NONE;
        }

        @Override
        public void retried(String job, Failure failure) {
          told.add("retried " + job);
        }

        @Override
        public void done(String job, String result) {
          told.add("done " + job + "=" + result);
        }

        @Override
        public void failed(String job, Failure failure, int attempts, double seconds) {
          told.add("failed " + job + " after " + attempts + ": " + failure.problem());
        }
      };

  private Hand<String, String> hand(Hand<String, String> work) {
    handsMade.incrementAndGet();
    return new Hand<>() {
      @Override
      public String work(String job, Attempt attempt) throws Exception {
        return work.work(job, attempt);
      }

      @Override
      public void close() {
        handsClosed.incrementAndGet();
      }
    };
  }

  private static PoolSettings settings(int jobs, long memory) {
    return new PoolSettings(jobs, memory, Optional.empty(), 1, false);
  }

  private void run(PoolSettings settings, List<String> jobs, Hand<String, String> work)
      throws InterruptedException {
    new JobPool<>(settings, () -> hand(work), job -> 1, listener).run(jobs);
  }

  private static List<String> jobs(int count) {
    return IntStream.range(0, count).mapToObj(i -> "job" + i).toList();
  }

  @Test
  void everyJobIsDoneOnceWhateverTheNumberOfThreads() throws InterruptedException {
    for (int threads : new int[] {1, 2, 5}) {
      told.clear();
      run(settings(threads, 100), jobs(40), (job, attempt) -> job.substring(3));
      assertThat(new TreeSet<>(told))
          .isEqualTo(
              new TreeSet<>(
                  IntStream.range(0, 40).mapToObj(i -> "done job%d=%d".formatted(i, i)).toList()));
      assertThat(told).hasSize(40);
    }
    assertThat(handsClosed).hasValue(handsMade.get());
    assertThat(handsMade.get()).isLessThanOrEqualTo(1 + 2 + 5);
  }

  @Test
  void jobsRunSideBySide() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    run(
        settings(2, 100),
        jobs(2),
        (job, attempt) -> {
          both.countDown();
          both.await();
          return "met";
        });
    assertThat(told).containsExactlyInAnyOrder("done job0=met", "done job1=met");
  }

  @Test
  void memoryBoundsWhatRunsAtOnce() throws InterruptedException {
    AtomicInteger inUse = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Map<String, Integer> need = Map.of("a", 3, "b", 3, "c", 3, "big", 50, "d", 3, "e", 3);
    Hand<String, String> work =
        (job, attempt) -> {
          most.accumulateAndGet(inUse.addAndGet(need.get(job)), Math::max);
          Thread.onSpinWait();
          inUse.addAndGet(-need.get(job));
          return "";
        };
    new JobPool<String, String>(settings(4, 7), () -> work, need::get, listener)
        .run(List.of("a", "b", "c", "big", "d", "e"));
    assertThat(told).hasSize(6);
    // two of the small ones fit together; the big one runs alone, above the budget
    assertThat(most).hasValue(50);
  }

  @Test
  void failureCostsItsJobAlone() throws InterruptedException {
    run(
        settings(2, 100),
        jobs(6),
        (job, attempt) -> {
          switch (job) {
            case "job1" -> throw new MediaException(Path.of("x"), "damaged");
            case "job2" -> throw new NoSuchFileException("gone");
            case "job3" -> throw new StackOverflowError();
            case "job4" -> throw new UnsatisfiedLinkError("no lib");
            default -> {
              return "ok";
            }
          }
        });
    assertThat(told)
        .filteredOn(line -> line.startsWith("done"))
        .containsExactlyInAnyOrder("done job0=ok", "done job5=ok");
    assertThat(told).contains("failed job1 after 1: damaged").hasSize(6);
    assertThat(told).noneMatch(line -> line.startsWith("retried"));
  }

  @Test
  void reasonsThatPassAreTriedAgain() throws InterruptedException {
    Set<String> first = ConcurrentHashMap.newKeySet();
    run(
        settings(2, 100),
        jobs(3),
        (job, attempt) -> {
          if (job.equals("job1") && first.add(job)) {
            throw new IOException("Input/output error");
          }
          if (job.equals("job2")) {
            throw new MediaException(Path.of("x"), "cannot be read", new IOException("EIO"));
          }
          return "try " + attempt.number();
        });
    assertThat(told)
        .containsExactlyInAnyOrder(
            "done job0=try 1",
            "retried job1",
            "done job1=try 2",
            "retried job2",
            "failed job2 after 2: cannot be read");
  }

  @Test
  void jobThatRanOutOfMemoryIsTriedAgainAlone() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    run(
        settings(3, 100),
        jobs(12),
        (job, attempt) -> {
          int together = running.incrementAndGet();
          try {
            if (job.equals("job0") && attempt.number() == 1) {
              throw new OutOfMemoryError();
            }
            Thread.onSpinWait();
            return attempt.number() == 2 ? "beside " + (together - 1) : "";
          } finally {
            running.decrementAndGet();
          }
        });
    assertThat(told).contains("retried job0").endsWith("done job0=beside 0").hasSize(13);
  }

  @Test
  void jobThatHangsIsGivenUpAndTheOthersAreDone() throws InterruptedException {
    PoolSettings impatient = new PoolSettings(1, 100, Optional.of(SHORT), 1, false);
    run(
        impatient,
        jobs(3),
        (job, attempt) -> {
          if (job.equals("job0")) {
            new CountDownLatch(1).await();
          }
          return "ok";
        });
    assertThat(told)
        .containsExactly(
            "failed job0 after 1: given up after 0 s; --timeout allows more",
            "done job1=ok",
            "done job2=ok");
  }

  @Test
  void jobThatWasGivenUpCannotCommit() throws InterruptedException {
    PoolSettings impatient = new PoolSettings(1, 100, Optional.of(SHORT), 1, false);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch othersDone = new CountDownLatch(1);
    List<String> late = new ArrayList<>();
    run(
        impatient,
        jobs(2),
        (job, attempt) -> {
          if (job.equals("job1")) {
            return "ok";
          }
          // neither interruption nor progress is noticed: native code that hangs, and comes back
          boolean waiting = true;
          while (waiting) {
            try {
              othersDone.await();
              waiting = false;
            } catch (InterruptedException e) {
              // hangs on
              waiting = othersDone.getCount() > 0;
            }
          }
          try {
            attempt.commit();
            late.add("committed");
          } finally {
            ended.countDown();
          }
          return "late";
        });
    assertThat(told).hasSize(2).last().isEqualTo("done job1=ok");
    othersDone.countDown();
    ended.await();
    assertThat(late).isEmpty();
    assertThat(told).hasSize(2);
  }

  @Test
  void jobThatIsCommittingIsNotGivenUp() throws InterruptedException {
    PoolSettings impatient = new PoolSettings(1, 100, Optional.of(SHORT), 1, false);
    run(
        impatient,
        jobs(1),
        (job, attempt) -> {
          attempt.commit();
          boolean over = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
          return "committed, over " + over;
        });
    assertThat(told).containsExactly("done job0=committed, over false");
  }

  @Test
  void failFastBeginsNoFurtherJob() throws InterruptedException {
    run(
        new PoolSettings(1, 100, Optional.empty(), 1, true),
        jobs(5),
        (job, attempt) -> {
          if (job.equals("job1")) {
            throw new MediaException(Path.of("x"), "damaged");
          }
          return "ok";
        });
    assertThat(told).containsExactly("done job0=ok", "failed job1 after 1: damaged");
  }

  @Test
  void handThatCannotBeMadeFailsItsJobs() throws InterruptedException {
    new JobPool<String, String>(
            settings(2, 100),
            () -> {
              throw new UnsatisfiedLinkError("no lib");
            },
            job -> 1,
            listener)
        .run(jobs(3));
    assertThat(told).hasSize(3).allMatch(line -> line.contains("native library"));
  }

  @Test
  void nothingToDoIsDoneAtOnce() throws InterruptedException {
    run(settings(2, 100), List.of(), (job, attempt) -> "");
    assertThat(told).isEmpty();
  }
}
