package org.unroom.batch.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The records in a journal's bytes. A damaged line is passed over and counted; a last line without
 * its line feed is one that was being written when the process ended, and is left out.
 *
 * @param entries the records, in their order
 * @param damaged lines that are no records
 * @param end length of what ends with a line feed; what follows is torn
 */
record JournalText(List<JournalEntry> entries, int damaged, int end) {
  static JournalText parse(byte[] bytes) {
    List<JournalEntry> entries = new ArrayList<>();
    int lines = 0;
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        lines++;
        JournalLine.parse(bytes, from, at).ifPresent(entries::add);
        from = at + 1;
      }
    }
    return new JournalText(entries, lines - entries.size(), from);
  }
}
