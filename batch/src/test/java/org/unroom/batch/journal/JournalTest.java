package org.unroom.batch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unroom.core.media.MediaException;

class JournalTest {
  @TempDir Path folder;

  @Test
  void recordsOutliveTheRun() throws IOException {
    try (Journal journal = new Journal(folder.resolve("new/out"))) {
      journal.append(Entries.done("a"));
      journal.append(Entries.done("b"));
    }
    try (Journal journal = new Journal(folder.resolve("new/out"))) {
      assertThat(journal.ends()).containsExactly(Entries.done("a"), Entries.done("b"));
      assertThat(journal.damaged()).isZero();
    }
  }

  /** Nothing is lost or torn by the thread that forces while others write. */
  @Test
  void recordsOfManyThreadsAllStand() throws Exception {
    List<Thread> threads = new ArrayList<>();
    try (Journal journal = new Journal(folder)) {
      for (int i = 0; i < 4; i++) {
        String prefix = "t" + i + "-";
        threads.add(
            new Thread(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    add(journal, Entries.done(prefix + n));
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      // in the file before anything is closed, so that it outlives a process that is killed
      assertThat(JournalText.parse(Files.readAllBytes(folder.resolve(Journal.NAME))).entries())
          .hasSize(200);
      assertThat(journal.ends()).hasSize(200);
    }
    try (Journal journal = new Journal(folder)) {
      assertThat(journal.ends()).hasSize(200);
      assertThat(journal.damaged()).isZero();
    }
  }

  private static void add(Journal journal, JournalEntry entry) {
    try {
      journal.append(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void lastRecordOfAJobCounts() throws IOException {
    JournalEntry begun = JournalEntry.planned(Entries.done("a").identity());
    JournalEntry failed = JournalEntry.failed(begun.identity(), true, "damaged", 2, 0.5);
    try (Journal journal = new Journal(folder)) {
      journal.append(failed);
      journal.append(begun);
    }
    try (Journal journal = new Journal(folder)) {
      assertThat(journal.mayOwnOutputs("a")).isTrue();
      assertThat(journal.mayOwnOutputs("b")).isFalse();
      assertThat(journal.lastEnd("a")).contains(failed);
      assertThat(journal.lastEnd("b")).isEmpty();
    }
  }

  @Test
  void tornLastLineIsCutOffAndTheNextRecordStandsOnItsOwn() throws IOException {
    try (Journal journal = new Journal(folder)) {
      journal.append(Entries.done("a"));
    }
    byte[] line = JournalLine.of(Entries.done("b"));
    byte[] torn = Arrays.copyOf(line, line.length / 2);
    Files.write(folder.resolve(Journal.NAME), torn, StandardOpenOption.APPEND);
    try (Journal journal = new Journal(folder)) {
      assertThat(journal.ends()).containsExactly(Entries.done("a"));
      journal.append(Entries.done("c"));
    }
    try (Journal journal = new Journal(folder)) {
      assertThat(journal.ends()).containsExactly(Entries.done("a"), Entries.done("c"));
      assertThat(journal.damaged()).isZero();
    }
  }

  @Test
  void damagedLineIsCountedAndCostsItsRecordAlone() throws IOException {
    try (Journal journal = new Journal(folder)) {
      journal.append(Entries.done("a"));
      journal.append(Entries.done("b"));
    }
    byte[] bytes = Files.readAllBytes(folder.resolve(Journal.NAME));
    bytes[20] ^= 1;
    Files.write(folder.resolve(Journal.NAME), bytes);
    try (Journal journal = new Journal(folder)) {
      assertThat(journal.ends()).containsExactly(Entries.done("b"));
      assertThat(journal.damaged()).isOne();
    }
  }

  @Test
  void secondRunInTheSameProcessIsRefused() throws IOException {
    try (Journal first = new Journal(folder)) {
      assertThat(first.ends()).isEmpty();
      assertThatThrownBy(() -> new Journal(folder))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("another unroom batch")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    new Journal(folder).close();
  }

  /** Holds the journal of a folder until it is killed. */
  public static void main(String[] args) throws Exception {
    try (Journal journal = new Journal(Path.of(args[0]))) {
      journal.append(Entries.done("held"));
      Files.createFile(Path.of(args[0], "ready"));
      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
    }
  }

  @Test
  void secondProcessIsRefusedUntilTheFirstIsDead() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JournalTest.class.getName(),
                folder.toString())
            .start();
    while (holder.isAlive() && !Files.exists(folder.resolve("ready"))) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> new Journal(folder))
        .hasMessageContaining("(process %d)".formatted(holder.pid()));
    holder.destroyForcibly().waitFor();
    try (Journal journal = new Journal(folder)) {
      assertThat(journal.ends()).containsExactly(Entries.done("held"));
    }
  }

  @Test
  void digestKnowsAFileAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    FileDigest digest = FileDigest.of(file, "abc");
    // FIPS 180-4's own example
    assertThat(digest.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(FileDigest.ofText("abc"));
    assertThat(digest.matches(file)).isTrue();
    Files.writeString(file, "abd");
    assertThat(digest.matches(file)).isFalse();
    Files.delete(file);
    assertThat(digest.matches(file)).isFalse();
  }
}
