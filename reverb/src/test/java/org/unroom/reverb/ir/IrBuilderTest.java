package org.unroom.reverb.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.DecayFit;
import org.unroom.core.testkit.OctaveBands;
import org.unroom.reverb.fit.BandDecay;
import org.unroom.reverb.fit.RoomEstimate;
import org.unroom.reverb.fit.TwoSlopes;

class IrBuilderTest {
  private static final double[] CENTERS_HZ = {125, 250, 500, 1000, 2000, 4000, 8000};

  /** A decay of T60 from the direct sound on, with this ratio of direct to other energy. */
  private static BandDecay decay(double t60, double drrDb, double spread) {
    double reverberant = Math.pow(10, -drrDb / 10);
    double late = reverberant * Math.pow(10, -0.3 / t60);
    return new BandDecay(t60, spread, 1 + reverberant - late, late, 1e-6);
  }

  private static RoomEstimate room(double drrDb, double... t60) {
    List<Double> centers = new ArrayList<>();
    List<BandDecay> bands = new ArrayList<>();
    for (int b = 0; b < t60.length; b++) {
      centers.add(CENTERS_HZ[b]);
      bands.add(decay(t60[b], drrDb, 0.05));
    }
    return new RoomEstimate(centers, bands);
  }

  private static Audio build(IrBuilder tails, int rate, int channels, long seed) {
    float[][] response = new float[channels][tails.length(rate)];
    Random random = new Random(seed);
    for (float[] channel : response) {
      tails.addTails(List.of(channel), new double[tails.filters().count()], rate, random);
      channel[IrBuilder.directSample(rate)] = 1;
    }
    return new Audio(response, rate);
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 44_100, 48_000})
  void everyOctaveDecaysAsItWasEstimated(int rate) {
    double[] t60 = {1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.5};
    Audio response = build(new IrBuilder(room(-2, t60), rate), rate, 1, 7);
    OctaveBands octaves = new OctaveBands(rate, 1.0 / 6);
    for (int b = 1; b < t60.length && CENTERS_HZ[b] < 0.3 * rate; b++) {
      float[] octave = octaves.band(response.channel(0), b);
      assertThat(DecayFit.t60Seconds(octave, rate / 500, rate))
          .as("octave %.0f Hz", CENTERS_HZ[b])
          .isCloseTo(t60[b], within(0.12 * t60[b]));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-10, 0, 12})
  void directSoundStandsToTheRestAsItWasEstimated(double drrDb) {
    int rate = 48_000;
    Audio response = build(new IrBuilder(room(drrDb, 1, 1, 1, 1, 1, 1, 1), rate), rate, 1, 3);
    float[] h = response.channel(0);
    int direct = rate / 500;
    double rest = 0;
    for (float v : h) {
      rest += v * v;
    }
    rest -= 1;
    assertThat(h[direct]).isEqualTo(1);
    assertThat(10 * Math.log10(1 / rest)).isCloseTo(drrDb, within(0.5));
    // the onset ramp moves a little of the first milliseconds behind them
    assertThat(DecayFit.c50Db(h, direct, rate)).isCloseTo(decay(1, drrDb, 0).c50Db(), within(0.7));
    assertThat(DecayFit.t60Seconds(h, direct, rate)).isCloseTo(1, within(0.06));
  }

  @Test
  void octavesThatAreNotKnownFollowTheNearestThatIs() {
    BandDecay known = decay(0.8, 3, 0.05);
    BandDecay unknown = decay(9, -15, 2);
    RoomEstimate room =
        new RoomEstimate(List.of(500.0, 1000.0, 2000.0), List.of(unknown, known, unknown));
    Audio response = build(new IrBuilder(room, 16_000), 16_000, 1, 1);
    assertThat(response.seconds()).isCloseTo(1.1 * 0.8 + 0.1, within(1e-3));
    assertThat(DecayFit.t60Seconds(response.channel(0), 32, 16_000)).isCloseTo(0.8, within(0.06));
  }

  @Test
  void channelsHaveTailsOfTheirOwnAndSeedsDecide() {
    IrBuilder builder = new IrBuilder(room(0, 0.5, 0.5, 0.5), 8_000);
    Audio once = build(builder, 8_000, 2, 5);
    Audio again = build(builder, 8_000, 2, 5);
    Audio other = build(builder, 8_000, 2, 6);
    assertThat(once.channel(0)).isEqualTo(again.channel(0));
    assertThat(once.channel(1)).isEqualTo(again.channel(1));
    assertThat(once.channel(0)).isNotEqualTo(other.channel(0));
    double product = 0;
    double energy = 0;
    for (int n = 17; n < once.length(); n++) {
      product += once.channel(0)[n] * once.channel(1)[n];
      energy += once.channel(0)[n] * once.channel(0)[n];
    }
    assertThat(Math.abs(product) / energy).isLessThan(0.15);
  }

  @Test
  void clarityBelowThatOfAnyDecayIsABuildUp() {
    int rate = 16_000;
    List<BandDecay> bands = Collections.nCopies(7, new BandDecay(0.5, 0.05, 1, 1.25, 1e-6));
    List<Double> centers = Arrays.stream(CENTERS_HZ).boxed().toList();
    float[] h = build(new IrBuilder(new RoomEstimate(centers, bands), rate), rate, 1, 3).channel(0);
    // a decay from the direct sound on would have 10 log10(10^(6 * 0.05 / 0.5) - 1) = +4.7 dB
    assertThat(DecayFit.c50Db(h, rate / 500, rate)).isCloseTo(-0.97, within(0.7));
    assertThat(DecayFit.t60Seconds(h, rate / 500, rate)).isCloseTo(0.5, within(0.06));
  }

  /**
   * Levels of the backward-integrated decay are those of the two slopes, where one would not do.
   */
  @Test
  void twoSlopesAreBuiltAsTwo() {
    int rate = 16_000;
    TwoSlopes two = new TwoSlopes(0.4, 2, 0.2);
    BandDecay bent = new BandDecay(two.t60Seconds(), 0.05, 2, 0.5, 1e-6, Optional.of(two));
    List<Double> centers = Arrays.stream(CENTERS_HZ).boxed().toList();
    RoomEstimate room = new RoomEstimate(centers, Collections.nCopies(7, bent));
    float[] h = build(new IrBuilder(room, rate), rate, 1, 3).channel(0);
    assertThat(h.length / (double) rate).isCloseTo(1.1 * 2 + 0.1, within(1e-3));
    double[] left = new double[h.length + 1];
    for (int n = h.length - 1; n >= 0; n--) {
      left[n] = left[n + 1] + (double) h[n] * h[n];
    }
    double from = left[rate / 500 + rate / 20];
    for (double seconds : new double[] {0.2, 0.4, 0.8, 1.2}) {
      double since = -6 * (seconds - 0.05);
      double expected = (1 - 0.2) * Math.pow(10, since / 0.4) + 0.2 * Math.pow(10, since / 2);
      assertThat(10 * Math.log10(left[rate / 500 + (int) (seconds * rate)] / from))
          .as("level at %s s", seconds)
          .isCloseTo(10 * Math.log10(expected), within(1.0));
    }
  }
}
