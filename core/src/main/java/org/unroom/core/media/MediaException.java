package org.unroom.core.media;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something about a media file that its owner has to know, in one line: the file, what is wrong
 * with it, the rule, and a way out, as in {@code talk.xyz: not a media file that Unroom reads
 * (found: ZIP archive). Formats: unroom formats}. The cause, where there is one, is for debugging.
 */
public final class MediaException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * One line about {@code file}.
   *
   * @param file the file as its owner named it
   * @param problem what is wrong, the rule and the remedy, without the file's name
   */
  public MediaException(Path file, String problem) {
    super(shown(file) + ": " + problem);
    this.problem = problem;
  }

  /** As {@link #MediaException(Path, String)}, with what caused it. */
  public MediaException(Path file, String problem, Throwable cause) {
    super(shown(file) + ": " + problem, cause);
    this.problem = problem;
  }

  /** The line without the file's name. */
  public String problem() {
    return problem;
  }

  /** The file's name on one line: control characters (a name may hold a newline) are escaped. */
  public static String shown(Path file) {
    return shown(file.toString());
  }

  /** As {@link #shown(Path)} for a name that need not be a path. */
  public static String shown(String name) {
    StringBuilder line = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                line.append("\\x%02x".formatted(c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }
}
