package org.unroom.reverb.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.testkit.SeededNoise;

class EarlyEvidenceTest {
  private static final int TAPS = 64;

  @Test
  void findsTheResponseBetweenTwoSounds() {
    float[] h = new float[TAPS];
    h[0] = 1;
    h[13] = -0.4f;
    h[40] = 0.2f;
    EarlyEvidence evidence = new EarlyEvidence(TAPS);
    for (int stretch = 0; stretch < 2; stretch++) {
      float[] z = SeededNoise.gaussian(8000, stretch);
      evidence.add(z, Arrays.copyOf(FftConvolution.full(z, h), z.length));
    }
    // the prior takes a thousandth of every tap, and more of later ones
    assertThat(evidence.response(1e6)).containsExactly(h, within(5e-3f));
    assertThat(evidence.response(100)[40]).isBetween(0f, 0.18f);
  }

  @Test
  void silenceTellsNothing() {
    EarlyEvidence evidence = new EarlyEvidence(TAPS);
    evidence.add(new float[100], new float[100]);
    assertThat(evidence.response(1000)).containsOnly(0f);
  }
}
