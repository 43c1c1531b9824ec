package org.unroom.core.pitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HarmonicShareTest {
  private static final double BIN_HZ = 10;

  @Test
  void allOnHarmonicsIsOneAndAllBesideThemIsZero() {
    assertThat(share(200, 20, 40, 60)).isEqualTo(1);
    assertThat(share(200, 30, 50, 70)).isEqualTo(0);
    assertThat(share(200)).isEqualTo(0);
  }

  @Test
  void halfOnHarmonicsIsHalfLessWhatChanceWouldPutThere() {
    // bins 10..199, of which 9 lobes of five bins and half a tenth are on harmonics
    double chance = 47 / 190.0;
    assertThat(share(200, 20, 30)).isCloseTo((0.5 - chance) / (1 - chance), within(1e-6));
  }

  @Test
  void aFlatSpectrumHasNoShare() {
    float[] flat = new float[200];
    Arrays.fill(flat, 1);
    assertThat(new HarmonicShare(BIN_HZ, new float[][] {flat}).of(0, 200))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void quietFramesHaveNone() {
    float[] loud = new float[200];
    loud[20] = 1;
    float[] quiet = new float[200];
    quiet[20] = 0.9e-6f;
    assertThat(new HarmonicShare(BIN_HZ, new float[][] {loud, quiet}).of(1, 200)).isEqualTo(0);
  }

  private static double share(double f0Hz, int... bins) {
    float[] power = new float[200];
    for (int f : bins) {
      power[f] = 1;
    }
    return new HarmonicShare(BIN_HZ, new float[][] {power}).of(0, f0Hz);
  }
}
