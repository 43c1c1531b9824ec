package org.unroom.core.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The child of {@link IsolatedDecoder}: decodes a recording and writes what it finds to standard
 * output ({@link DecodeWire}): the format, samples, the end; or a problem, where the recording is
 * refused. Then it waits some seconds for the next, of which standard input tells in a line. It
 * ends with its parent.
 */
final class DecoderProcess {
  /** Most bytes that FFmpeg may ask for at once. */
  private static final long LARGEST_ALLOCATION = 256L << 20;

  /** Samples passed over between two signs of life. */
  private static final long SKIPPED_AT_ONCE = 1 << 22;

  private static final long IDLE_MILLIS = 5000;
  private static final long LOOK_MILLIS = 2;

  private DecoderProcess() {}

  /**
   * File (its name in Base64, for it may hold any character), stream or 0, start, duration or 0.
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    // a pipe to the parent; whatever a library prints must not stand between the samples
    OutputStream answer = new FileOutputStream(FileDescriptor.out);
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    ProcessHandle.current().parent().ifPresent(DecoderProcess::endWith);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answer, 1 << 16))) {
      answer(request(words), out);
      out.flush();
      BufferedReader more = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
      while (isAsked()) {
        answer(request(more.readLine().split(" ", -1)), out);
        out.flush();
      }
    }
  }

  /** Whether another request comes soon. An open pipe does not tell its end, so it is looked at. */
  private static boolean isAsked() throws IOException, InterruptedException {
    long given = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
    while (System.in.available() == 0 && System.nanoTime() < given) {
      Thread.sleep(LOOK_MILLIS);
    }
    return System.in.available() > 0;
  }

  private static void endWith(ProcessHandle parent) {
    Thread thread =
        new Thread(
            () -> {
              parent.onExit().join();
              Runtime.getRuntime().halt(1);
            },
            "unroom-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** The words that a child gets. */
  static String[] words(DecodeRequest request) {
    byte[] name = request.file().toAbsolutePath().toString().getBytes(UTF_8);
    return new String[] {
      Base64.getEncoder().encodeToString(name),
      Integer.toString(request.audioStream().orElse(0)),
      Double.toString(request.startSeconds()),
      Double.toString(request.durationSeconds().orElse(0))
    };
  }

  static DecodeRequest request(String[] words) {
    int stream = Integer.parseInt(words[1]);
    double duration = Double.parseDouble(words[3]);
    return new DecodeRequest(
        Path.of(new String(Base64.getDecoder().decode(words[0]), UTF_8)),
        stream == 0 ? OptionalInt.empty() : OptionalInt.of(stream),
        Double.parseDouble(words[2]),
        duration == 0 ? OptionalDouble.empty() : OptionalDouble.of(duration));
  }

  static void answer(DecodeRequest request, DataOutputStream out) throws IOException {
    Libav.load();
    avutil.av_max_alloc(LARGEST_ALLOCATION);
    try (MediaReader reader =
        MediaReader.open(request.file(), InputPolicy.STANDARD, request.audioStream())) {
      out.writeByte(DecodeWire.FORMAT);
      DecodeWire.write(out, reader.format());
      int rate = reader.format().sampleRateHz();
      long skipped = skip(reader, request.startSample(rate), out);
      reader.copyTo(
          (samples, from, count) -> DecodeWire.write(out, samples, from, count),
          request.samples(rate));
      out.writeByte(DecodeWire.END);
      out.writeLong(skipped);
      DecodeWire.write(out, reader.report());
      DecodeWire.write(out, reader.metadata());
    } catch (MediaException e) {
      out.writeByte(DecodeWire.PROBLEM);
      DecodeWire.text(out, e.problem());
    }
  }

  private static long skip(MediaReader reader, long count, DataOutputStream out)
      throws IOException {
    long skipped = 0;
    while (skipped < count) {
      long done = reader.skip(Math.min(SKIPPED_AT_ONCE, count - skipped));
      if (done == 0) {
        break;
      }
      skipped += done;
      DecodeWire.write(out, new float[0][0], 0, 0);
      out.flush();
    }
    return skipped;
  }
}
