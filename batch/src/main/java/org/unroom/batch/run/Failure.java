package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.unroom.core.media.IoReason;
import org.unroom.core.media.MediaException;

/**
 * Why a job failed.
 *
 * @param problem one line for the user, without the input's name
 * @param cause the stack trace for whoever debugs, where there is one
 */
public record Failure(String problem, Optional<Throwable> cause) {

  /** A failure that was foreseen. */
  public static Failure because(String problem) {
    return new Failure(problem, Optional.empty());
  }

  /** Tells what {@code thrown} means to the user. */
  public static Failure of(Throwable thrown) {
    return new Failure(problem(thrown), Optional.of(thrown));
  }

  /** Whether the same job may succeed another time: memory, disks and networks have bad moments. */
  public boolean canPass() {
    return isOutOfMemory()
        || cause.filter(c -> c instanceof TimeoutException || isInputOutput(c)).isPresent();
  }

  /** Whether another try is worth its time right away; after a timeout it hardly is. */
  boolean isWorthRetrying() {
    return canPass() && cause.filter(c -> c instanceof TimeoutException).isEmpty();
  }

  /** Whether there was not enough memory beside the other jobs. */
  boolean isOutOfMemory() {
    return cause.filter(c -> c instanceof OutOfMemoryError).isPresent();
  }

  /** An error of a device, not a file that is missing, forbidden or damaged. */
  private static boolean isInputOutput(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof IOException
        && !(root instanceof MediaException)
        && !(root instanceof NoSuchFileException)
        && !(root instanceof AccessDeniedException)
        && !(root instanceof FileAlreadyExistsException);
  }

  private static String problem(Throwable thrown) {
    if (thrown instanceof MediaException media) {
      return media.problem();
    }
    if (thrown instanceof TimeoutException || thrown instanceof OtherFileException) {
      return thrown.getMessage();
    }
    if (thrown instanceof IOException io) {
      return "cannot be worked on (%s)".formatted(IoReason.of(io));
    }
    if (thrown instanceof OutOfMemoryError) {
      return "needs more memory than Java was given; take a part with --start and --duration, or"
          + " give more with UNROOM_JAVA_OPTS=-Xmx4g";
    }
    if (thrown instanceof CancellationException) {
      return "interrupted";
    }
    if (thrown instanceof LinkageError) {
      return "a native library cannot be loaded on this machine (%s); --debug shows why"
          .formatted(firstLine(thrown));
    }
    return "failed by a mistake in Unroom (%s); please report it with the output of --debug"
        .formatted(firstLine(thrown));
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    String line = message.lines().findFirst().orElse("");
    return line.isEmpty() ? name : name + ": " + line;
  }
}
