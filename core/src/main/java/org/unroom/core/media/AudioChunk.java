package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the header of an uncompressed file says that its sample bytes lie. FFmpeg reads a file that
 * was cut off as if it were complete; compared with the file's size, this tells. Chunk headers: WAV
 * id(4) size(4), little endian, {@code ds64} holding sizes over 4 GB; Wave64 GUID(16) size(8), the
 * header counted in; AIFF id(4) size(4), big endian; CAF id(4) size(8), big endian; AU has one
 * fixed header.
 *
 * @param offset of the first sample byte in the file
 * @param bytes number of sample bytes promised
 */
record AudioChunk(long offset, long bytes) {
  /** The kinds of file that have such a chunk. */
  static final Set<Container> CONTAINERS =
      Set.of(Container.WAV, Container.W64, Container.AIFF, Container.CAF, Container.AU);

  private static final long UNKNOWN_32 = 0xffff_ffffL;
  private static final int MANY_CHUNKS = 10_000;

  /** The chunk of samples, where the file has one of a stated size. */
  static Optional<AudioChunk> find(Path file, Container container) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return switch (container) {
        case WAV -> riff(channel);
        case W64 -> wave64(channel);
        case AIFF -> aiff(channel);
        case CAF -> caf(channel);
        case AU -> au(channel);
        default -> Optional.empty();
      };
    }
  }

  private static Optional<AudioChunk> riff(FileChannel file) throws IOException {
    long largeSize = UNKNOWN_32;
    long at = 12;
    for (int k = 0; k < MANY_CHUNKS && at + 8 <= file.size(); k++) {
      ByteBuffer header = bytes(file, at, 24, ByteOrder.LITTLE_ENDIAN);
      long size = header.getInt(4) & UNKNOWN_32;
      if (is(header, "ds64")) {
        largeSize = header.getLong(16);
      } else if (is(header, "data")) {
        boolean stated = size != 0 && size != UNKNOWN_32;
        return known(at + 8, stated ? size : size == 0 ? UNKNOWN_32 : largeSize);
      }
      at += 8 + size + (size & 1);
    }
    return Optional.empty();
  }

  private static Optional<AudioChunk> wave64(FileChannel file) throws IOException {
    long at = 40;
    for (int k = 0; k < MANY_CHUNKS && at + 24 <= file.size(); k++) {
      ByteBuffer header = bytes(file, at, 24, ByteOrder.LITTLE_ENDIAN);
      long size = header.getLong(16);
      if (is(header, "data")) {
        return known(at + 24, size - 24);
      }
      if (size < 24) {
        return Optional.empty();
      }
      at += size + 7 & ~7L;
    }
    return Optional.empty();
  }

  private static Optional<AudioChunk> aiff(FileChannel file) throws IOException {
    long at = 12;
    for (int k = 0; k < MANY_CHUNKS && at + 8 <= file.size(); k++) {
      ByteBuffer header = bytes(file, at, 16, ByteOrder.BIG_ENDIAN);
      long size = header.getInt(4) & UNKNOWN_32;
      if (is(header, "SSND")) {
        return known(at + 16, size - 8);
      }
      at += 8 + size + (size & 1);
    }
    return Optional.empty();
  }

  private static Optional<AudioChunk> caf(FileChannel file) throws IOException {
    long at = 8;
    for (int k = 0; k < MANY_CHUNKS && at + 12 <= file.size(); k++) {
      ByteBuffer header = bytes(file, at, 12, ByteOrder.BIG_ENDIAN);
      long size = header.getLong(4);
      if (is(header, "data")) {
        return known(at + 16, size < 4 ? UNKNOWN_32 : size - 4);
      }
      if (size < 0) {
        return Optional.empty();
      }
      at += 12 + size;
    }
    return Optional.empty();
  }

  private static Optional<AudioChunk> au(FileChannel file) throws IOException {
    ByteBuffer header = bytes(file, 0, 12, ByteOrder.BIG_ENDIAN);
    return known(header.getInt(4) & UNKNOWN_32, header.getInt(8) & UNKNOWN_32);
  }

  private static Optional<AudioChunk> known(long offset, long bytes) {
    return bytes < 0 || bytes == UNKNOWN_32
        ? Optional.empty()
        : Optional.of(new AudioChunk(offset, bytes));
  }

  private static boolean is(ByteBuffer header, String id) {
    for (int i = 0; i < id.length(); i++) {
      if (header.get(i) != id.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** {@code count} bytes from {@code at}, zeros behind the file's end. */
  private static ByteBuffer bytes(FileChannel file, long at, int count, ByteOrder order)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(order);
    long position = at;
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, position);
      if (read < 0) {
        break;
      }
      position += read;
    }
    return buffer;
  }
}
