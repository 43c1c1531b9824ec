package org.unroom.reverb.ir;

import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * All that recordings tell of the room they were made in.
 *
 * @param estimate decay and levels, band by band
 * @param sampleRateHz of the recordings
 * @param directs the direct sound in each of the recordings' channels
 * @param octavesHz centres of the octaves that {@code coherence} is for
 * @param coherence correlation of the late sound in the first two channels, -1..1, octave by
 *     octave; nothing for mono recordings
 * @param early the beginning behind the direct sound as the recordings tell them, one channel each,
 *     sample 0 being the direct sound; nothing where they tell nothing
 * @param colour of the recordings against average speech; nothing where they are of something else
 * @param seconds of sound that this was heard in
 */
public record HeardRoom(
    RoomEstimate estimate,
    int sampleRateHz,
    List<Direct> directs,
    List<Double> octavesHz,
    Optional<List<Double>> coherence,
    Optional<Audio> early,
    Optional<Colour> colour,
    double seconds) {
  /** Keeps copies. */
  public HeardRoom {
    directs = List.copyOf(directs);
    octavesHz = List.copyOf(octavesHz);
    coherence = coherence.map(List::copyOf);
  }

  /**
   * The direct sound in one channel.
   *
   * @param gain relative to the strongest channel, 0..1
   * @param delaySeconds after the channel that it reaches first, at least 0
   */
  public record Direct(double gain, double delaySeconds) {}

  /** The same without what only speech can tell: early reflections and colour. */
  public HeardRoom decayOnly() {
    return new HeardRoom(
        estimate,
        sampleRateHz,
        directs,
        octavesHz,
        coherence,
        Optional.empty(),
        Optional.empty(),
        seconds);
  }

  /** The same with other decays. */
  public HeardRoom withEstimate(RoomEstimate other) {
    return new HeardRoom(
        other, sampleRateHz, directs, octavesHz, coherence, early, colour, seconds);
  }

  /** Number of channels of the recordings. */
  public int channels() {
    return directs.size();
  }
}
