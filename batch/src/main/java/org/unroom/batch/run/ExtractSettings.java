package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.List;
import org.unroom.reverb.ir.IrSettings;

/**
 * What the user decides about an impulse response.
 *
 * @param response what it is to be like
 * @param sameRoom further recordings of the same room, heard together with each one treated
 * @param threads that may work at once, at least 1; the result does not depend on it
 * @param version of Unroom, for the description
 */
public record ExtractSettings(
    IrSettings response, List<Path> sameRoom, int threads, String version) {
  /** Keeps a copy. */
  public ExtractSettings {
    sameRoom = List.copyOf(sameRoom);
    if (threads < 1) {
      throw new IllegalArgumentException("threads=%d must be at least 1".formatted(threads));
    }
  }
}
