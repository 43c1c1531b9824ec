package org.unroom.core.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link DecoderProcess}, and the pipes to it. */
final class DecoderChild implements AutoCloseable {
  private static final long END_SECONDS = 5;

  private final Process process;
  private final DataInputStream answers;

  DecoderChild(Process process) {
    this.process = process;
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  Process process() {
    return process;
  }

  DataInputStream answers() {
    return answers;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks for another recording. */
  void ask(DecodeRequest request) throws IOException {
    String line = String.join(" ", DecoderProcess.words(request)) + '\n';
    process.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Why it broke off, where nobody stopped it. */
  String end() {
    try {
      boolean crashed = process.waitFor(END_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0;
      return crashed
          ? "its decoder crashed (exit code %d)".formatted(process.exitValue())
          : "its decoder gave an answer that makes no sense";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    answers.close();
  }
}
