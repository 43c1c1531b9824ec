package org.unroom.core.media;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The head of any file is called something. */
class MagicBytesFuzzIT {
  @FuzzTest(maxDuration = "2m")
  void everyHeadIsCalledSomething(byte[] bytes) {
    Sniffed sniffed = MagicBytes.sniff(bytes);
    if (sniffed.container().isEmpty() && sniffed.found().isBlank()) {
      throw new AssertionError("nothing found to say");
    }
  }
}
