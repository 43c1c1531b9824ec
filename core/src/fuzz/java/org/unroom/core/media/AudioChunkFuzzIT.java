package org.unroom.core.media;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where headers of any bytes say that the samples are: nowhere, or from a place of sense. */
class AudioChunkFuzzIT {
  @FuzzTest(maxDuration = "2m")
  void samplesAreSomewhereOrNowhere(byte[] bytes) throws IOException {
    Path file = Files.write(Files.createTempFile("unroom-fuzz", ".wav"), bytes);
    try {
      for (Container container : AudioChunk.CONTAINERS) {
        Optional<AudioChunk> found = AudioChunk.find(file, container);
        if (found.isPresent() && (found.get().offset() < 0 || found.get().bytes() < 0)) {
          throw new AssertionError(found.get() + " in " + container);
        }
      }
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("refused without a word", e);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
