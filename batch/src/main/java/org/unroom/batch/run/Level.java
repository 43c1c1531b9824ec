package org.unroom.batch.run;

import java.util.OptionalDouble;

/**
 * How loud treated sound is to be.
 *
 * @param lufs its integrated loudness, where one is given (ITU-R BS.1770)
 * @param ofRecording whether it is to be as loud as the recording
 */
public record Level(OptionalDouble lufs, boolean ofRecording) {
  /** As it comes out. */
  public static final Level KEEP = new Level(OptionalDouble.empty(), false);

  /** As loud as the recording. */
  public static final Level MATCH = new Level(OptionalDouble.empty(), true);

  /** At a loudness. */
  public static Level ofLufs(double lufs) {
    return new Level(OptionalDouble.of(lufs), false);
  }

  /** Whether it may change the level. */
  public boolean changes() {
    return ofRecording || lufs.isPresent();
  }
}
