package org.unroom.batch.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** A line of any bytes is damaged, or a record that is written as it was read. */
class JournalLineFuzzIT {
  @FuzzTest(maxDuration = "2m")
  void aLineIsARecordOrDamaged(byte[] bytes) {
    Optional<JournalEntry> entry = JournalLine.parse(bytes, 0, bytes.length);
    if (entry.isPresent()
        && !JournalLine.parse(JournalLine.textOf(entry.get())).equals(entry)) {
      throw new AssertionError("read otherwise a second time: " + entry.get());
    }
  }
}
