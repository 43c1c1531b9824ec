package org.unroom.core.testkit.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.unroom.core.dsp.RealFft;

class MaterialTest {
  private static final int RATE = 16_000;

  static Stream<Material> all() {
    return Stream.of(
        new SungVowels(1),
        new PluckedStrings(1),
        new BowedString(1, 1),
        new BlownPipe(1),
        new Percussion(1),
        new SpeechLike(1, 3));
  }

  @ParameterizedTest
  @MethodSource("all")
  void soundsTheSameEveryTimeAtTheLevelPromised(Material material) {
    float[] x = material.render(RATE);
    assertThat(material.render(RATE)).isEqualTo(x);
    float peak = 0;
    for (float v : x) {
      assertThat(v).isFinite();
      peak = Math.max(peak, Math.abs(v));
    }
    assertThat(peak).isCloseTo(0.7f, within(1e-6f));
    assertThat(x.length / (double) RATE).isBetween(2.9, 6.0);
    assertThat(material.made()).contains("seed 1");
  }

  @Test
  void stringsAreInTune() {
    // The first string alone: 0.28 s of E2, 82.41 Hz; its fourth partial tells half a hertz.
    float[] x = Arrays.copyOf(new PluckedStrings(1).render(RATE), (int) (0.28 * RATE));
    assertThat(loudestHz(x, 4 * 82.41 - 20, 4 * 82.41 + 20)).isCloseTo(4 * 82.41, within(1.0));
  }

  @Test
  void bowedStringsAreTransposed() {
    float[] cello = Arrays.copyOf(new BowedString(1, 0.25).render(RATE), RATE / 2);
    assertThat(loudestHz(cello, 85, 115)).isCloseTo(98, within(3.0));
  }

  @Test
  void speechHasGapsAndAnotherSeedSaysSomethingElse() {
    float[] x = new SpeechLike(1, 3).render(RATE);
    int silent = 0;
    for (float v : x) {
      silent += Math.abs(v) < 1e-4 ? 1 : 0;
    }
    assertThat(silent / (double) x.length).isBetween(0.1, 0.5);
    assertThat(new SpeechLike(2, 3).render(RATE)).isNotEqualTo(x);
  }

  private static double loudestHz(float[] x, double fromHz, double toHz) {
    RealFft fft = RealFft.ofLength(1 << 17);
    float[] a = Arrays.copyOf(x, fft.length());
    for (int n = 0; n < x.length; n++) {
      a[n] *= (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * n / x.length));
    }
    fft.forward(a);
    double loudest = 0;
    double at = 0;
    for (int k = (int) (fromHz * fft.length() / RATE); k < toHz * fft.length() / RATE; k++) {
      double power = Math.hypot(a[2 * k], a[2 * k + 1]);
      if (power > loudest) {
        loudest = power;
        at = k * (double) RATE / fft.length();
      }
    }
    return at;
  }
}
