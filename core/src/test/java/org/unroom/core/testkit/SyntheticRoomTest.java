package org.unroom.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticRoomTest {
  @ParameterizedTest
  @CsvSource({"16000,0.3,10", "16000,2,-10", "48000,1,0"})
  void decayAndDirectSoundAreAsAskedFor(int rate, double t60, double drrDb) {
    SyntheticRoom room = SyntheticRoom.of(rate, t60, drrDb, 4);
    float[] h = room.impulseResponse(1.2 * t60);
    // A fit over 30 dB of noise of 8 kHz and more scatters by a few percent.
    assertThat(DecayFit.t60Seconds(h, room.tailSample(), rate)).isCloseTo(t60, withinPercentage(5));
    double late = energy(h) - 1;
    assertThat(h[room.directSample()]).isEqualTo(1f);
    assertThat(-10 * Math.log10(late)).isCloseTo(drrDb, within(0.01));
  }

  @Test
  void everyBandHasItsOwnDecay() {
    List<Double> t60 = List.of(1.6, 1.5, 1.2, 1.0, 0.8, 0.6, 0.4);
    SyntheticRoom room = new SyntheticRoom(32_000, t60, 0, Double.NEGATIVE_INFINITY, 8);
    float[] h = room.impulseResponse(2);
    for (int b = 0; b < OctaveBands.COUNT; b++) {
      float[] band = new OctaveBands(32_000, 1.0 / 6).band(h, b);
      // 2 x bandwidth x decay time = 400 degrees of freedom at 125 Hz: about 7 %.
      assertThat(DecayFit.t60Seconds(band, room.tailSample(), 32_000))
          .as("%s Hz", OctaveBands.centreHz(b))
          .isCloseTo(t60.get(b), withinPercentage(10));
    }
  }

  @Test
  void floorLiesWhereItWasAskedFor() {
    SyntheticRoom quiet = SyntheticRoom.of(16_000, 0.2, 0, 1);
    SyntheticRoom noisy = new SyntheticRoom(16_000, quiet.t60Seconds(), 0, -20, 1);
    float[] h = noisy.impulseResponse(2);
    float[] start = quiet.impulseResponse(2);
    double floor = energy(Arrays.copyOfRange(h, 16_000, 32_000)) / 16_000;
    double tail = energy(Arrays.copyOfRange(start, 80, 320)) / 240;
    // The decay loses 4.5 dB over those 15 ms, 2 dB in the mean; the noise scatters by 0.5 dB.
    assertThat(10 * Math.log10(floor / tail)).isCloseTo(-18, within(1.0));
  }

  @Test
  void sameSeedSameBytes() {
    SyntheticRoom room = SyntheticRoom.of(16_000, 0.5, 0, 3);
    assertThat(room.impulseResponse(0.2)).isEqualTo(room.impulseResponse(0.2));
  }

  @Test
  void bandsAddUpToTheWhole() {
    float[] x = SeededNoise.gaussian(500, 2);
    OctaveBands bands = new OctaveBands(16_000, 1);
    NaiveTwin.assertClose("sum", bands.sum(new float[][] {x, x, x, x, x, x, x}), x, 2e-6);
  }

  @Test
  void refusesTooFewDecayTimes() {
    assertThatThrownBy(() -> new SyntheticRoom(16_000, List.of(1.0), 0, -60, 1))
        .hasMessageContaining("must be 7 times above 0");
    assertThatThrownBy(() -> SyntheticRoom.of(16_000, 1, 0, 1).impulseResponse(0.004))
        .hasMessageContaining("use more than");
  }

  private static double energy(float[] h) {
    double sum = 0;
    for (float v : h) {
      sum += v * (double) v;
    }
    return sum;
  }
}
