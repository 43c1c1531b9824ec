package org.unroom.reverb.ddsp;

import java.util.Optional;
import org.unroom.reverb.dereverb.Tonality;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.RoomEstimate;

/**
 * What became of a recording that a {@link Resynthesizer} worked on.
 *
 * @param share of the recording's windows that were resynthesized, 0..1; the others had no tone to
 *     follow and came out as they are
 * @param tonality of the recording
 * @param spectralLoss mean over the windows of what the model leaves of them ({@link DdspResult})
 * @param lateShare late reverberation as a share of the recording's energy, 0..1
 * @param heard the room that the fit started from, where there is enough of it
 * @param room the room that it learned there
 * @param fit how the first window was fitted
 */
public record Resynthesis(
    double share,
    Tonality tonality,
    double spectralLoss,
    double lateShare,
    Optional<RoomEstimate> heard,
    Optional<LearnedRoom> room,
    Optional<FitRecord> fit) {}
