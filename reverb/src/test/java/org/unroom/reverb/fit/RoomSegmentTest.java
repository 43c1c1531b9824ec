package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;

class RoomSegmentTest {
  private static final double HOP_SECONDS = 0.016;
  private static final int FRAMES = 800;
  private static final TwoSlopes TWO = new TwoSlopes(0.5, 2, 0.25);
  private static final TwoSlopes ONE = new TwoSlopes(0.8, 0.8, 0.5);

  private static RoomSegment segment(TwoSlopes... bands) {
    List<Double> centers = new ArrayList<>();
    float[][] measured = new float[bands.length][FRAMES];
    float[][] dry = new float[bands.length][FRAMES];
    for (int b = 0; b < bands.length; b++) {
      centers.add(500.0 + 100 * b);
      SeededNoise random = new SeededNoise(b);
      float[] scatter = SeededNoise.gaussian(FRAMES, 50 + b);
      for (int t = 0; t < FRAMES; t++) {
        dry[b][t] = t % 200 < 90 && t % 23 < 5 ? (float) random.nextIn(0.5, 4) : 0;
      }
      for (int t = 0; t < FRAMES; t++) {
        double sum = 1e-7;
        for (int k = 0; k <= t; k++) {
          double late = 0.5 * HOP_SECONDS * bands[b].power(k * HOP_SECONDS);
          sum += dry[b][t - k] * (k == 0 ? 1 : late);
        }
        measured[b][t] = (float) (sum * Math.exp(0.45 * scatter[t]));
      }
    }
    return new RoomSegment(centers, HOP_SECONDS, measured, dry, FRAMES);
  }

  private static RoomEstimate room(TwoSlopes... bands) {
    try (Workers workers = new Workers(2)) {
      List<RoomSegment> segments = List.of(segment(bands));
      RoomEstimate straight = RoomSegment.room(segments, workers);
      RoomEstimate room = RoomSegment.roomOfSlopes(segments, workers);
      for (int b = 0; b < bands.length; b++) {
        if (room.bands().get(b).slopes().isEmpty()) {
          assertThat(room.bands().get(b)).isEqualTo(straight.bands().get(b));
        }
      }
      return room;
    }
  }

  @Test
  void aCoupledRoomIsBentInMostBands() {
    assertThat(room(TWO, TWO, ONE, TWO).bands().stream().map(band -> band.slopes().isPresent()))
        .containsExactly(true, true, false, true);
  }

  @Test
  void singleBentBandsAreNoCoupledRoom() {
    assertThat(room(TWO, ONE, ONE, TWO).bands()).allMatch(band -> band.slopes().isEmpty());
  }
}
