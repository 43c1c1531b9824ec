package org.unroom.cli;

/**
 * Standard error with one line at its end that changes, the progress. Messages go above it: it is
 * taken away, the message written, and shown again below.
 */
final class StatusLine {
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;
  private String shown = "";

  StatusLine(Terminal terminal) {
    this.terminal = terminal;
  }

  boolean colours() {
    return terminal.colours();
  }

  int columns() {
    return terminal.columns();
  }

  /** Writes a message that stays. */
  synchronized void print(String message) {
    String kept = shown;
    show("");
    terminal.err().println(message);
    show(kept);
  }

  /** Replaces the changing line; an empty one takes it away. */
  synchronized void show(String line) {
    if (!line.equals(shown)) {
      terminal.err().print(CLEAR + line);
      terminal.err().flush();
      shown = line;
    }
  }
}
