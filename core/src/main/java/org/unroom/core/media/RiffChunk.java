package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a WAV, RF64 or BW64 file holds beside its format and its samples ({@code bext}, {@code
 * iXML}, {@code LIST}, {@code cue }, unknown ones): four bytes of name, four of size, little
 * endian, then the content, padded to an even length.
 *
 * @param id the four characters of its name
 * @param content its bytes, without name, size and padding
 * @param beforeSamples whether it stands before the chunk of samples
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; whoever builds one hands the array over
public record RiffChunk(String id, byte[] content, boolean beforeSamples) {
  /** Bytes of name and size. */
  static final int HEADER = 8;

  private static final int FIRST = 12;
  private static final int MANY = 10_000;
  private static final long LARGE = 0xffff_ffffL;

  /** Chunks that say how the samples are stored; the writer has its own. */
  private static final Set<String> STORAGE = Set.of("fmt ", "data", "ds64", "fact");

  /** Chunks that describe the samples themselves, and are wrong for others. */
  private static final Set<String> OF_SAMPLES = Set.of("PEAK", "levl");

  /** Chunks that count samples from the recording's start. */
  private static final Set<String> OF_PLACES = Set.of("cue ", "plst", "smpl", "bext");

  /** Length with name, size and padding. */
  int storedBytes() {
    return HEADER + content.length + (content.length & 1);
  }

  /** Whether it describes the samples, as peaks do, and says nothing of changed ones. */
  public boolean describesSamples() {
    return OF_SAMPLES.contains(id);
  }

  /** Whether it names places in the recording. */
  public boolean namesPlaces() {
    return OF_PLACES.contains(id) || (id.equals("LIST") && startsWith("adtl"));
  }

  private boolean startsWith(String type) {
    return content.length >= type.length()
        && new String(content, 0, type.length(), StandardCharsets.ISO_8859_1).equals(type);
  }

  /** As it stands in a file. */
  ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(storedBytes()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(id.getBytes(StandardCharsets.ISO_8859_1)).putInt(content.length).put(content);
    return bytes.rewind();
  }

  /**
   * The chunks of a WAV, RF64 or BW64 file in their order, up to its end or to where it is damaged.
   * Of several chunks of samples the first one counts.
   *
   * @param limitBytes most bytes of content in all; chunks beyond it are passed over
   */
  static List<RiffChunk> read(Path file, long limitBytes) throws IOException {
    List<RiffChunk> chunks = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      long rest = limitBytes;
      long largeSize = LARGE;
      boolean samplesMet = false;
      long at = FIRST;
      for (int k = 0; k < MANY && at + HEADER <= channel.size(); k++) {
        ByteBuffer header = bytesAt(channel, at, HEADER);
        String id = StandardCharsets.ISO_8859_1.decode(header.slice(0, 4)).toString();
        long size = header.getInt(4) & LARGE;
        if (id.equals("ds64") && at + HEADER + 16 <= channel.size()) {
          largeSize = bytesAt(channel, at + HEADER + 8, 8).getLong(0);
        }
        if (id.equals("data")) {
          size = size == LARGE ? largeSize : size;
          samplesMet = true;
        }
        if (size < 0 || size > channel.size() - at - HEADER) {
          break;
        }
        if (!STORAGE.contains(id) && size <= rest) {
          byte[] content = bytesAt(channel, at + HEADER, (int) size).array();
          chunks.add(new RiffChunk(id, content, !samplesMet));
          rest -= size;
        }
        at += HEADER + size + (size & 1);
      }
    }
    return chunks;
  }

  private static ByteBuffer bytesAt(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("it became shorter while it was read");
      }
    }
    return buffer.rewind();
  }
}
