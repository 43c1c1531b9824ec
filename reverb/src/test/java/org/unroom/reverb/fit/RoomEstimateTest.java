package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.reverb.fit.RoomEstimate.Confidence;

class RoomEstimateTest {
  private static final RoomEstimate ROOM =
      new RoomEstimate(
          List.of(125.0, 400.0, 1000.0, 2500.0, 6000.0),
          List.of(band(9, 1), band(1, 0.01), band(2, 0.15), band(4, 0.3), band(0.1, 1)));

  @Test
  void singleFiguresAreMediansOfTheMiddleOctaves() {
    assertThat(ROOM.t60Seconds()).isEqualTo(2);
    assertThat(ROOM.c50Db()).isCloseTo(10 * Math.log10(4), within(1e-9));
    assertThat(ROOM.confidence()).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void octavesReachHalfAnOctaveEitherSide() {
    assertThat(ROOM.covers(500)).isTrue();
    assertThat(ROOM.covers(250)).isFalse();
    assertThat(ROOM.octave(500, BandDecay::t60Seconds)).isEqualTo(1);
    assertThat(ROOM.octave(2000, BandDecay::t60Seconds)).isEqualTo(4);
    assertThat(ROOM.octave(8000, BandDecay::t60Seconds)).isEqualTo(0.1);
  }

  @Test
  void withoutABandInRangeAllBandsCount() {
    assertThat(ROOM.octave(4000, BandDecay::t60Seconds)).isEqualTo(2);
    RoomEstimate low = new RoomEstimate(List.of(50.0, 100.0), List.of(band(1, 0), band(3, 0)));
    assertThat(low.t60Seconds()).isEqualTo(2);
  }

  @Test
  void confidenceFollowsTheSpread() {
    assertThat(Confidence.ofSpread(0.1)).isEqualTo(Confidence.HIGH);
    assertThat(Confidence.ofSpread(0.101)).isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.ofSpread(0.2)).isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.ofSpread(0.201)).isEqualTo(Confidence.LOW);
  }

  @Test
  void jointIsTheMedianBandByBand() {
    List<Double> hz = List.of(500.0, 1000.0);
    RoomEstimate joint =
        RoomEstimate.joint(
            List.of(
                new RoomEstimate(hz, List.of(band(1, 0), band(6, 0))),
                new RoomEstimate(hz, List.of(band(2, 0), band(5, 0))),
                new RoomEstimate(hz, List.of(band(9, 0), band(4, 0)))));
    assertThat(joint.bands().stream().map(BandDecay::t60Seconds)).containsExactly(2.0, 5.0);
  }

  /** An exponential decay from the direct sound on has the ratio that it was made with. */
  @Test
  void directToReverberantRatioFollowsFromDecayAndClarity() {
    double x = Math.pow(10, -0.3 / 0.6);
    double reverberant = Math.pow(10, -0.2);
    BandDecay decay = new BandDecay(0.6, 0, 1 + reverberant * (1 - x), reverberant * x, 1e-6);
    assertThat(decay.drrDb()).isCloseTo(2, within(1e-9));
    assertThat(new BandDecay(0.6, 0, 1, 1e6, 0).drrDb()).isCloseTo(-15, within(1e-9));
  }

  @Test
  void needsAsManyCentresAsBands() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoomEstimate(List.of(1.0, 2.0), List.of(band(1, 0))));
    assertThatIllegalArgumentException().isThrownBy(() -> new RoomEstimate(List.of(), List.of()));
  }

  private static BandDecay band(double t60Seconds, double spread) {
    return new BandDecay(t60Seconds, spread, 2, 0.5, 1e-5);
  }

  /** Half-way in ln f is half-way in ln T60; beyond the ends the outermost band counts. */
  @Test
  void decayTimesAreInterpolatedBetweenBands() {
    RoomEstimate estimate =
        new RoomEstimate(
            List.of(0.0, 100.0, 400.0),
            List.of(
                new BandDecay(2, 0.1, 1, 1, 0),
                new BandDecay(1, 0.2, 1, 1, 0),
                new BandDecay(0.25, 0.4, 1, 1, 0)));
    assertThat(estimate.t60SecondsAt(new double[] {0, 10, 100, 200, 400, 8000}))
        .containsExactly(
            new float[] {2, (float) Math.sqrt(2), 1, 0.5f, 0.25f, 0.25f}, within(1e-6f));
  }

  @Test
  void takesDecayTimesOfAnotherEstimateAndKeepsItsLevels() {
    RoomEstimate own =
        new RoomEstimate(List.of(200.0), List.of(new BandDecay(3, 0.5, 2, 0.7, 0.01)));
    RoomEstimate other =
        new RoomEstimate(
            List.of(100.0, 400.0),
            List.of(new BandDecay(1, 0.2, 9, 9, 9), new BandDecay(0.25, 0.4, 9, 9, 9)));
    BandDecay joint = own.withDecayTimesOf(other).bands().get(0);
    assertThat(joint.t60Seconds()).isCloseTo(0.5, within(1e-9));
    assertThat(joint.t60Spread()).isCloseTo(0.3, within(1e-9));
    assertThat(joint.early()).isEqualTo(2);
    assertThat(joint.tail()).isEqualTo(0.7);
    assertThat(joint.noise()).isEqualTo(0.01);
  }
}
