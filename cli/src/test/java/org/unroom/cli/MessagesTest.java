package org.unroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What people see: the status line below messages, the bar, colours. */
class MessagesTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private StatusLine line(int columns, boolean colours) {
    PrintStream stream = new PrintStream(err, true, UTF_8);
    return new StatusLine(
        new Terminal(InputStream.nullInputStream(), stream, stream, columns, colours));
  }

  private String written() {
    return err.toString(UTF_8);
  }

  @Test
  void messagesGoAboveTheStatusLine() {
    StatusLine line = line(80, false);
    line.show("50 %");
    line.print("a.wav: done");
    line.show("");
    assertThat(written())
        .isEqualTo("\r\u001b[K50 %\r\u001b[Ka.wav: done\n\r\u001b[K50 %\r\u001b[K");
  }

  @Test
  void withoutProgressNoControlCharactersAreWritten() {
    StatusLine line = line(0, false);
    line.print("a.wav: done");
    line.show("");
    assertThat(written()).isEqualTo("a.wav: done\n");
  }

  @Test
  void theBarTellsStagePercentAndTimeLeft() {
    assertThat(BarProgress.line("talk.wav", "fitting the room", 0.25, 20, 120))
        .isEqualTo(" 25 % [######------------------] 1:00 left  talk.wav: fitting the room");
    assertThat(BarProgress.line("talk.wav", "fitting the room", 0.25, 20, 30)).hasSize(29);
    assertThat(BarProgress.line("t", "reading", 0, 2, 80)).doesNotContain("left");
    assertThat(BarProgress.line("t", "s", 0.5, 5000, 80)).contains("1:23:20 left");
  }

  @Test
  void aShortJobShowsNoBar() {
    StatusLine line = line(80, false);
    try (ProgressDisplay display = ProgressDisplay.of("auto", "a", line)) {
      assertThat(display).isInstanceOf(BarProgress.class);
      display.report("reading", 0.3);
    }
    assertThat(written()).isEmpty();
  }

  @Test
  void autoShowsNoBarWithoutATerminal() {
    assertThat(ProgressDisplay.of("auto", "a", line(0, false))).isSameAs(ProgressDisplay.NONE);
    assertThat(ProgressDisplay.of("none", "a", line(80, false))).isSameAs(ProgressDisplay.NONE);
  }

  @Test
  void levelsAndColours() {
    LogStart.on(line(80, true), Verbosity.NORMAL);
    var log = LoggerFactory.getLogger("org.unroom.x.Y");
    log.info("fine");
    log.warn("odd");
    log.error("bad", new IllegalStateException("hidden"));
    log.debug("detail");
    LoggerFactory.getLogger("org.bytedeco.javacpp.Loader").warn("versions do not match");
    assertThat(written())
        .isEqualTo("fine\n\u001b[33mwarning: odd\u001b[0m\n\u001b[31mbad\u001b[0m\n");
    err.reset();
    LogStart.on(line(80, false), Verbosity.DEBUG);
    log.debug("detail");
    log.error("bad", new IllegalStateException("shown"));
    assertThat(written())
        .startsWith("debug: Y: detail\nbad\njava.lang.IllegalStateException: shown\n\tat ");
  }
}
