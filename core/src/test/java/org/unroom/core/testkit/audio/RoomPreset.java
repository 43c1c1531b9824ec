package org.unroom.core.testkit.audio;

import java.util.List;
import org.unroom.core.testkit.ShoeboxRoom;
import org.unroom.core.testkit.ShoeboxRoom.Place;

/**
 * The rooms of the repository's own recordings. Lows ring a little longer than the middle and highs
 * shorter, the more so the larger the room is (air).
 *
 * @param name what it is called in file names
 * @param seed seed of its tail
 * @param size edges in metres
 * @param t60Seconds decay time at 500 Hz … 1 kHz
 * @param drrDb direct-to-reverberant ratio
 * @param distance source to microphone (or the middle of the pair) in metres
 * @param shape decay time of each octave 125 Hz … 8 kHz as a share of that in the middle
 */
record RoomPreset(
    String name,
    long seed,
    Place size,
    double t60Seconds,
    double drrDb,
    double distance,
    List<Double> shape) {
  private static final List<Double> SMALL = List.of(1.1, 1.05, 1.0, 1.0, 0.95, 0.9, 0.8);
  private static final List<Double> LARGE = List.of(1.15, 1.1, 1.0, 1.0, 0.92, 0.75, 0.5);

  static final RoomPreset BOOTH =
      new RoomPreset("booth", 101, new Place(2.6, 2.2, 2.3), 0.25, 10, 0.5, SMALL);
  static final RoomPreset STUDY =
      new RoomPreset("study", 102, new Place(4.0, 3.1, 2.5), 0.30, 6, 0.8, SMALL);
  static final RoomPreset OFFICE =
      new RoomPreset("office", 103, new Place(6.0, 5.0, 2.8), 0.40, 2, 1.5, SMALL);
  static final RoomPreset PARLOUR =
      new RoomPreset("parlour", 104, new Place(6.5, 5.0, 3.0), 0.60, 3, 1.2, SMALL);
  static final RoomPreset STUDIO =
      new RoomPreset("studio", 105, new Place(8.0, 6.0, 3.5), 0.80, 1, 2.0, SMALL);
  static final RoomPreset CHAPEL =
      new RoomPreset("chapel", 106, new Place(15, 8, 7), 1.2, -3, 4.0, LARGE);
  static final RoomPreset STAIRWELL =
      new RoomPreset("stairwell", 107, new Place(5, 4, 9), 1.6, -8, 3.0, LARGE);
  static final RoomPreset ATRIUM =
      new RoomPreset("atrium", 108, new Place(12, 12, 14), 1.8, -6, 5.0, LARGE);
  static final RoomPreset HALL =
      new RoomPreset("hall", 109, new Place(24, 16, 9), 2.0, -4, 6.0, LARGE);
  static final RoomPreset GYM =
      new RoomPreset("gym", 110, new Place(28, 16, 8), 2.5, 0, 4.0, LARGE);
  static final RoomPreset CHURCH =
      new RoomPreset("church", 111, new Place(30, 14, 12), 3.0, -10, 9.0, LARGE);

  /** Half the distance of a pair of microphones in metres. */
  private static final double HALF_SPACING = 0.25;

  /** The room at a rate with one or two microphones. */
  ShoeboxRoom room(int sampleRateHz, int microphones) {
    double height = Math.min(1.5, 0.6 * size.z());
    Place source = new Place(0.3 * size.x(), 0.4 * size.y(), height);
    double x = source.x() + 0.96 * distance;
    double y = source.y() + 0.28 * distance; // 0.96^2 + 0.28^2 = 1
    List<Place> places =
        microphones == 1
            ? List.of(new Place(x, y, height))
            : List.of(
                new Place(x, y - HALF_SPACING, height), new Place(x, y + HALF_SPACING, height));
    List<Double> t60 = shape.stream().map(share -> share * t60Seconds).toList();
    return new ShoeboxRoom(sampleRateHz, size, source, places, t60, drrDb, seed);
  }
}
