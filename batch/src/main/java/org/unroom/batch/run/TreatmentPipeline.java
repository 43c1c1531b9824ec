package org.unroom.batch.run;

import java.io.IOException;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.media.ScratchSpace;
import org.unroom.core.parallel.Progress;

/**
 * The signal processing of a command that treats recordings: sound in, sounds and findings out. It
 * is used for one recording after the other by one thread, and closed at the end. It makes every
 * kind that it can tell; making one is cheap beside finding it out.
 *
 * <p>Recordings may last for hours, so a pipeline reads a window at a time and writes to a {@link
 * ScratchSpace#soundLike scratch sound}, or hands back a {@link
 * org.unroom.core.audio.DerivedAudio}. One that needs the whole at once takes {@link
 * AudioSource#all} and hands back {@link AudioSource#of}.
 */
@FunctionalInterface
public interface TreatmentPipeline extends AutoCloseable {
  /**
   * Treats {@code recording}.
   *
   * @param recording may be read in any order and as often as needed
   * @param scratch where sounds lie until the files are written
   */
  Treatment treat(AudioSource recording, ScratchSpace scratch, Progress progress)
      throws IOException;

  /**
   * The same for recordings that were made in one room, for as long as this is open; every one for
   * itself by default.
   */
  default TreatmentPipeline in(RoomGroup room) {
    return this;
  }

  /** Ends threads that it started; none by default. */
  @Override
  default void close() {}
}
