package org.unroom.reverb.dereverb;

import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * What became of a recording in memory.
 *
 * @param dry the recording with less room; the recording itself where nothing was done
 * @param removal what became of its room
 */
public record Dereverberation(Audio dry, RoomRemoval removal) {
  /** {@link RoomRemoval#evidence}. */
  public Evidence evidence() {
    return removal.evidence();
  }

  /** {@link RoomRemoval#strength}. */
  public double strength() {
    return removal.strength();
  }

  /** {@link RoomRemoval#room}. */
  public Optional<RoomEstimate> room() {
    return removal.room();
  }

  /** {@link RoomRemoval#left}. */
  public Optional<RoomEstimate> left() {
    return removal.left();
  }
}
