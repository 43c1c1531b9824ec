package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.List;
import org.unroom.core.parallel.Workers;

/**
 * What a stretch of sound says of its room: energies of the recording and of its dry sound in bands
 * and frames. Several stretches of one room say it together ({@link RoomRegression}), on the same
 * frames and bands.
 *
 * @param centersHz of the bands, B of them
 * @param hopSeconds seconds between frames
 * @param measured energies of the recording {@code [b][t]}, each band's mean 1
 * @param dry energies of the dry sound in the same unit, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RoomSegment(
    List<Double> centersHz, double hopSeconds, float[][] measured, float[][] dry) {
  private static final double EARLY_SECONDS = 0.048;

  /** Keeps a copy of the centres. */
  public RoomSegment {
    centersHz = List.copyOf(centersHz);
  }

  /**
   * The room that all stretches were recorded in.
   *
   * @param segments at least one
   */
  public static RoomEstimate room(List<RoomSegment> segments, Workers workers) {
    RoomSegment first = segments.get(0);
    int taps = Math.max(1, (int) Math.round(EARLY_SECONDS / first.hopSeconds));
    BandDecay[] decays = new BandDecay[first.centersHz.size()];
    workers.forEach(
        decays.length,
        () -> new RoomRegression(first.hopSeconds, taps),
        (b, regression) -> {
          List<float[]> measured = new ArrayList<>();
          List<float[]> dry = new ArrayList<>();
          for (RoomSegment segment : segments) {
            measured.add(segment.measured[b]);
            dry.add(segment.dry[b]);
          }
          decays[b] = regression.of(measured, dry);
        });
    return new RoomEstimate(first.centersHz, List.of(decays));
  }
}
