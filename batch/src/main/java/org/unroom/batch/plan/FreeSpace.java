package org.unroom.batch.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unroom.core.media.MediaException;

/**
 * Tells before the work begins that a disk is too small for it. The need is put low, so that no
 * work is refused that would have fitted: as large as the input for every recording-long output.
 * Rooms are small, and outputs that exist already take no more space.
 */
public final class FreeSpace {
  private FreeSpace() {}

  /** Throws where {@code out} has less space than the recordings' outputs need. */
  public static void require(List<PlannedRecording> recordings, Path out) throws PlanException {
    long needed = recordings.stream().mapToLong(FreeSpace::need).sum();
    long free = free(out.toAbsolutePath());
    if (free < needed) {
      throw new PlanException(
          String.format(
              Locale.ROOT,
              "%s has %.1f MB free, the outputs need %.1f MB at the least; choose another -o",
              MediaException.shown(out),
              free / 1e6,
              needed / 1e6));
    }
  }

  private static long need(PlannedRecording recording) {
    long bytes = 0;
    for (Map.Entry<OutputKind, Path> output : recording.outputs().entrySet()) {
      boolean small = output.getKey() == OutputKind.IR;
      if (!small && !Files.exists(output.getValue(), LinkOption.NOFOLLOW_LINKS)) {
        bytes += size(recording.input().path());
      }
    }
    return bytes;
  }

  private static long size(Path input) {
    try {
      return Files.size(input);
    } catch (IOException e) {
      // the job itself says why it cannot be read
      return 0;
    }
  }

  private static long free(Path folder) {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      // a file system that does not tell its free space says so when it is full
      return Long.MAX_VALUE;
    }
  }
}
