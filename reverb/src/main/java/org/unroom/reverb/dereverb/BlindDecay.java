package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomFit;
import org.unroom.reverb.fit.RoomFitSettings;
import org.unroom.reverb.model.BandEnergies;
import org.unroom.reverb.model.BandSource;
import org.unroom.reverb.model.RoomModel;

/** Decay times that a stretch of sound's band energies tell, before anything else is known. */
final class BlindDecay {
  private static final int BANDS = 32;
  private static final double SPARSITY = 2;
  private static final RoomFitSettings SETTINGS =
      new RoomFitSettings(150, RoomFitSettings.Decay.LEARNED);

  private BlindDecay() {}

  /** The bands that decays are heard in. */
  static TriangularBands bands(List<ComplexSpectrogram> recording) {
    return TriangularBands.logarithmic(BANDS, recording.get(0).bins());
  }

  /**
   * What was heard.
   *
   * @param room as it was fitted; not a measurement yet, but what the rest can start from
   * @param trace of the fit
   */
  record Heard(RoomModel room, FitTrace trace) {
    /** T60 {@code [b]}. */
    float[] t60Seconds() {
      return room.t60Seconds().value();
    }
  }

  /** Hears the decay times. */
  static Heard of(
      BandEnergies measured, AnalysisFrames frames, Workers workers, Progress progress) {
    RoomModel room = RoomModel.startFor(measured.relative(), frames.hopSeconds());
    BandSource source = new BandSource(measured.relative(), SPARSITY);
    FitTrace trace =
        new RoomFit(SETTINGS, workers)
            .run("decay times", measured.relative(), source, room, progress);
    return new Heard(room, trace);
  }
}
