package org.unroom.core.media;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.AudioSource;

/**
 * Decodes recordings in Java processes apart, which get limits of memory, time and output: a
 * decoder that crashes, hangs or swells, as files made for that may have it do, costs that file and
 * one line. The samples are the same. A process that decoded a recording without damage is kept for
 * the next, since to start one takes longer than a short recording; whatever goes wrong in one that
 * was kept is tried again in a new one, which has the last word. Safe for use by many threads.
 */
public final class IsolatedDecoder implements SoundDecoder {
  /** What the child inherits of this Java's settings. */
  private static final List<String> INHERITED =
      List.of(
          "org.bytedeco.javacpp.cachedir", "file.encoding", "sun.jnu.encoding", "java.io.tmpdir");

  private static final int CHILD_HEAP_MB = 256;

  private final DecoderLimits limits;
  private final String child;
  private final Deque<DecoderChild> kept = new ArrayDeque<>();

  /** A decoder for any number of recordings. */
  public IsolatedDecoder(DecoderLimits limits) {
    this(limits, DecoderProcess.class.getName());
  }

  /** As the short form, with another class for a child. */
  IsolatedDecoder(DecoderLimits limits, String child) {
    this.limits = limits;
    this.child = child;
  }

  @Override
  public Decoded decode(DecodeRequest request, ScratchSpace scratch) throws IOException {
    Container container = InputPolicy.admit(request.file());
    Optional<DecoderChild> used = keptChild();
    if (used.isPresent()) {
      try {
        used.get().ask(request);
        return decode(used.get(), request, container, scratch);
      } catch (IOException e) {
        used.get().close();
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        // it may have ended meanwhile, or be the work of the recording before: a new one tells
      }
    }
    return decode(new DecoderChild(start(request)), request, container, scratch);
  }

  private Decoded decode(
      DecoderChild child, DecodeRequest request, Container container, ScratchSpace scratch)
      throws IOException {
    boolean clean = false;
    try (ChildWatch watch = new ChildWatch(child.process(), limits)) {
      try {
        Decoded decoded = decoded(request, container, child.answers(), watch, scratch);
        clean = decoded.report().decodeErrors() == 0 && decoded.report().missing() == 0;
        return decoded;
      } catch (MediaException e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        String end = child.end();
        throw new MediaException(request.file(), watch.verdict().orElse(end), e);
      }
    } finally {
      if (clean) {
        keep(child);
      } else {
        child.close();
      }
    }
  }

  private synchronized Optional<DecoderChild> keptChild() {
    while (!kept.isEmpty()) {
      DecoderChild child = kept.pop();
      if (child.isAlive()) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  private synchronized void keep(DecoderChild child) {
    kept.push(child);
  }

  private Process start(DecodeRequest request) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(CHILD_HEAP_MB));
    Collections.addAll(
        command,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:ErrorFile=/dev/null",
        "-XX:-CreateCoredumpOnCrash");
    for (String property : INHERITED) {
      String value = System.getProperty(property);
      if (value != null) {
        command.add("-D%s=%s".formatted(property, value));
      }
    }
    Collections.addAll(command, "-cp", ChildClassPath.of(IsolatedDecoder.class), child);
    Collections.addAll(command, DecoderProcess.words(request));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private Decoded decoded(
      DecodeRequest request,
      Container container,
      DataInputStream in,
      ChildWatch watch,
      ScratchSpace scratch)
      throws IOException {
    int part = in.readUnsignedByte();
    if (part == DecodeWire.PROBLEM) {
      throw new MediaException(request.file(), DecodeWire.text(in));
    }
    DecodeWire.require(part == DecodeWire.FORMAT);
    MediaFormat format = DecodeWire.format(in);
    InputPolicy.STANDARD.check(request.file(), format);
    ScratchAudio sound = scratch.sound(format.channels(), format.sampleRateHz());
    float[][] block = new float[format.channels()][AudioSource.BLOCK];
    for (part = in.readUnsignedByte(); part == DecodeWire.SAMPLES; part = in.readUnsignedByte()) {
      watch.sign();
      sound.write(block, 0, DecodeWire.samples(in, block));
      requireLimit(request, format, sound.length(), watch);
    }
    if (part == DecodeWire.PROBLEM) {
      throw new MediaException(request.file(), DecodeWire.text(in));
    }
    DecodeWire.require(part == DecodeWire.END);
    long skipped = in.readLong();
    ReadReport report = DecodeWire.report(in);
    Metadata metadata = DecodeWire.metadata(in, request.file(), container);
    return new Decoded(format, sound, skipped, metadata, report);
  }

  private void requireLimit(
      DecodeRequest request, MediaFormat format, long samples, ChildWatch watch)
      throws MediaException {
    long bytes = samples * format.channels() * Float.BYTES;
    if (bytes > limits.outputBytes() || samples > request.samples(format.sampleRateHz())) {
      watch.stop("its decoder gave more than %d MB and was stopped".formatted(bytes >> 20));
      throw new MediaException(request.file(), watch.verdict().orElseThrow());
    }
  }
}
