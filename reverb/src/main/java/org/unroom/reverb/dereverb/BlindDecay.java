package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
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

  /** T60 in seconds {@code [b]}; not a measurement yet, but what the rest can start from. */
  static float[] t60Seconds(
      BandEnergies measured, AnalysisFrames frames, Workers workers, Progress progress) {
    RoomModel room = RoomModel.startFor(measured.relative(), frames.hopSeconds());
    BandSource source = new BandSource(measured.relative(), SPARSITY);
    new RoomFit(SETTINGS, workers).run(measured.relative(), source, room, progress);
    return room.t60Seconds().value();
  }
}
