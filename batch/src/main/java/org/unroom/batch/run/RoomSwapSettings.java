package org.unroom.batch.run;

import java.nio.file.Path;
import org.unroom.reverb.swap.SwapSettings;

/**
 * What the user decides about putting recordings into another room.
 *
 * @param room a file: an impulse response, or a recording made in the room
 * @param matched whether {@code room} is a recording, whose room is to be heard
 * @param swap how the sound is put into it
 * @param dereverb how its own room is taken out before
 */
public record RoomSwapSettings(
    Path room, boolean matched, SwapSettings swap, DereverbSettings dereverb) {
  /** The same on another number of threads. */
  public RoomSwapSettings withThreads(int threads) {
    return new RoomSwapSettings(room, matched, swap, dereverb.withThreads(threads));
  }
}
