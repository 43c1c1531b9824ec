package org.unroom.batch.run;

import java.io.IOException;
import java.nio.file.Files;
import org.unroom.batch.plan.PlannedRecording;

/**
 * How much memory a job is expected to need at its highest, told by its file's size alone, as a
 * file that cannot be decoded must not hold up the plan; of compressed files it is too little, and
 * what runs out of memory is tried again alone. Recordings are worked on in windows, so the need
 * grows with the recording up to that of a full window and no further.
 */
final class MemoryNeed {
  /** Of any job: models, transforms, buffers; a 2 s clip of 16 kHz is done in 32 MB. */
  private static final long BASE_BYTES = 60L << 20;

  /**
   * Of a window that is full, beside the base: it is made so long that it has 12 million cells of
   * eight bytes at most, some six of which are held at a time.
   */
  private static final long WINDOW_BYTES = 12_000_000L * 8 * 6;

  /** A sample of two bytes makes two such cells in each of the six. */
  private static final long PER_FILE_BYTE = 48;

  private MemoryNeed() {}

  /** An estimate in bytes; that of a full window where the file does not tell its size. */
  static long of(PlannedRecording planned) {
    try {
      long grown = Files.size(planned.input().path()) * PER_FILE_BYTE;
      return BASE_BYTES + Math.min(WINDOW_BYTES, grown);
    } catch (IOException e) {
      return BASE_BYTES + WINDOW_BYTES;
    }
  }
}
