package org.unroom.batch.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A journal opens whatever its file holds. */
class JournalFuzzIT {
  @FuzzTest(maxDuration = "2m")
  void aJournalOpensWhateverItHolds(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("unroom-fuzz");
    Path file = folder.resolve(Journal.NAME);
    try {
      Files.write(file, bytes);
      try (Journal journal = new Journal(folder)) {
        if (journal.damaged() < 0) {
          throw new AssertionError("fewer than no damaged lines");
        }
      }
    } finally {
      try (var files = Files.list(folder)) {
        files.forEach(path -> path.toFile().delete());
      }
      Files.delete(folder);
    }
  }
}
