package org.unroom.reverb.dereverb;

import java.util.List;
import java.util.Optional;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.ir.HeardRoom;

/**
 * What became of the room of a recording.
 *
 * @param changed whether the dry sound differs from the recording at all
 * @param evidence what the recording said before it was treated
 * @param model of the dry sound that was used
 * @param strength share of the room that the evidence allowed to take out, 0..1
 * @param room between the recording and its dry sound, where it was fitted; of the longest scene
 *     that has one, where there are several
 * @param left the room that is left, where it was fitted: regressed on what the model believes of
 *     the dry sound, so that it says what the model thinks it has reached
 * @param scenes stretches in rooms of their own, one after the other; one where the place never
 *     changes
 * @param heard what an impulse response of {@code room} is made of, where it was fitted
 * @param fit how the first stretch that was fitted at all was fitted
 */
public record RoomRemoval(
    boolean changed,
    Evidence evidence,
    SoundModel model,
    double strength,
    Optional<RoomEstimate> room,
    Optional<RoomEstimate> left,
    List<Scene> scenes,
    Optional<HeardRoom> heard,
    Optional<FitRecord> fit) {
  /** Keeps a copy. */
  public RoomRemoval {
    scenes = List.copyOf(scenes);
  }

  /** What became of a recording in one place. */
  public RoomRemoval(
      boolean changed,
      Evidence evidence,
      SoundModel model,
      double strength,
      Optional<RoomEstimate> room,
      Optional<RoomEstimate> left) {
    this(
        changed,
        evidence,
        model,
        strength,
        room,
        left,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A stretch of the recording in one room.
   *
   * @param fromSeconds where it begins
   * @param toSeconds where it ends
   * @param room where one was fitted
   */
  public record Scene(double fromSeconds, double toSeconds, Optional<RoomEstimate> room) {}

  /** What was found, in a word; of one instrument it is the fit that tells. */
  public Evidence.Verdict verdict() {
    Evidence.Verdict told = evidence.verdict();
    if (model != SoundModel.INSTRUMENT || told == Evidence.Verdict.UNKNOWN) {
      return told;
    }
    return strength > 0 ? Evidence.Verdict.ROOM : Evidence.Verdict.LITTLE_ROOM;
  }
}
