package org.unroom.reverb.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.testkit.SyntheticRoom;

class SrmrTest {
  private static final int RATE = 16_000;

  @Test
  void fallsWithReverberation() {
    float[] dry = SeededPair.of(RATE, 3).reference();
    double before = Srmr.plain(dry, RATE).orElseThrow();
    float[] hall = SyntheticRoom.of(RATE, 1.5, -3, 1).impulseResponse(1.5);
    float[] wet = FftConvolution.full(dry, hall);
    assertThat(Srmr.plain(wet, RATE).orElseThrow()).isLessThan(0.8 * before);
    assertThat(Srmr.normalized(wet, RATE).orElseThrow()).isLessThan(0.8 * before);
  }

  @Test
  void levelDoesNotCount() {
    float[] x = SeededPair.of(RATE, 1).reference();
    float[] quiet = x.clone();
    for (int n = 0; n < quiet.length; n++) {
      quiet[n] *= 0x1p-10f;
    }
    assertThat(Srmr.plain(quiet, RATE).orElseThrow())
        .isCloseTo(Srmr.plain(x, RATE).orElseThrow(), within(1e-9));
  }

  @Test
  void needsAModulationFrame() {
    // A frame of 103 columns at 40 samples, and a spectrum of 512.
    float[] x = SeededPair.of(RATE, 1).reference();
    int shortest = 102 * 40 + 512;
    assertThat(Srmr.plain(Arrays.copyOf(x, shortest - 1), RATE)).isEmpty();
    assertThat(Srmr.plain(Arrays.copyOf(x, shortest + 1), RATE)).isPresent();
    assertThat(Srmr.plain(new float[RATE], RATE)).isEmpty();
  }

  @Test
  void refusesRatesBelowItsChannels() {
    assertThatThrownBy(() -> Srmr.plain(new float[100], 200))
        .hasMessageContaining("sampleRateHz=200 must be above 250.0");
  }

  @Test
  void gammatoneFiltersHaveUnitGainAtTheirCentres() {
    // Spectra of 2^15 resolve the centres to a quarter hertz; the gain's closed form leaves out the
    // image at -fc, which matters at the lowest channel only.
    double[][] w = new GammatoneFilters(RATE, 23, 125).responses(1 << 15);
    for (double[] response : w) {
      double peak = 0;
      for (double v : response) {
        peak = Math.max(peak, v);
      }
      assertThat(20 * Math.log10(peak)).isCloseTo(0, within(1.0));
    }
  }
}
