package org.unroom.batch.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has been done in an output folder: {@code unroom-journal.log}, to which a checksummed line is
 * added for every job and forced to the disk before {@link #append} returns. One process at a time
 * holds a folder's journal. The last line may be torn by a sudden end; it is cut off when the
 * journal is opened the next time. Safe for use by many threads.
 */
public final class Journal implements AutoCloseable {
  /** The file's name. */
  public static final String NAME = "unroom-journal.log";

  private final FolderLock lock;
  private final FileChannel file;
  private final Map<String, JournalEntry> last = new LinkedHashMap<>();
  private final Map<String, JournalEntry> lastEnd = new LinkedHashMap<>();
  private final int damaged;

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

  /** The last record of every job, in the order in which jobs first appeared. */
  public synchronized List<JournalEntry> entries() {
    return List.copyOf(last.values());
  }

  /** The last record of the job called {@code job}, begun or ended. */
  public synchronized Optional<JournalEntry> last(String job) {
    return Optional.ofNullable(last.get(job));
  }

  /** How the job called {@code job} last ended. */
  public synchronized Optional<JournalEntry> lastEnd(String job) {
    return Optional.ofNullable(lastEnd.get(job));
  }

  /** Lines that were damaged when the journal was opened. */
  public int damaged() {
    return damaged;
  }

  /** Adds a record; it is on the disk when this returns. */
  public synchronized void append(JournalEntry entry) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(JournalLine.of(entry));
    long end = file.position();
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
      file.force(false);
    } catch (IOException e) {
      // a full disk may have taken a part of the line, which would spoil the next one
      file.truncate(end);
      throw e;
    }
    note(entry);
  }

  private void note(JournalEntry entry) {
    last.put(entry.identity().job(), entry);
    if (entry.status() != JobStatus.BEGUN) {
      lastEnd.put(entry.identity().job(), entry);
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
