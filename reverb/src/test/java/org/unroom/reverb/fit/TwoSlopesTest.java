package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TwoSlopesTest {
  @Test
  void equalSlopesAreOne() {
    TwoSlopes same = new TwoSlopes(0.8, 0.8, 0.3);
    assertThat(same.t60Seconds()).isCloseTo(0.8, within(1e-6));
    assertThat(same.energyFromStart()).isCloseTo(Math.pow(10, 6 * 0.048 / 0.8), within(1e-9));
    BandDecay bent = BandDecay.bent(same, 0.1, 4, 1, 0);
    BandDecay straight = new BandDecay(0.8, 0.1, 4, 1, 0);
    // 48 ms here, 50 ms there
    assertThat(bent.drrDb()).isCloseTo(straight.drrDb(), within(0.3));
  }

  /** The power is what the energy that is left loses: all of it from 48 ms on is 1. */
  @Test
  void powerAddsUpToTheEnergyBehindTheEarly() {
    TwoSlopes two = new TwoSlopes(0.5, 2, 0.2);
    double step = 1e-4;
    double all = 0;
    for (double t = 0.048 + step / 2; t < 6; t += step) {
      all += two.power(t) * step;
    }
    assertThat(all).isCloseTo(1, within(1e-4));
  }

  /** A line through -5 to -35 dB reads a time between the two. */
  @Test
  void timeLiesBetweenTheSlopesAndGrowsWithTheShare() {
    double some = new TwoSlopes(0.5, 2, 0.05).t60Seconds();
    double more = new TwoSlopes(0.5, 2, 0.3).t60Seconds();
    assertThat(some).isBetween(0.5, more);
    assertThat(more).isLessThan(2);
  }

  @Test
  void anOctaveIsBentWhereMostOfItsBandsAre() {
    BandDecay bent = BandDecay.bent(new TwoSlopes(0.5, 2, 0.2), 0.1, 4, 1, 0);
    BandDecay straight = new BandDecay(0.8, 0.1, 4, 1, 0);
    RoomEstimate room =
        new RoomEstimate(
            List.of(900.0, 1000.0, 1100.0, 2000.0, 2100.0),
            List.of(bent, straight, bent, bent, straight));
    assertThat(room.slopes(1000)).contains(new TwoSlopes(0.5, 2, 0.2));
    assertThat(room.slopes(2000)).isEmpty();
    assertThat(room.slopes(8000)).isEmpty();
  }
}
