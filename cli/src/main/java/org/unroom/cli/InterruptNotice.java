package org.unroom.cli;

/**
 * Tells, when the process is ended from outside (Ctrl-C, SIGTERM) in the middle of a run, that it
 * was. Temporary files are deleted by those who made them; the JVM ends with 130 after Ctrl-C.
 */
final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  InterruptNotice(StatusLine line) {
    hook =
        new Thread(
            () -> {
              line.show("");
              line.print("interrupted: files that are complete stay, nothing is left half-written");
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, and the hook is at work
      hook.setDaemon(false);
    }
  }
}
