package org.unroom.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback in code, which starts faster than a file. Logback finds this class as a
 * service and is silent with it; {@link #on} then lets it speak through a {@link StatusLine}.
 */
public final class LogStart extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Sends messages of the levels of {@code verbosity} to {@code line}. */
  static void on(StatusLine line, Verbosity verbosity) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      // another logging library came first, as under spark-submit; what is set for it holds
      return;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(libraries(verbosity));
    context.getLogger("org.unroom").setLevel(own(verbosity));
    LineAppender appender = new LineAppender(line, verbosity == Verbosity.DEBUG);
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
  }

  private static Level own(Verbosity verbosity) {
    return switch (verbosity) {
      case QUIET -> Level.WARN;
      case NORMAL -> Level.INFO;
      case VERBOSE -> Level.DEBUG;
      case DEBUG -> Level.TRACE;
    };
  }

  private static Level libraries(Verbosity verbosity) {
    return switch (verbosity) {
      case QUIET, NORMAL -> Level.OFF;
      case VERBOSE -> Level.WARN;
      case DEBUG -> Level.DEBUG;
    };
  }
}
