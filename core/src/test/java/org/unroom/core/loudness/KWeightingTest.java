package org.unroom.core.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KWeightingTest {
  /** ITU-R BS.1770-4, tables 1 and 2: 14 digits at 48 kHz. */
  @Test
  void coefficientsAt48KilohertzAreTheRecommendations() {
    assertClose(
        KWeighting.shelf(48_000),
        1.53512485958697,
        -2.69169618940638,
        1.19839281085285,
        -1.69065929318241,
        0.73248077421585);
    assertClose(KWeighting.highPass(48_000), 1, -2, 1, -1.99004745483398, 0.99007225036621);
  }

  private static void assertClose(double[] found, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      // the analogue prototypes were fitted to the printed digits
      assertThat(found[i]).as("coefficient %d", i).isCloseTo(expected[i], within(1e-9));
    }
  }
}
