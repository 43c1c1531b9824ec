package org.unroom.reverb.acoustics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.DecayFit;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;

class RoomAcousticsTest {
  private static final int RATE = 16000;
  private static final int BANDS_OF_SYNTHETIC_ROOM = 7;

  private static SyntheticRoom room(double t60, double drrDb, double floorDb) {
    return new SyntheticRoom(
        RATE, Collections.nCopies(BANDS_OF_SYNTHETIC_ROOM, t60), drrDb, floorDb, 7);
  }

  /** Long enough for the decay to meet the noise and for the noise to be measured. */
  private static float[] response(SyntheticRoom room) {
    double decays = Math.min(1, (15 - room.noiseFloorDb()) / 60);
    return room.impulseResponse(Math.max(0.5, 1.3 * room.t60Seconds().get(0) * decays + 0.3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 1, 3, 10})
  void syntheticDecaysAreMeasuredOverTheGrid(double t60) {
    double[][] grid = {{-20, -25}, {-20, -45}, {-5, -70}, {5, -25}, {20, -25}, {20, -70}};
    for (double[] point : grid) {
      double drrDb = point[0];
      double floorDb = point[1];
      SyntheticRoom room = room(t60, drrDb, floorDb);
      BandAcoustics whole = RoomAcoustics.of(response(room), RATE, Bands.OCTAVE).whole();
      String what = "T60 %s s, DRR %s dB, floor %s dB".formatted(t60, drrDb, floorDb);
      // a decaying noise is chance itself: some 100 values make up a decay of 0.1 s
      double percent = t60 < 0.3 ? 10 : t60 < 1 && floorDb > -30 ? 7 : 4;
      assertThat(whole.t60Seconds().getAsDouble())
          .as(what)
          .isCloseTo(t60, Percentage.withPercentage(percent));
      // -20 dB is what 25 dB of noise floor leaves to be told with such an error
      assertThat(whole.drrDb().getAsDouble()).as(what).isCloseTo(drrDb, within(0.8));
      assertThat(whole.doubleSlope()).as(what).isEmpty();
    }
  }

  @Test
  void validityFollowsTheRange() {
    BandAcoustics quiet = whole(room(1, 0, -70));
    assertThat(quiet.t60Estimator()).isEqualTo("T30");
    assertThat(quiet.rangeDb()).isCloseTo(73, within(2.0));
    BandAcoustics middling = whole(room(1, -20, -40));
    assertThat(middling.t30Seconds()).isEmpty();
    assertThat(middling.t60Estimator()).isEqualTo("T20");
    BandAcoustics noisy = whole(room(1, -20, -25));
    assertThat(noisy.t20Seconds()).isEmpty();
    assertThat(noisy.t60Estimator()).isEqualTo("T10");
    BandAcoustics hopeless = whole(room(1, -20, -10));
    assertThat(hopeless.t60Seconds()).isEmpty();
  }

  private static BandAcoustics whole(SyntheticRoom room) {
    return RoomAcoustics.of(response(room), RATE, Bands.OCTAVE).whole();
  }

  @Test
  void everyOctaveHasItsOwnDecay() {
    List<Double> t60 = List.of(2.0, 1.6, 1.3, 1.0, 0.8, 0.6, 0.4);
    float[] h = new SyntheticRoom(48000, t60, 0, Double.NEGATIVE_INFINITY, 3).impulseResponse(2.5);
    List<BandAcoustics> bands = RoomAcoustics.of(h, 48000, Bands.OCTAVE).bands();
    assertThat(bands).hasSize(8);
    for (int b = 0; b < t60.size(); b++) {
      // low bands hold few independent values; at the top, the longer decay below leaks in
      assertThat(bands.get(b + 1).t30Seconds().getAsDouble())
          .as("octave %s Hz", bands.get(b + 1).nominalHz())
          .isCloseTo(t60.get(b), Percentage.withPercentage(12));
    }
  }

  /** T60 0.15 s at 125 Hz, B T60 = 13: forwards, the filter rings nearly as long. */
  @Test
  void shortDecaysInLowBandsAreNotLengthenedByTheFilter() {
    List<Double> found = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      float[] h = SyntheticRoom.of(RATE, 0.15, -20, seed).impulseResponse(0.5);
      found.add(RoomAcoustics.of(h, RATE, Bands.OCTAVE).bands().get(1).t30Seconds().orElseThrow());
    }
    double mean = found.stream().mapToDouble(t -> t).average().orElseThrow();
    // one value scatters by a fifth, the mean of forty by 3 per cent
    assertThat(mean).isCloseTo(0.15, Percentage.withPercentage(8));
  }

