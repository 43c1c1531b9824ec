package org.unroom.core.pitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitchSpectraTest {
  private static final int RATE = 16000;
  private static final int LENGTH = 1024;

  @ParameterizedTest
  @ValueSource(doubles = {312.5, 500.1, 507.7, 1234.56})
  void reassignsEveryBinOfTheMainLobeToTheSinusoid(double hz) {
    float[] x = Tone.of(0.3, RATE, t -> hz, 1);
    PitchSpectra spectra = new PitchSpectra(LENGTH, RATE);
    spectra.load(x, 2400);
    int nearest = (int) Math.rint(hz * LENGTH / RATE);
    for (int f = nearest - 1; f <= nearest + 1; f++) {
      assertThat(spectra.reassignedHz(f)).as("bin %d", f).isCloseTo(hz, within(0.05));
    }
  }

  @Test
  void powerOfASinusoidIsTheSquareOfAQuarterOfTheFrame() {
    float[] x = Tone.of(0.3, RATE, t -> 32 * RATE / (double) LENGTH, 1);
    float[] power = new float[40];
    new PitchSpectra(LENGTH, RATE).power(x, 2400, power);
    assertThat(Math.sqrt(power[32])).isCloseTo(LENGTH / 4.0, within(0.01));
    assertThat(Math.sqrt(power[33])).isCloseTo(LENGTH / 8.0, within(0.01));
    assertThat(Math.sqrt(power[35])).isCloseTo(0, within(0.01));
  }

  @Test
  void silenceIsReassignedNowhere() {
    PitchSpectra spectra = new PitchSpectra(LENGTH, RATE);
    spectra.load(new float[10], -4000);
    assertThat(spectra.reassignedHz(3)).isEqualTo(3 * RATE / (double) LENGTH);
  }
}
