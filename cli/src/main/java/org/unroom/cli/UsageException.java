package org.unroom.cli;

/** A command line that cannot be followed. The message is one line with a way out. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
