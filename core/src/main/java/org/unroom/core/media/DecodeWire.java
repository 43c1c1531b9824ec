package org.unroom.core.media;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a decoder in a process apart tells what it found: plain numbers and texts, each with its
 * length before it. The reading side believes none of it: lengths and counts have caps, for what is
 * at the other end may have been taken over by a file made for that.
 */
final class DecodeWire {
  /** First byte of each part of the answer. */
  static final int FORMAT = 'F';

  static final int SAMPLES = 'S';
  static final int END = 'E';
  static final int PROBLEM = 'P';

  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_ENTRIES = 100_000;

  private DecodeWire() {}

  static void write(DataOutputStream out, MediaFormat format) throws IOException {
    text(out, format.container().name());
    text(out, format.codec());
    out.writeBoolean(format.lossy());
    text(out, format.sampleFormat().name());
    out.writeInt(format.sampleRateHz());
    out.writeInt(format.channels());
    text(out, format.layout());
    optional(out, format.declaredLength());
  }

  static MediaFormat format(DataInputStream in) throws IOException {
    return new MediaFormat(
        Container.valueOf(text(in)),
        text(in),
        in.readBoolean(),
        SampleFormat.valueOf(text(in)),
        in.readInt(),
        within(in.readInt(), InputPolicy.STANDARD.maxChannels()),
        text(in),
        optional(in));
  }

  static void write(DataOutputStream out, ReadReport report) throws IOException {
    out.writeLong(report.samples());
    out.writeInt(report.decodeErrors());
    out.writeLong(report.nonFinite());
    optional(out, report.firstNonFinite());
    out.writeLong(report.missing());
    out.writeInt(report.audioStreams());
    out.writeInt(report.audioStream());
  }

  static ReadReport report(DataInputStream in) throws IOException {
    return new ReadReport(
        in.readLong(),
        in.readInt(),
        in.readLong(),
        optional(in),
        in.readLong(),
        in.readInt(),
        in.readInt());
  }

  static void write(DataOutputStream out, Metadata metadata) throws IOException {
    out.writeInt(metadata.tags().size());
    for (Map.Entry<String, String> tag : metadata.tags().entrySet()) {
      text(out, tag.getKey());
      text(out, tag.getValue());
    }
    out.writeInt(metadata.chunks().size());
    for (RiffChunk chunk : metadata.chunks()) {
      text(out, chunk.id());
      out.writeBoolean(chunk.beforeSamples());
      out.writeInt(chunk.content().length);
      out.write(chunk.content());
    }
    out.writeInt(metadata.chapters());
    out.writeInt(metadata.pictures());
    out.writeInt(metadata.origin().map(TrackOrigin::stream).orElse(0));
    out.writeDouble(metadata.origin().map(TrackOrigin::startSeconds).orElse(0.0));
  }

  static Metadata metadata(DataInputStream in, Path file, Container container) throws IOException {
    Map<String, String> tags = new LinkedHashMap<>();
    int tagCount = within(in.readInt(), MOST_ENTRIES);
    for (int i = 0; i < tagCount; i++) {
      tags.put(text(in), text(in));
    }
    List<RiffChunk> chunks = new ArrayList<>();
    int chunkCount = within(in.readInt(), MOST_ENTRIES);
    long rest = Metadata.CHUNK_LIMIT_BYTES;
    for (int i = 0; i < chunkCount; i++) {
      String id = text(in);
      boolean before = in.readBoolean();
      byte[] content = new byte[within(in.readInt(), rest)];
      in.readFully(content);
      rest -= content.length;
      chunks.add(new RiffChunk(id, content, before));
    }
    int chapters = in.readInt();
    int pictures = in.readInt();
    TrackOrigin origin = new TrackOrigin(file, container, in.readInt(), in.readDouble());
    return new Metadata(container, tags, chunks, chapters, pictures, Optional.of(origin));
  }

  /** A block of samples, one after the other as the channels lie. */
  static void write(DataOutputStream out, float[][] samples, int from, int count)
      throws IOException {
    out.writeByte(SAMPLES);
    out.writeInt(count);
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
    for (float[] channel : samples) {
      bytes.clear().asFloatBuffer().put(channel, from, count);
      out.write(bytes.array());
    }
  }

  /** Reads a block of samples into {@code samples}; says how many. */
  static int samples(DataInputStream in, float[][] samples) throws IOException {
    int count = within(in.readInt(), samples[0].length);
    byte[] bytes = new byte[count * Float.BYTES];
    for (float[] channel : samples) {
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(channel, 0, count);
      for (int n = 0; n < count; n++) {
        if (!Float.isFinite(channel[n])) {
          throw new IOException(
              "the decoder's answer makes no sense (a sample of %s)".formatted(channel[n]));
        }
      }
    }
    return count;
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[within(in.readInt(), LONGEST_TEXT)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void optional(DataOutputStream out, OptionalLong value) throws IOException {
    out.writeBoolean(value.isPresent());
    out.writeLong(value.orElse(0));
  }

  private static OptionalLong optional(DataInputStream in) throws IOException {
    boolean present = in.readBoolean();
    long value = in.readLong();
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** A part that has no place where it stands ends the conversation. */
  static void require(boolean sense) throws IOException {
    if (!sense) {
      throw new IOException("the decoder's answer makes no sense");
    }
  }

  /** A count that is no count of ours ends the conversation. */
  static int within(int count, long most) throws IOException {
    if (count < 0 || count > most) {
      throw new IOException("the decoder's answer makes no sense (a count of %d)".formatted(count));
    }
    return count;
  }
}
