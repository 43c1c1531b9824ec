package org.unroom.core.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Puts the size of a Wave64 file's samples right: FFmpeg counts the padding to 8 bytes behind them
 * in, while Sony's specification wants 24 (the chunk's own header) and the samples.
 */
final class Wave64Size {
  private static final int HEADER = 24;

  private Wave64Size() {}

  /** States that the samples of {@code file} take {@code bytes} bytes. */
  static void state(Path file, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      AudioChunk data =
          AudioChunk.find(file, Container.W64)
              .orElseThrow(() -> new IOException("no data chunk in a new Wave64 file"));
      ByteBuffer field = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(field.putLong(0, HEADER + bytes), data.offset() - Long.BYTES);
    }
  }
}