  @Test
  void energiesAreThoseOfTheWindows() {
    float[] h = SyntheticRoom.of(RATE, 0.8, 3, 5).impulseResponse(1.2);
    int direct = SyntheticRoom.of(RATE, 0.8, 3, 5).directSample();
    RoomAcoustics acoustics = RoomAcoustics.of(h, RATE, Bands.OCTAVE);
    assertThat(acoustics.direct().sample()).isEqualTo(direct);
    assertThat(acoustics.whole().c50Db().getAsDouble())
        .isCloseTo(DecayFit.c50Db(h, direct, RATE), within(0.02));
    double early = Math.pow(10, acoustics.whole().c50Db().getAsDouble() / 10);
    assertThat(acoustics.whole().d50().getAsDouble()).isCloseTo(early / (1 + early), within(1e-6));
    double moment = 0;
    double sum = 0;
    for (int n = direct; n < h.length; n++) {
      sum += h[n] * (double) h[n];
      moment += h[n] * (double) h[n] * (n - direct) / RATE;
    }
    assertThat(acoustics.whole().centreSeconds().getAsDouble())
        .isCloseTo(moment / sum, within(1e-3));
    assertThat(acoustics.whole().t30Seconds().getAsDouble())
        .isCloseTo(DecayFit.t60Seconds(h, direct, RATE), Percentage.withPercentage(1));
  }

