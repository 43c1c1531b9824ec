package org.unroom.reverb.dereverb;

import java.util.Optional;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * What became of the room of a recording.
 *
 * @param changed whether the dry sound differs from the recording at all
 * @param evidence what the recording said before it was treated
 * @param model of the dry sound that was used
 * @param strength share of the room that the evidence allowed to take out, 0..1
 * @param room between the recording and its dry sound, where it was fitted
 * @param left the room that is left, where it was fitted: regressed on what the model believes of
 *     the dry sound, so that it says what the model thinks it has reached
 */
public record RoomRemoval(
    boolean changed,
    Evidence evidence,
    SoundModel model,
    double strength,
    Optional<RoomEstimate> room,
    Optional<RoomEstimate> left) {
  /** What was found, in a word; of one instrument it is the fit that tells. */
  public Evidence.Verdict verdict() {
    Evidence.Verdict told = evidence.verdict();
    if (model != SoundModel.INSTRUMENT || told == Evidence.Verdict.UNKNOWN) {
      return told;
    }
    return strength > 0 ? Evidence.Verdict.ROOM : Evidence.Verdict.LITTLE_ROOM;
  }
}
