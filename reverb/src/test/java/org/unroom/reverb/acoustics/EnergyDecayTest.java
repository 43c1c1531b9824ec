package org.unroom.reverb.acoustics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.SyntheticRoom;

class EnergyDecayTest {
  private static final int RATE = 16000;

  private static float[] response(double t60, double floorDb) {
    return new SyntheticRoom(RATE, Collections.nCopies(7, t60), 0, floorDb, 7)
        .impulseResponse(1.5 * t60);
  }

  @Test
  void curvesFallFromZeroAlongTheLineOfT60() {
    List<EnergyDecay> decays = EnergyDecay.of(response(1, -90), RATE, Bands.OCTAVE);
    assertThat(decays).hasSize(7);
    EnergyDecay decay = decays.get(4);
    assertThat(decay.nominalHz()).isEqualTo(1000);
    // half of the direct sound, as strong as all the rest, rings before its moment
    assertThat(decay.levelDb()[0]).isBetween(-4.0, 0.0);
    assertThat(decay.levelDb()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    EnergyDecay.Line line = decay.line().orElseThrow();
    assertThat(line.toDb()).isEqualTo(-35);
    double t60 = 60 * (line.toSeconds() - line.fromSeconds()) / (line.fromDb() - line.toDb());
    assertThat(t60).isCloseTo(1, Percentage.withPercentage(6));
    int half = (int) (line.toSeconds() / 2 / decay.stepSeconds());
    double onLine =
        line.fromDb()
            + (half * decay.stepSeconds() - line.fromSeconds())
                * (line.toDb() - line.fromDb())
                / (line.toSeconds() - line.fromSeconds());
    assertThat(decay.levelDb()[half]).isCloseTo(onLine, within(2.0));
  }

  @Test
  void theLineEndsAboveTheNoise() {
    EnergyDecay decay = EnergyDecay.of(response(1, -30), RATE, Bands.OCTAVE).get(4);
    assertThat(decay.line().map(EnergyDecay.Line::toDb)).hasValue(-15.0);
  }

  @Test
  void silenceAndShortResponsesHaveNoLine() {
    for (float[] h : List.of(new float[0], new float[1], new float[2000])) {
      assertThat(EnergyDecay.of(h, RATE, Bands.OCTAVE))
          .hasSize(7)
          .allMatch(d -> d.line().isEmpty());
    }
  }
}