  @Test
  void energiesOfTheBandsAddUp() {
    float[] h = SyntheticRoom.of(48000, 0.8, 3, 5).impulseResponse(1.2);
    float[] impulse = new float[4800];
    impulse[1000] = 2;
    double sum = 0;
    for (Bands.Band band : Bands.THIRD.below(48000)) {
      double energy = new BandFilter(band, 48000).energy(impulse, 0, impulse.length);
      // noise bandwidth of a sixth-order Butterworth band pass: pi/6 / sin(pi/6) = 1.047
      assertThat(energy)
          .isCloseTo(1.047 * 4 * band.widthHz() / 24000, Percentage.withPercentage(3));
      sum += energy;
    }
    assertThat(sum).isLessThan(4);
    RoomAcoustics acoustics = RoomAcoustics.of(h, 48000, Bands.OCTAVE);
    // white direct sound and white decay of one T60: the same DRR everywhere
    for (BandAcoustics band : acoustics.bands().subList(4, 8)) {
      assertThat(band.drrDb().getAsDouble()).isCloseTo(3, within(1.5));
    }
    assertThat(acoustics.bands().get(0).drrDb()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.4, 1.6, -15", "0.5, 2.5, -20", "1.0, 4.0, -12"})
  void doubleSlopesAreFlagged(double early, double late, double kneeDb) {
    float[] h = twoSlopes(early, late, kneeDb);
    BandAcoustics whole = RoomAcoustics.of(h, RATE, Bands.OCTAVE).whole();
    assertThat(whole.bent()).isTrue();
    DoubleSlope slopes = whole.doubleSlope().orElseThrow();
    assertThat(slopes.earlySeconds()).isCloseTo(early, Percentage.withPercentage(20));
    assertThat(slopes.lateSeconds()).isCloseTo(late, Percentage.withPercentage(20));
    assertThat(slopes.kneeDb()).isCloseTo(kneeDb, within(3.0));
  }

  /** Two decays whose remaining energies are equal where their sum has fallen to the knee. */
  private static float[] twoSlopes(double early, double late, double kneeDb) {
    double a2 = Math.pow(10, (kneeDb - 10 * Math.log10(2)) / 10 * (1 - early / late));
    float[] noise = SeededNoise.gaussian((int) (1.2 * late * RATE), 11);
    float[] h = new float[noise.length];
    double k1 = 6 * Math.log(10) / early;
    double k2 = 6 * Math.log(10) / late;
    for (int n = 0; n < h.length; n++) {
      double t = n / (double) RATE;
      h[n] = (float) (noise[n] * Math.sqrt(k1 * Math.exp(-k1 * t) + a2 * k2 * Math.exp(-k2 * t)));
    }
    return h;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 3})
  void oneSlopeIsHardlyEverTakenForTwo(double t60) {
    int flagged = 0;
    int bands = 0;
    for (int seed = 0; seed < 12; seed++) {
      float[] h = SyntheticRoom.of(RATE, t60, -10, seed).impulseResponse(1.1 * t60);
      for (BandAcoustics band : RoomAcoustics.of(h, RATE, Bands.OCTAVE).bands()) {
        flagged += band.doubleSlope().isPresent() ? 1 : 0;
        bands++;
      }
    }
    assertThat(flagged).isLessThanOrEqualTo(bands / 20);
  }

  @Test
  void whatHoldsNoDecayIsNotGivenOne() {
    float[] impulse = new float[RATE];
    impulse[40] = 1;
    assertThat(RoomAcoustics.of(impulse, RATE, Bands.OCTAVE).whole().t60Seconds()).isEmpty();
    float[] noise = SeededNoise.gaussian(RATE, 3);
    assertThat(RoomAcoustics.of(noise, RATE, Bands.OCTAVE).whole().t60Seconds()).isEmpty();
    RoomAcoustics silence = RoomAcoustics.of(new float[RATE], RATE, Bands.THIRD);
    assertThat(silence.whole().t60Seconds()).isEmpty();
    assertThat(silence.whole().c50Db()).isEmpty();
    assertThat(RoomAcoustics.of(new float[] {1}, RATE, Bands.OCTAVE).whole().c50Db()).isEmpty();
  }

  @Test
  void levelAndSilenceAroundDoNotMatter() {
    float[] h = SyntheticRoom.of(RATE, 0.7, 0, 9).impulseResponse(1);
    float[] other = new float[h.length + 3000];
    for (int n = 0; n < h.length; n++) {
      other[1000 + n] = -30 * h[n];
    }
    BandAcoustics a = RoomAcoustics.of(h, RATE, Bands.OCTAVE).bands().get(4);
    BandAcoustics b = RoomAcoustics.of(other, RATE, Bands.OCTAVE).bands().get(4);
    assertThat(b.t30Seconds().getAsDouble()).isCloseTo(a.t30Seconds().getAsDouble(), within(1e-4));
    assertThat(b.c80Db().getAsDouble()).isCloseTo(a.c80Db().getAsDouble(), within(1e-3));
  }

  @Test
  void bandsHaveTheEdgesOfTheStandard() {
    assertThat(Arrays.stream(Bands.OCTAVE.below(48000).toArray())).hasSize(8);
    assertThat(Bands.OCTAVE.below(16000)).hasSize(7);
    assertThat(Bands.THIRD.below(48000)).hasSize(24);
    Bands.Band kilohertz = Bands.OCTAVE.below(48000).get(4);
    assertThat(kilohertz.lowHz()).isCloseTo(707.9, within(0.1));
    assertThat(kilohertz.highHz()).isCloseTo(1412.5, within(0.1));
  }
}
