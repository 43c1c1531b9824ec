package org.unroom.batch.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What has been done in an output folder: {@code unroom-journal.log}, to which a checksummed line
 * is added for every job. What {@link #append(List)} adds is on the disk when it returns. What
 * {@link #append(JournalEntry)} adds is in the file when it returns, so that it outlives this
 * process; a thread of the journal's own forces it to the disk right then, together with what is
 * added meanwhile, and a disk that fails is told by the next call. A record that a power cut took
 * costs a job done again, nothing else, as outputs are forced before. One process at a time holds a
 * folder's journal. The last line may be torn by a sudden end; it is cut off when the journal is
 * opened the next time. Safe for use by many threads.
 */
public final class Journal implements JobRecords, AutoCloseable {
  /** The file's name. */
  public static final String NAME = "unroom-journal.log";

  private static final double NANOS = 1e9;
  private static final long LONGEST_FORCE_SECONDS = 60;

  private final FolderLock lock;
  private final FileChannel file;
  private final Set<String> written = new HashSet<>();
  private final Map<String, JournalEntry> lastEnd = new LinkedHashMap<>();
  private final int damaged;
  private final ExecutorService forcing = Executors.newSingleThreadExecutor(Journal::daemon);
  private boolean toBeForced;
  private Optional<IOException> failure = Optional.empty();
  private long appendNanos;

  /**
   * Opens the journal of {@code folder}, which is made where it is missing.
   *
   * @throws org.unroom.core.media.MediaException where another run holds it
   */
  public Journal(Path folder) throws IOException {
    this.lock = FolderLock.take(folder);
    try {
      boolean fresh = !Files.exists(folder.resolve(NAME));
      this.file =
          FileChannel.open(
              folder.resolve(NAME),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (fresh) {
        force(folder);
      }
      JournalText text = JournalText.parse(readAll());
      text.entries().forEach(this::note);
      this.damaged = text.damaged();
      file.truncate(text.end());
      file.position(text.end());
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** How every job last ended, in the order in which jobs ended first. */
  public synchronized List<JournalEntry> ends() {
    return List.copyOf(lastEnd.values());
  }

  /** Whether nothing was recorded here yet. */
  public synchronized boolean isEmpty() {
    return lastEnd.isEmpty() && written.isEmpty();
  }

  @Override
  public synchronized Optional<JournalEntry> lastEnd(String job) {
    return Optional.ofNullable(lastEnd.get(job));
  }

  @Override
  public synchronized boolean mayOwnOutputs(String job) {
    return written.contains(job);
  }

  /** Lines that were damaged when the journal was opened. */
  public int damaged() {
    return damaged;
  }

  /** Adds a record; it outlives this process when this returns, and is soon on the disk. */
  @Override
  public synchronized void append(JournalEntry entry) throws IOException {
    long begun = System.nanoTime();
    throwFailure();
    write(List.of(entry));
    if (!toBeForced) {
      toBeForced = true;
      forcing.execute(this::forceAdded);
    }
    appendNanos += System.nanoTime() - begun;
  }

  /** Adds records; they are on the disk when this returns. */
  public synchronized void append(List<JournalEntry> entries) throws IOException {
    long begun = System.nanoTime();
    write(entries);
    file.force(false);
    appendNanos += System.nanoTime() - begun;
  }

  private void write(List<JournalEntry> entries) throws IOException {
    long end = file.position();
    try {
      for (JournalEntry entry : entries) {
        ByteBuffer line = ByteBuffer.wrap(JournalLine.of(entry));
        while (line.hasRemaining()) {
          file.write(line);
        }
      }
    } catch (IOException e) {
      // a full disk may have taken a part of a line, which would spoil the next one
      file.truncate(end);
      throw e;
    }
    entries.forEach(this::note);
  }

  private void forceAdded() {
    synchronized (this) {
      toBeForced = false;
    }
    try {
      file.force(false);
    } catch (IOException e) {
      synchronized (this) {
        failure = Optional.of(e);
      }
    }
  }

  private synchronized void throwFailure() throws IOException {
    if (failure.isPresent()) {
      throw new IOException("the disk did not take the journal", failure.get());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "unroom-journal");
    thread.setDaemon(true);
    return thread;
  }

  /** Time that callers waited for their records until now. */
  public synchronized double appendSeconds() {
    return appendNanos / NANOS;
  }

  private void note(JournalEntry entry) {
    String job = entry.identity().job();
    if (entry.status() == JobStatus.PLANNED || entry.status() == JobStatus.DONE) {
      written.add(job);
    }
    if (entry.status() != JobStatus.PLANNED) {
      lastEnd.put(job, entry);
    }
  }

  private byte[] readAll() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {
      // reads on to the end
    }
    return bytes.array();
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Returns when all records are on the disk. */
  @Override
  public void close() throws IOException {
    forcing.shutdown();
    try (lock;
        file) {
      if (!forcing.awaitTermination(LONGEST_FORCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the disk does not take the journal");
      }
      throwFailure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
