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
 * @param reachFrames length of the response that the dry sound was freed of: what the room sends
 *     later may have stayed in it ({@link LateLeak}); the number of frames if nothing has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RoomSegment(
    List<Double> centersHz, double hopSeconds, float[][] measured, float[][] dry, int reachFrames) {
  private static final double EARLY_SECONDS = 0.048;

  /** What is left to leak changes little with the room that it is told from. */
  private static final int ROUNDS = 2;

  /** Evidence that chance gives one band in ten thousand: e^(-20 / 2) and the model's errors. */
  private static final double BENT = 20;

  /** In a room that has them: as much as two more unknowns must gain (Akaike). */
  private static final double WORTH_TWO_UNKNOWNS = 4;

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
    return estimate(segments, heard(segments, workers));
  }

  /**
   * The same, with two slopes where the room has them: a second slope is a property of coupled
   * rooms, so most bands must show it before any band is given one. What is wrong with the dry
   * sound or with the noise bends some bands, not most.
   *
   * @param segments at least one
   */
  public static RoomEstimate roomOfSlopes(List<RoomSegment> segments, Workers workers) {
    List<Band> bands = heard(segments, workers);
    RoomSegment first = segments.get(0);
    RoomRegression.Bend[] bends = new RoomRegression.Bend[bands.size()];
    workers.forEach(
        bends.length,
        () -> new RoomRegression(first.hopSeconds, taps(first)),
        (b, regression) ->
            bends[b] =
                regression.bend(measured(segments, b), bands.get(b).source, bands.get(b).decay));
    int bent = 0;
    for (RoomRegression.Bend bend : bends) {
      bent += bend.evidence() > BENT ? 1 : 0;
    }
    if (2 * bent <= bends.length) {
      return estimate(segments, bands);
    }
    List<BandDecay> decays = new ArrayList<>();
    for (int b = 0; b < bends.length; b++) {
      boolean worth = bends[b].evidence() > WORTH_TWO_UNKNOWNS;
      decays.add(worth ? bends[b].decay() : bands.get(b).decay);
    }
    return new RoomEstimate(first.centersHz, decays);
  }

  /**
   * One band of all stretches.
   *
   * @param source the dry sound's energies without what leaked, one array a stretch
   */
  private record Band(BandDecay decay, List<float[]> source) {}

  private static int taps(RoomSegment segment) {
    return Math.max(1, (int) Math.round(EARLY_SECONDS / segment.hopSeconds));
  }

  private static RoomEstimate estimate(List<RoomSegment> segments, List<Band> bands) {
    return new RoomEstimate(segments.get(0).centersHz, bands.stream().map(Band::decay).toList());
  }

  private static List<float[]> measured(List<RoomSegment> segments, int b) {
    return segments.stream().map(segment -> segment.measured[b]).toList();
  }

  private static List<Band> heard(List<RoomSegment> segments, Workers workers) {
    RoomSegment first = segments.get(0);
    int taps = taps(first);
    Band[] bands = new Band[first.centersHz.size()];
    workers.forEach(
        bands.length,
        () -> new RoomRegression(first.hopSeconds, taps),
        (b, regression) -> bands[b] = band(segments, b, taps, regression));
    return List.of(bands);
  }

  private static Band band(List<RoomSegment> segments, int b, int taps, RoomRegression regression) {
    List<float[]> measured = measured(segments, b);
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
    return new Band(decay, source);
  }
}
