package org.unroom.core.media;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Chunks of any bytes are read within the limit and copied, or refused with a word. */
class RiffChunkFuzzIT {
  private static final long LIMIT_BYTES = 1 << 16;

  @FuzzTest(maxDuration = "2m")
  void chunksAreReadAndCopied(byte[] bytes) throws IOException {
    Path file = Files.write(Files.createTempFile("unroom-fuzz", ".wav"), bytes);
    try {
      List<RiffChunk> chunks = RiffChunk.read(file, LIMIT_BYTES);
      long total = chunks.stream().mapToLong(chunk -> chunk.content().length).sum();
      if (total > LIMIT_BYTES) {
        throw new AssertionError(total + " bytes kept, at most " + LIMIT_BYTES);
      }
      RiffChunkWriter.insert(file, chunks);
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("refused without a word", e);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
