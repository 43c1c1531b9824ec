package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.ShoeboxRoom.Place;

class ShoeboxRoomTest {
  private static final Place SIZE = new Place(7, 5, 3);
  private static final Place SOURCE = new Place(2, 2, 1.6);

  @ParameterizedTest
  @CsvSource({"16000,0.25,10", "16000,1.0,0", "44100,0.5,-10", "16000,3,-5"})
  void decayAndDirectSoundAreAsAskedFor(int rate, double t60, double drrDb) {
    ShoeboxRoom room = room(rate, flat(t60), drrDb);
    float[] h = room.impulseResponses()[0];
    // The line through 30 dB of a noisy decay scatters by a few percent.
    assertThat(DecayFit.t60Seconds(h, room.mixingSample(0), rate))
        .isCloseTo(t60, withinPercentage(10));
    float[] direct = new float[h.length];
    FractionalDelay.addPulse(direct, room.directDelaySamples(0), room.directLevel(0));
    double late = 0;
    for (int n = 0; n < h.length; n++) {
      late += Math.pow(h[n] - direct[n], 2);
    }
    assertThat(10 * Math.log10(energy(direct) / late)).isCloseTo(drrDb, within(0.01));
  }

  @Test
  void ratioHoldsForTheUsualWindowToo() {
    // The first reflection (floor, 3.6 m) comes 4.4 ms after the direct sound, so a window of 2.5
    // ms
    // counts the direct sound alone.
    ShoeboxRoom room = room(16_000, flat(0.6), 3);
    float[] h = room.impulseResponses()[0];
    int end = (int) (room.directDelaySamples(0) + 0.0025 * 16_000);
    double direct = energy(Arrays.copyOf(h, end));
    assertThat(10 * Math.log10(direct / (energy(h) - direct))).isCloseTo(3, within(0.5));
  }

  @Test
  void everyBandHasItsOwnDecay() {
    List<Double> t60 = List.of(1.2, 1.1, 1.0, 0.9, 0.7, 0.5, 0.35);
    ShoeboxRoom room = room(32_000, t60, -6);
    float[] h = room.impulseResponses()[0];
    for (int b = 0; b < OctaveBands.COUNT; b++) {
      float[] band = new OctaveBands(32_000, 1.0 / 6).band(h, b);
      assertThat(DecayFit.t60Seconds(band, room.mixingSample(0), 32_000))
          .as("%s Hz", OctaveBands.centreHz(b))
          .isCloseTo(t60.get(b), withinPercentage(10));
    }
  }

  @Test
  void reflectionsGoOverIntoTheTailWithoutAStep() {
    ShoeboxRoom room = room(16_000, flat(0.8), 0);
    float[] h = room.impulseResponses()[0];
    int mixing = room.mixingSample(0);
    int window = 160;
    double before = energy(Arrays.copyOfRange(h, mixing - 2 * window, mixing - window));
    double after = energy(Arrays.copyOfRange(h, mixing, mixing + window));
    // 20 ms apart at T60 0.8 s: 1.5 dB; single reflections scatter by some dB.
    assertThat(10 * Math.log10(before / after)).isCloseTo(1.5, within(3.0));
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.5", "0.9"})
  void fractionalPulseIsFlatAndInPhase(double shareOfNyquist) {
    float[] x = new float[128];
    FractionalDelay.addPulse(x, 63.37, 2);
    double re = 0;
    double im = 0;
    for (int n = 0; n < x.length; n++) {
      re += x[n] * Math.cos(Math.PI * shareOfNyquist * (n - 63.37));
      im += x[n] * Math.sin(Math.PI * shareOfNyquist * (n - 63.37));
    }
    assertThat(20 * Math.log10(Math.hypot(re, im) / 2)).isCloseTo(0, within(0.05));
    assertThat(Math.atan2(im, re)).isCloseTo(0, within(2e-3));
  }

  @Test
  void firstReflectionIsTheCeilings() {
    // Hardly absorbing walls and a strong room: the image above the ceiling is 3.4 m away.
    ShoeboxRoom room = room(16_000, flat(3), -10);
    float[] h = room.impulseResponses()[0];
    double seconds = Math.sqrt(2 * 2 + 2.8 * 2.8) / ShoeboxRoom.SPEED_OF_SOUND;
    int at = (int) Math.round(seconds * 16_000);
    double before = energy(Arrays.copyOfRange(h, at - 16, at - 4));
    double around = energy(Arrays.copyOfRange(h, at - 2, at + 3));
    assertThat(around).isGreaterThan(5 * before);
  }

  @Test
  void microphonesShareTheRoomAndTheLevel() {
    ShoeboxRoom room =
        new ShoeboxRoom(
            16_000,
            SIZE,
            SOURCE,
            List.of(new Place(4, 2, 1.6), new Place(5, 2, 1.6)),
            flat(0.5),
            0,
            3);
    float[][] h = room.impulseResponses();
    assertThat(h[0]).hasSameSizeAs(h[1]).isNotEqualTo(h[1]);
    assertThat(room.directLevel(0)).isEqualTo(0.5);
    assertThat(room.directDelaySamples(1)).isCloseTo(3 / 343.0 * 16_000, within(1e-9));
    assertThat(room.impulseResponses()[1]).isEqualTo(h[1]);
  }

  @Test
  void refusesPlacesOutside() {
    assertThatThrownBy(
            () -> new ShoeboxRoom(16_000, SIZE, new Place(8, 1, 1), List.of(SOURCE), flat(1), 0, 1))
        .hasMessageContaining("must lie inside size");
    assertThatThrownBy(() -> room(16_000, List.of(1.0), 0)).hasMessageContaining("7 times");
  }

  private static ShoeboxRoom room(int rate, List<Double> t60, double drrDb) {
    return new ShoeboxRoom(rate, SIZE, SOURCE, List.of(new Place(4, 2, 1.6)), t60, drrDb, 3);
  }

  private static List<Double> flat(double t60) {
    return Collections.nCopies(OctaveBands.COUNT, t60);
  }

  private static double energy(float[] h) {
    double sum = 0;
    for (float v : h) {
      sum += v * (double) v;
    }
    return sum;
  }
}
