package org.unroom.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

/**
 * Writes a message as one line for people: errors and information as they are, warnings with the
 * word in front, everything finer with its origin. Stack traces are shown for debugging alone.
 */
final class LineAppender extends AppenderBase<ILoggingEvent> {
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RESET = "\u001b[0m";

  private final StatusLine line;
  private final boolean traces;

  LineAppender(StatusLine line, boolean traces) {
    this.line = line;
    this.traces = traces;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String text = text(event);
    if (traces && event.getThrowableProxy() != null) {
      text += "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
    }
    line.print(text);
  }

  private String text(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    Level level = event.getLevel();
    if (level.isGreaterOrEqual(Level.ERROR)) {
      return coloured(RED, message);
    }
    if (level.isGreaterOrEqual(Level.WARN)) {
      return coloured(YELLOW, "warning: " + message);
    }
    if (level.isGreaterOrEqual(Level.INFO)) {
      return message;
    }
    String logger = event.getLoggerName();
    return "debug: " + logger.substring(logger.lastIndexOf('.') + 1) + ": " + message;
  }

  private String coloured(String colour, String message) {
    return line.colours() ? colour + message + RESET : message;
  }
}
