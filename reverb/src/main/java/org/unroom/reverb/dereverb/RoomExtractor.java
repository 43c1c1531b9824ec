package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.RoomSegment;
import org.unroom.reverb.ir.HeardRoom;

/**
 * Hears the room that one or more recordings were made in. Each stretch of sound is fitted for
 * itself ({@link DryFit}); then all of them together are regressed on their dry sounds, with one
 * room for all ({@link RoomSegment}), so that every stretch adds to what is known. Recordings of
 * other rates are brought to that of the first. Of long recordings a few stretches, spread evenly,
 * are heard: memory does not grow with their length. One object for each room.
 */
public final class RoomExtractor {
  private static final int MOST_STRETCHES = 6;
  private static final double HEARD = 0.05;

  private final long seed;
  private final Workers workers;
  private final List<RoomSegment> segments = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private Optional<StretchEvidence> details = Optional.empty();
  private double seconds;

  /**
   * Nothing is heard yet.
   *
   * @param seed of everything random
   * @param workers threads; the result does not depend on their number
   */
  public RoomExtractor(long seed, Workers workers) {
    this.seed = seed;
    this.workers = workers;
  }

  /** Hears a recording, which must hold finite samples. */
  public void hear(AudioSource recording, Progress progress) throws IOException {
    List<AudioWindow> windows = stretches(recording);
    for (int i = 0; i < windows.size(); i++) {
      Progress part = progress.part(i / (double) windows.size(), (i + 1) / (double) windows.size());
      part.report("looking for a room", 0);
      AudioWindow window = windows.get(i);
      Audio stretch = recording.slice(window.contextFrom(), window.contextTo());
      Evidence found = Evidence.of(stretch, workers);
      evidence.add(found);
      if (found.strength(SoundModel.MIX) > 0) {
        hear(stretch, part.part(HEARD, 1));
      }
    }
    progress.report("done", 1);
  }

  private static List<AudioWindow> stretches(AudioSource recording) {
    List<AudioWindow> all =
        TreatmentWindows.over(
            recording.length(), recording.sampleRateHz(), recording.channelCount());
    if (all.size() <= MOST_STRETCHES) {
      return all;
    }
    List<AudioWindow> spread = new ArrayList<>();
    for (int i = 0; i < MOST_STRETCHES; i++) {
      spread.add(all.get((2 * i + 1) * all.size() / (2 * MOST_STRETCHES)));
    }
    return spread;
  }

  private void hear(Audio asRecorded, Progress progress) {
    int rate = details.map(StretchEvidence::sampleRateHz).orElse(asRecorded.sampleRateHz());
    Audio stretch = Resampler.resample(asRecorded, rate);
    AnalysisFrames frames = AnalysisFrames.forRate(rate);
    Stft stft = frames.stft();
    List<ComplexSpectrogram> wet = new ArrayList<>();
    for (int c = 0; c < stretch.channelCount(); c++) {
      wet.add(stft.forward(stretch.channel(c), workers));
    }
    DryFit.Result fitted =
        new DryFit(frames, DereverbMethod.FIT, 1, seed, workers).of(wet, progress);
    segments.add(fitted.heard());
    seconds += stretch.seconds();
    if (details.isEmpty()) {
      details = Optional.of(new StretchEvidence(rate, stretch.channelCount()));
    }
    if (details.get().channels() == stretch.channelCount()) {
      List<float[]> dry = new ArrayList<>();
      for (ComplexSpectrogram channel : fitted.dry()) {
        dry.add(stft.inverse(channel, stretch.length(), workers));
      }
      details.get().add(stretch, dry, wet, fitted.dry(), frames);
    }
  }

  /** What all recordings said about whether there is a room. */
  public Evidence evidence() {
    return Evidence.joint(evidence);
  }

  /** What recordings of this room can be treated with; nothing where none tells of a room. */
  public Optional<SharedRoom> shared() {
    return segments.isEmpty()
        ? Optional.empty()
        : Optional.of(new SharedRoom(evidence(), RoomSegment.room(segments, workers)));
  }

  /** The room; nothing where no recording tells of one. */
  public Optional<HeardRoom> room() {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    RoomEstimate estimate = RoomSegment.room(segments, workers);
    return details.map(all -> all.room(estimate, seconds));
  }
}
