package org.unroom.core.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A file that appears under its name complete or not at all. It is written under a temporary name
 * in the same directory ({@code .unroom-….part}), forced to the disk and renamed; the directory is
 * forced after that. Without permission to replace, a file that came to be under the name meanwhile
 * stays, and this one is given up. What is not committed is deleted on {@link #close}, and on an
 * orderly end of the JVM (Ctrl-C, SIGTERM).
 */
public final class AtomicOutput implements AutoCloseable {
  private static final Set<Path> UNFINISHED = new HashSet<>();
  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtomicOutput::deleteUnfinished));
  }

  private final Path target;
  private final boolean replace;
  private final Path temporary;

  /**
   * Creates the temporary file, and the directory where it is missing.
   *
   * @param target the name to appear under
   * @param replace whether a file of that name may be replaced
   */
  public AtomicOutput(Path target, boolean replace) throws MediaException {
    this.target = target;
    this.replace = replace;
    Path directory = directoryOf(target);
    this.temporary = directory.resolve(".unroom-" + UUID.randomUUID() + ".part");
    try {
      refuseExisting();
      Files.createDirectories(directory);
      create(temporary);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The file to write to, empty at first. */
  public Path temporary() {
    return temporary;
  }

  /** Puts the file under its name. */
  public void commit() throws MediaException {
    try {
      force(temporary, StandardOpenOption.WRITE);
      rename();
      force(directoryOf(target), StandardOpenOption.READ);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void rename() throws IOException {
    synchronized (UNFINISHED) {
      if (ending) {
        throw new IOException("interrupted");
      }
      if (replace) {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        renameToNewName();
      }
      UNFINISHED.remove(temporary);
    }
  }

  /** A hard link is made only where nothing has the name; renaming would replace in silence. */
  private void renameToNewName() throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException noLinks) {
      refuseExisting();
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(temporary);
  }

  private void refuseExisting() throws IOException {
    if (Files.isDirectory(target)) {
      throw new IOException("a directory has that name");
    }
    if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  private static void create(Path file) throws IOException {
    synchronized (UNFINISHED) {
      if (ending) {
        throw new IOException("interrupted");
      }
      Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
      UNFINISHED.add(file);
    }
  }

  private static void force(Path file, StandardOpenOption how) throws IOException {
    if (isElsewhere(file)) {
      // what a remote file system has taken when a file is closed is its own to keep
      return;
    }
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private MediaException failed(IOException e) {
    if (e instanceof FileAlreadyExistsException exists
        && target.toString().equals(exists.getFile())) {
      return new MediaException(
          target, "exists already; --force replaces it, --skip-existing leaves it", e);
    }
    return new MediaException(target, "cannot be written (%s)".formatted(IoReason.of(e)), e);
  }

  @Override
  public void close() {
    synchronized (UNFINISHED) {
      if (UNFINISHED.remove(temporary)) {
        delete(temporary);
      }
    }
  }

  private static void deleteUnfinished() {
    synchronized (UNFINISHED) {
      ending = true;
      UNFINISHED.forEach(AtomicOutput::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // nothing is left to be done about a file that may not be deleted
      if (!isElsewhere(file)) {
        file.toFile().deleteOnExit();
      }
    }
  }

  private static boolean isElsewhere(Path file) {
    return !file.getFileSystem().equals(FileSystems.getDefault());
  }
}
