package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Puts chunks into a finished WAV or RF64 file, byte for byte: those that stood before the samples
 * before them, for which the samples are moved back in the file, the others behind. The size in the
 * file's header grows by them.
 */
final class RiffChunkWriter {
  private static final int MOVED_AT_ONCE = 1 << 20;
  private static final int RIFF_SIZE_AT = 4;
  private static final int DS64_RIFF_SIZE_AT = 20;

  private RiffChunkWriter() {}

  /** Bytes that {@code chunks} add to a file. */
  static long bytesOf(List<RiffChunk> chunks) {
    return chunks.stream().mapToLong(RiffChunk::storedBytes).sum();
  }

  /** Adds {@code chunks} to {@code file}. */
  static void insert(Path file, List<RiffChunk> chunks) throws IOException {
    if (chunks.isEmpty()) {
      return;
    }
    List<RiffChunk> before = chunks.stream().filter(RiffChunk::beforeSamples).toList();
    List<RiffChunk> behind = chunks.stream().filter(chunk -> !chunk.beforeSamples()).toList();
    AudioChunk samples =
        AudioChunk.find(file, Container.WAV)
            .orElseThrow(() -> new IOException("no data chunk in a new WAV file"));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long from = samples.offset() - RiffChunk.HEADER;
      moveBack(channel, from, bytesOf(before));
      put(channel, from, before);
      put(channel, channel.size() + (channel.size() & 1), behind);
      stateSize(channel);
    }
  }

  /** Moves everything from {@code from} on towards the end, the last bytes first. */
  private static void moveBack(FileChannel channel, long from, long by) throws IOException {
    if (by == 0) {
      return;
    }
    ByteBuffer block = ByteBuffer.allocateDirect(MOVED_AT_ONCE);
    for (long end = channel.size(); end > from; ) {
      long start = Math.max(from, end - MOVED_AT_ONCE);
      block.clear().limit((int) (end - start));
      while (block.hasRemaining()) {
        if (channel.read(block, start + block.position()) < 0) {
          throw new IOException("it became shorter while it was written");
        }
      }
      write(channel, start + by, block.flip());
      end = start;
    }
  }

  private static void put(FileChannel channel, long from, List<RiffChunk> chunks)
      throws IOException {
    long at = from;
    for (RiffChunk chunk : chunks) {
      write(channel, at, chunk.bytes());
      at += chunk.storedBytes();
    }
  }

  private static void stateSize(FileChannel channel) throws IOException {
    long size = channel.size() - RiffChunk.HEADER;
    ByteBuffer magic = ByteBuffer.allocate(1);
    channel.read(magic, 1);
    // "RIFF" or "RF64"
    if (magic.get(0) == 'I') {
      write(channel, RIFF_SIZE_AT, little(Integer.BYTES).putInt((int) size).flip());
    } else {
      write(channel, DS64_RIFF_SIZE_AT, little(Long.BYTES).putLong(size).flip());
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(FileChannel channel, long from, ByteBuffer bytes) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
