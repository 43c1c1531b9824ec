package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.unroom.core.diff.Parameter;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;

class HarmonicSourceTest {
  private static final int BINS = 65;
  private static final int FRAMES = 20;
  private static final int PARTIALS = 6;

  @Test
  void startsAsLoudAsTheRecordingAtThePartials() {
    float[][] measured = new float[FRAMES][BINS];
    for (float[] row : measured) {
      Arrays.fill(row, 1e-6f);
      row[8] = 1;
      row[16] = 0.5f;
    }
    HarmonicSource source = new HarmonicSource(lines(), measured, 0.5, 1);
    float[] s = new float[BINS];
    source.forward(10, s);
    float share = 0.5f;
    assertThat(s[8]).isCloseTo(share, org.assertj.core.api.Assertions.within(1e-3f));
    assertThat(s[16]).isCloseTo(0.5f * share, org.assertj.core.api.Assertions.within(1e-3f));
    assertThat(s[12]).isLessThan(1e-3f);
  }

  @Test
  void hasTheGradientsOfAllItsNumbers() {
    float[][] target = powers(2);
    GradientCheck.check(
        flat(source()),
        theta -> loss(at(theta), target, 0.7),
        theta -> {
          HarmonicSource source = at(theta);
          addGradients(source, target, 0.7);
          float[] g = new float[theta.length];
          int from = 0;
          for (Parameter p : source.parameters()) {
            System.arraycopy(p.gradient(), 0, g, from, p.size());
            from += p.size();
          }
          return g;
        },
        5e-3);
  }

  @Test
  void learns() {
    HarmonicSource source = source();
    float[][] target = powers(2);
    DoubleSupplier lossAndGradients =
        () -> {
          double loss = loss(source, target, 1);
          addGradients(source, target, 1);
          return loss;
        };
    LearnsCheck.check(source.parameters(), lossAndGradients, 60, 0.8);
  }

  private static HarmonicLines lines() {
    float[] f0Hz = new float[FRAMES];
    Arrays.fill(f0Hz, 8);
    return new HarmonicLines(f0Hz, PARTIALS, BINS, 1, 4);
  }

  private static HarmonicSource source() {
    return new HarmonicSource(lines(), powers(1), 0.5, 1);
  }

  private static HarmonicSource at(float[] theta) {
    HarmonicSource source = source();
    int from = 0;
    for (Parameter p : source.parameters()) {
      System.arraycopy(theta, from, p.value(), 0, p.size());
      from += p.size();
    }
    return source;
  }

  private static float[] flat(HarmonicSource source) {
    float[] all = new float[0];
    for (Parameter p : source.parameters()) {
      int before = all.length;
      all = Arrays.copyOf(all, before + p.size());
      System.arraycopy(p.value(), 0, all, before, p.size());
    }
    return all;
  }

  private static double loss(HarmonicSource source, float[][] target, double few) {
    double sum = source.prior(few);
    float[] s = new float[BINS];
    for (int t = 0; t < FRAMES; t++) {
      source.forward(t, s);
      for (int f = 0; f < BINS; f++) {
        sum += Math.pow((double) s[f] - target[t][f], 2) / 2;
      }
    }
    return sum;
  }

  private static void addGradients(HarmonicSource source, float[][] target, double few) {
    float[] s = new float[BINS];
    for (int t = 0; t < FRAMES; t++) {
      source.forward(t, s);
      for (int f = 0; f < BINS; f++) {
        s[f] -= target[t][f];
      }
      source.adjoint(t, s);
    }
    source.collectGradients(few);
  }

  private static float[][] powers(long seed) {
    float[][] p = new float[FRAMES][];
    for (int t = 0; t < FRAMES; t++) {
      p[t] = SeededNoise.gaussian(BINS, 100 * seed + t);
      for (int f = 0; f < BINS; f++) {
        p[t][f] = 0.01f + p[t][f] * p[t][f];
      }
    }
    return p;
  }
}
