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
  /** Of any job: models, transforms, buffers. A clip of 2 s is done in 32 MB. */
  private static final long BASE_BYTES = 60L << 20;

  /**
   * Of a window that is full, beside the base: a minute of 48 kHz stereo holds 339 MB at its
   * highest and is done in 400 MB (docs/measurements.md, issue 6).
   */
  private static final long WINDOW_BYTES = 340L << 20;

  /** Spectra and their models, for each byte of 16-bit samples: twice what a full window holds. */
  private static final long PER_FILE_BYTE = 60;

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
