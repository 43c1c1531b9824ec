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

/**
 * What has been done in an output folder: {@code unroom-journal.log}, to which a checksummed line
 * is added for every job and forced to the disk before {@link #append} returns. One process at a
 * time holds a folder's journal. The last line may be torn by a sudden end; it is cut off when the
 * journal is opened the next time. Safe for use by many threads.
 */
public final class Journal implements JobRecords, AutoCloseable {
  /** The file's name. */
  public static final String NAME = "unroom-journal.log";

  private static final double NANOS = 1e9;

  private final FolderLock lock;
  private final FileChannel file;
  private final Set<String> written = new HashSet<>();
  private final Map<String, JournalEntry> lastEnd = new LinkedHashMap<>();
  private final int damaged;
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

  /** Adds a record; it is on the disk when this returns. */
  @Override
  public void append(JournalEntry entry) throws IOException {
    append(List.of(entry));
  }

  /** Adds records; they are on the disk when this returns. */
  public synchronized void append(List<JournalEntry> entries) throws IOException {
    long begun = System.nanoTime();
    long end = file.position();
    try {
      for (JournalEntry entry : entries) {
        ByteBuffer line = ByteBuffer.wrap(JournalLine.of(entry));
        while (line.hasRemaining()) {
          file.write(line);
        }
      }
      file.force(false);
    } catch (IOException e) {
      // a full disk may have taken a part of a line, which would spoil the next one
      file.truncate(end);
      throw e;
    }
    entries.forEach(this::note);
    appendNanos += System.nanoTime() - begun;
  }

  /** Time that records took until now, the waiting for the disk included. */
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

  @Override
  public synchronized void close() throws IOException {
    file.close();
    lock.close();
  }
}
