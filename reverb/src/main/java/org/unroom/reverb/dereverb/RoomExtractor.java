package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.audio.SoundingAudio;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Resampler;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.ir.HeardRoom;

/**
 * Hears the room that one or more recordings were made in. Each stretch of sound is fitted for
 * itself, as speech ({@link DryFit}) or as one instrument or singer ({@link HarmonicDry}); then all
 * of them tell of one room ({@link HeardStretches}). Recordings of other rates are brought to that
 * of the first. Of long recordings a few stretches, spread evenly, are heard: memory does not grow
 * with their length. One object for each room.
 */
public final class RoomExtractor {
  private static final double HEARD = 0.05;

  private final long seed;
  private final Workers workers;
  private final HeardStretches heard;
  private final List<Evidence> evidence = new ArrayList<>();

  /**
   * Nothing is heard yet.
   *
   * @param seed of everything random
   * @param workers threads; the result does not depend on their number
   */
  public RoomExtractor(long seed, Workers workers) {
    this.seed = seed;
    this.workers = workers;
    this.heard = new HeardStretches(workers);
  }

  /** Hears a recording, which must hold finite samples. */
  public void hear(AudioSource asMade, Progress progress) throws IOException {
    SoundingAudio recording = TreatmentWindows.sounding(asMade);
    List<AudioWindow> all =
        TreatmentWindows.over(
            recording.length(), recording.sampleRateHz(), recording.channelCount());
    List<Integer> windows = TreatmentWindows.heard(all.size());
    for (int i = 0; i < windows.size(); i++) {
      Progress part = progress.part(i / (double) windows.size(), (i + 1) / (double) windows.size());
      part.report("looking for a room", 0);
      AudioWindow window = all.get(windows.get(i));
      Evidence found =
          Evidence.of(recording.sliceWithGaps(window.contextFrom(), window.contextTo()), workers);
      evidence.add(found);
      if (found.strength(SoundModel.AUTO) > 0) {
        Audio stretch = recording.slice(window.contextFrom(), window.contextTo());
        hear(stretch, found, part.part(HEARD, 1));
      }
    }
    progress.report("done", 1);
  }

  private void hear(Audio asRecorded, Evidence found, Progress progress) {
    int rate = heard.sampleRateHz().orElse(asRecorded.sampleRateHz());
    Audio stretch = Resampler.resample(asRecorded, rate);
    AnalysisFrames frames = AnalysisFrames.forRate(rate);
    Stft stft = frames.stft();
    List<ComplexSpectrogram> wet = new ArrayList<>();
    for (int c = 0; c < stretch.channelCount(); c++) {
      wet.add(stft.forward(stretch.channel(c), workers));
    }
    if (found.model() == SoundModel.INSTRUMENT) {
      HarmonicDry.Result fitted =
          new HarmonicDry(frames, 1, workers).of(stretch.mean(), wet, progress);
      if (fitted.strength() > 0) {
        heard.addPlayed(stretch, wet, fitted.dry(), fitted.room());
      }
    } else {
      new DryFit(frames, DereverbMethod.FIT, 1, seed, workers)
          .of(wet, (dry, segment) -> heard.addSpoken(stretch, wet, dry, segment), progress);
    }
  }

  /** What all recordings said about whether there is a room. */
  public Evidence evidence() {
    return Evidence.joint(evidence);
  }

  /** The model that the room was heard with, or would have been. */
  public SoundModel model() {
    if (heard.playedOnly()) {
      return SoundModel.INSTRUMENT;
    }
    return heard.sampleRateHz().isPresent() ? SoundModel.VOICE : evidence().model();
  }

  /** What recordings of this room can be treated with; nothing where none tells of a room. */
  public Optional<SharedRoom> shared() {
    return heard.playedOnly()
        ? Optional.empty()
        : heard.room().map(room -> new SharedRoom(evidence(), room.estimate()));
  }

  /** The room; nothing where no recording tells of one. */
  public Optional<HeardRoom> room() {
    return heard.room();
  }
}
