package org.unroom.reverb.dereverb;

import java.util.Optional;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * What became of the room of a recording.
 *
 * @param changed whether the dry sound differs from the recording at all
 * @param evidence what the recording said before it was treated
 * @param strength share of the room that the evidence allowed to take out, 0..1
 * @param room between the recording and its dry sound, where it was fitted
 * @param left the room that is left, where it was fitted: regressed on what the model believes of
 *     the dry sound, so that it says what the model thinks it has reached
 */
public record RoomRemoval(
    boolean changed,
    Evidence evidence,
    double strength,
    Optional<RoomEstimate> room,
    Optional<RoomEstimate> left) {}
