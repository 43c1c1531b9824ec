package org.unroom.reverb.dereverb;

import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.RoomFit;
import org.unroom.reverb.fit.RoomFitSettings;
import org.unroom.reverb.model.BandEnergies;
import org.unroom.reverb.model.BandSource;
import org.unroom.reverb.model.RoomModel;

/**
 * How much of each band and frame is not late reverberation, from a {@link RoomFit} with a dry
 * source that is held down more strongly than where decay times count:
 *
 * <pre>
 *   G^2[b][t] = max( early[b][t] / V[b][t], floor ),   early = x + early taps
 * </pre>
 *
 * between bins interpolated linearly, so that the gain is smooth over frequency as it is over time.
 * Decay times are given, usually those of the untouched recording: prediction has shortened what
 * this fit sees.
 */
public final class LateSuppressor {
  private static final double SPARSITY = 4;
  private static final RoomFitSettings FIT = new RoomFitSettings(400, RoomFitSettings.Decay.FIXED);

  private final TriangularBands bands;
  private final float[][] earlyShare;
  private final FitTrace trace;

  /**
   * Fits the gain.
   *
   * @param energies of what is to be suppressed
   * @param t60Seconds of each band
   * @param hopSeconds seconds between frames
   * @param floorDb lowest gain, below 0; -12 dB
   */
  public LateSuppressor(
      TriangularBands bands,
      BandEnergies energies,
      float[] t60Seconds,
      double hopSeconds,
      double floorDb,
      Workers workers,
      Progress progress) {
    this.bands = bands;
    float[][] measured = energies.relative();
    BandSource source = new BandSource(measured, SPARSITY);
    RoomModel room = RoomModel.startFor(measured, hopSeconds);
    System.arraycopy(t60Seconds, 0, room.t60Seconds().value(), 0, t60Seconds.length);
    this.trace = new RoomFit(FIT, workers).run("late energy", measured, source, room, progress);
    this.earlyShare = new float[bands.count()][energies.frames()];
    float floor = (float) Math.pow(10, floorDb / 10);
    workers.forEach(
        earlyShare.length,
        () -> new float[2][energies.frames()],
        (b, rows) -> share(source.energy(b), room, b, floor, rows));
  }

  private void share(float[] x, RoomModel room, int b, float floor, float[][] rows) {
    room.forward(b, x, rows[0], rows[1]);
    room.early(b, x, rows[0]);
    for (int t = 0; t < x.length; t++) {
      earlyShare[b][t] = Math.min(1, Math.max(floor, rows[0][t] / rows[1][t]));
    }
  }

  /** How the fit went. */
  FitTrace trace() {
    return trace;
  }

  /** Writes the power gain G^2 of bin f along time into {@code row}. */
  public void powerGain(int f, float[] row) {
    bands.spread(earlyShare, f, row);
  }
}
