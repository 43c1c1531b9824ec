package org.unroom.reverb.fit;

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
 * @param reachFrames length of the response that the dry sound was freed of: what the room sends
 *     later may have stayed in it ({@link LateLeak}); the number of frames if nothing has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RoomSegment(
    List<Double> centersHz, double hopSeconds, float[][] measured, float[][] dry, int reachFrames) {
  private static final double EARLY_SECONDS = 0.048;

  /** What is left to leak changes little with the room that it is told from. */
  private static final int ROUNDS = 2;

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
        (b, regression) -> decays[b] = band(segments, b, taps, regression));
    return new RoomEstimate(first.centersHz, List.of(decays));
  }

  private static BandDecay band(
      List<RoomSegment> segments, int b, int taps, RoomRegression regression) {
    List<float[]> measured = segments.stream().map(segment -> segment.measured[b]).toList();
    List<float[]> dry = segments.stream().map(segment -> segment.dry[b]).toList();
    double hop = segments.get(0).hopSeconds;
    int reach = segments.get(0).reachFrames;
    BandDecay decay = regression.of(measured, dry);
    List<float[]> source = dry;
    // a decay that is over within the reach leaves nothing behind
    for (int round = 0; round < ROUNDS && decay.t60Seconds() > reach * hop; round++) {
      source = LateLeak.of(dry, LateLeak.late(source, decay, hop, taps, reach)).source();
      decay = regression.of(measured, source, decay.t60Seconds());
    }
    return decay;
  }
}
