package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.RoomSegment;
import org.unroom.reverb.ir.HeardRoom;

/**
 * Fitted stretches of sound from one room, all of them together: what was spoken is regressed on
 * its dry sound with one room for all ({@link RoomSegment}), so that every stretch adds to what is
 * known. What was played or sung, whose fits have rooms of their own, counts (by medians) where
 * nothing was spoken: it says nothing of the colour nor, having little between its partials, of
 * single reflections.
 */
final class HeardStretches {
  private final Workers workers;
  private final List<RoomSegment> spoken = new ArrayList<>();
  private final List<RoomEstimate> played = new ArrayList<>();
  private Optional<StretchEvidence> speech = Optional.empty();
  private Optional<StretchEvidence> music = Optional.empty();
  private double spokenSeconds;
  private double playedSeconds;

  HeardStretches(Workers workers) {
    this.workers = workers;
  }

  /** The rate of what was heard first. */
  OptionalInt sampleRateHz() {
    Optional<StretchEvidence> any = speech.or(() -> music);
    return any.isPresent() ? OptionalInt.of(any.get().sampleRateHz()) : OptionalInt.empty();
  }

  /**
   * Adds a stretch that {@link DryFit} fitted.
   *
   * @param dry all that was found of the dry sound, one spectrogram a channel
   */
  void addSpoken(
      Audio stretch,
      List<ComplexSpectrogram> wet,
      List<ComplexSpectrogram> dry,
      RoomSegment segment) {
    spoken.add(segment);
    spokenSeconds += stretch.seconds();
    speech = Optional.of(with(speech, stretch, wet, dry));
  }

  /** Adds a stretch that {@link HarmonicDry} fitted. */
  void addPlayed(
      Audio stretch,
      List<ComplexSpectrogram> wet,
      List<ComplexSpectrogram> dry,
      RoomEstimate room) {
    played.add(room);
    playedSeconds += stretch.seconds();
    music = Optional.of(with(music, stretch, wet, dry));
  }

  /** With a stretch more; one of another number of channels adds to the energies alone. */
  private StretchEvidence with(
      Optional<StretchEvidence> known,
      Audio stretch,
      List<ComplexSpectrogram> wet,
      List<ComplexSpectrogram> dry) {
    StretchEvidence evidence =
        known.orElseGet(() -> new StretchEvidence(stretch.sampleRateHz(), stretch.channelCount()));
    if (evidence.channels() == stretch.channelCount()) {
      AnalysisFrames frames = AnalysisFrames.forRate(stretch.sampleRateHz());
      Stft stft = frames.stft();
      List<float[]> signals = new ArrayList<>();
      for (ComplexSpectrogram channel : dry) {
        signals.add(stft.inverse(channel, stretch.length(), workers));
      }
      evidence.add(stretch, signals, wet, dry, frames);
    }
    return evidence;
  }

  /** Whether nothing was spoken, so that the room is told by one instrument or singer. */
  boolean playedOnly() {
    return spoken.isEmpty() && !played.isEmpty();
  }

  /** The room; nothing where no stretch was added. */
  Optional<HeardRoom> room() {
    if (!spoken.isEmpty()) {
      RoomEstimate estimate = RoomSegment.roomOfSlopes(spoken, workers);
      return speech.map(all -> all.room(estimate, spokenSeconds));
    }
    return music.map(all -> all.room(RoomEstimate.joint(played), playedSeconds).decayOnly());
  }
}
