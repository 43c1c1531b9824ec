package org.unroom.reverb.acoustics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.Window;

class EchoDensityTest {
  private static final int RATE = 16000;

  /** Reflections of either sign at random moments whose rate grows from few to all samples. */
  private static float[] thickening(double mixedSeconds) {
    Random random = new Random(5);
    float[] h = new float[RATE];
    h[0] = 1;
    for (int n = 1; n < h.length; n++) {
      double density = Math.pow(n / (mixedSeconds * RATE), 2);
      double level = Math.exp(-6.9 * n / RATE / 0.8);
      if (random.nextDouble() < density) {
        h[n] = (float) (level * random.nextGaussian() * Math.min(1, 1 / Math.sqrt(density)));
      }
    }
    return h;
  }

  @Test
  void gaussianNoiseHasDensityOneAndSingleReflectionsNearlyNone() {
    Random random = new Random(1);
    float[] noise = new float[RATE];
    for (int n = 0; n < noise.length; n++) {
      noise[n] = (float) random.nextGaussian();
    }
    assertThat(EchoDensity.at(noise, 0, Window.HANN.periodic(RATE))).isCloseTo(1, within(0.03));
    float[] few = new float[RATE];
    few[100] = 1;
    few[900] = -0.5f;
    assertThat(EchoDensity.at(few, 0, Window.HANN.periodic(2000))).isLessThan(0.01);
  }

  @Test
  void mixingComesLaterWhereReflectionsThickenMoreSlowly() {
    double soon = EchoDensity.mixingSeconds(thickening(0.05), RATE).orElseThrow();
    double late = EchoDensity.mixingSeconds(thickening(0.3), RATE).orElseThrow();
    assertThat(soon).isBetween(0.01, 0.08);
    assertThat(late).isGreaterThan(2 * soon).isLessThan(0.4);
  }

  @Test
  void whatHasNoReflectionsNeverMixes() {
    float[] impulse = new float[RATE];
    impulse[10] = 1;
    assertThat(EchoDensity.mixingSeconds(impulse, RATE)).isEmpty();
    assertThat(EchoDensity.mixingSeconds(new float[0], RATE)).isEmpty();
  }
}
