package org.unroom.core.repair;

import java.io.IOException;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/**
 * Takes one kind of damage out of a recording. What is not damaged passes through: a local repair
 * (clicks, clipping, gaps) returns every other sample bit by bit, a spectral one (hum, noise) keeps
 * the phase of what it turns down. Memory is bounded by windows of some seconds, not by the
 * recording. One object may be used by any number of threads.
 */
public interface Repair {
  /** Its word in options and reports, such as {@code declip}. */
  String name();

  /**
   * Repairs a recording.
   *
   * @param damaged the recording; it may be read more than once and in any order
   * @param repaired receives as many samples, from the first to the last
   * @param progress told of the share that is done
   */
  RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress) throws IOException;
}
