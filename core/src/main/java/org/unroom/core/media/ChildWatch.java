package org.unroom.core.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches a child process and kills it when it takes more than it may: memory, or time without a
 * sign of life. What is watched lives on when the watch ends.
 */
final class ChildWatch implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final long PAGE = 4096;

  private final Process child;
  private final DecoderLimits limits;
  private final Thread thread;
  private final AtomicLong signs = new AtomicLong();
  private volatile Optional<String> verdict = Optional.empty();
  private long signsBefore;
  private long lastSign = System.nanoTime();
  private Duration busyAtLastSign;

  ChildWatch(Process child, DecoderLimits limits) {
    this.child = child;
    this.limits = limits;
    this.busyAtLastSign = busy();
    this.thread = new Thread(this::watch, "unroom-decoder-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** The child has given something. */
  void sign() {
    signs.incrementAndGet();
  }

  /** Ends the child for {@code reason}. */
  void stop(String reason) {
    verdict = Optional.of(reason);
    child.destroyForcibly();
  }

  /** Why the child was ended, if it was. */
  Optional<String> verdict() {
    return verdict;
  }

  private void watch() {
    try {
      while (child.isAlive()) {
        long signsSeen = signs.get();
        if (signsSeen != signsBefore) {
          signsBefore = signsSeen;
          lastSign = System.nanoTime();
          busyAtLastSign = busy();
        }
        judge();
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge() {
    if (busy().minus(busyAtLastSign).compareTo(limits.busySilence()) > 0) {
      stop(
          line(
              "its decoder worked for %d s without a sample and was stopped",
              limits.busySilence().toSeconds()));
    } else if (System.nanoTime() - lastSign > limits.silence().toNanos()) {
      stop(line("its decoder gave nothing for %d s and was stopped", limits.silence().toSeconds()));
    } else if (residentBytes() > limits.residentBytes()) {
      stop(
          line(
              "its decoder took more than %.1f GB of memory and was stopped",
              limits.residentBytes() / 1e9));
    }
  }

  /** Processor time that the child has taken; none where the system does not tell. */
  private Duration busy() {
    return child.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The second number of {@code statm} counts resident pages; 0 where there is no such file. */
  private long residentBytes() {
    try {
      String[] pages = Files.readString(Path.of("/proc", "" + child.pid(), "statm")).split(" ", -1);
      return Long.parseLong(pages[1]) * PAGE;
    } catch (IOException e) {
      // it has ended, or this system does not tell
      return 0;
    }
  }

  private static String line(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
