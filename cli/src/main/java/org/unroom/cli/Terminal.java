package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes: data to {@code out}, everything else to {@code err}, both in
 * UTF-8. Java cannot tell whether standard error is a terminal, so the launcher tells it in {@code
 * unroom.terminal.columns}, the terminal's width.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param columns width of the terminal behind {@code err}; 0 where there is none
 * @param colours whether that terminal shows colours
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, int columns, boolean colours) {

  /** The process's own. */
  static Terminal ofProcess() {
    int columns = Integer.getInteger("unroom.terminal.columns", 0);
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean plain = System.getenv("NO_COLOR") != null || dumb;
    return new Terminal(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        dumb ? 0 : columns,
        columns > 0 && !plain);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }

  boolean isTerminal() {
    return columns > 0;
  }
}
