package org.unroom.batch.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A recording that comes through standard input, kept in a temporary file while it is worked on, as
 * some formats cannot be read without going back and forth. Deleted on {@link #close}, and when the
 * JVM is ended in an orderly way.
 */
public final class StandardInput implements AutoCloseable {
  private final InputStream in;
  private Path file = Path.of("");

  /** Nothing is read from {@code in} before {@link #spool}. */
  public StandardInput(InputStream in) {
    this.in = in;
  }

  /** Reads everything there is and returns the file that holds it. */
  Path spool() throws IOException {
    if (file.toString().isEmpty()) {
      file = Files.createTempFile("unroom-", ".input");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (!file.toString().isEmpty()) {
      Files.deleteIfExists(file);
    }
  }
}
