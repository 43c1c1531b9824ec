package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;

class ConvolutiveNmfTest {
  private static final Workers WORKERS = new Workers(2);
  private static final int BINS = 20;
  private static final int FRAMES = 90;

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @Test
  void divergenceNeverRisesWithoutTheRoom() {
    float[][] v = smeared(3);
    double before = Double.POSITIVE_INFINITY;
    for (int updates = 0; updates < 15; updates++) {
      // with one lag the response is 1, so updates and start updates are the same
      double now = divergence(v, new NmfSettings(4, 1, 0, updates));
      assertThat(now).as("after %d updates", updates).isLessThanOrEqualTo(before * (1 + 1e-5));
      before = now;
    }
  }

  /** Where responses do fall, holding them to it costs nothing. */
  @Test
  void divergenceNeverRisesWithARoomThatDecays() {
    for (int templates : new int[] {1, 3}) {
      float[][] v = smeared(templates);
      double before = Double.POSITIVE_INFINITY;
      for (int updates = 0; updates < 20; updates++) {
        double now = divergence(v, new NmfSettings(templates, 6, 10, updates));
        assertThat(now).as("after %d updates", updates).isLessThanOrEqualTo(before * (1 + 1e-5));
        before = now;
      }
    }
  }

  @Test
  void theRoomExplainsWhatSpectraAloneDoNot() {
    float[][] v = smeared(3);
    double without = divergence(v, new NmfSettings(3, 1, 0, 60));
    double atFirst = divergence(v, new NmfSettings(3, 6, 30, 0));
    double with = divergence(v, new NmfSettings(3, 6, 30, 30));
    assertThat(with).isLessThan(0.5 * atFirst).isLessThan(0.5 * without);
  }

  @Test
  void recoversOneSpectrumAndItsRoom() {
    float[][] dry = new float[BINS][];
    float[][] v = smeared(1, dry);
    ConvolutiveNmf nmf = new ConvolutiveNmf(v, new NmfSettings(1, 8, 20, 200), 1, WORKERS);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    float[] row = new float[FRAMES];
    for (int f = 0; f < BINS; f++) {
      nmf.dry(f, row);
      for (int t = 0; t < FRAMES; t++) {
        xx += (double) row[t] * row[t];
        yy += (double) dry[f][t] * dry[f][t];
        xy += (double) row[t] * dry[f][t];
      }
    }
    assertThat(xy / Math.sqrt(xx * yy)).as("correlation with the dry sound").isGreaterThan(0.99);
    // absolute level, too: the response starts at 1
    assertThat(Math.sqrt(xx / yy)).isBetween(0.9, 1.1);
  }

  @Test
  void isTheSameForAnyNumberOfThreads() {
    float[][] v = smeared(2);
    NmfSettings settings = new NmfSettings(3, 5, 4, 4);
    ConvolutiveNmf two = new ConvolutiveNmf(v, settings, 7, WORKERS);
    ConvolutiveNmf other = new ConvolutiveNmf(v, settings, 8, WORKERS);
    try (Workers single = new Workers(1)) {
      ConvolutiveNmf one = new ConvolutiveNmf(v, settings, 7, single);
      boolean seedCounts = false;
      for (int f = 0; f < BINS; f++) {
        assertThat(dry(one, f)).isEqualTo(dry(two, f));
        assertThat(model(one, f)).isEqualTo(model(two, f));
        seedCounts |= !java.util.Arrays.equals(dry(two, f), dry(other, f));
      }
      assertThat(seedCounts).isTrue();
    }
  }

  @Test
  void silenceAndOneFrameStayFinite() {
    for (float[][] v : new float[][][] {new float[3][8], {{1}, {2}, {0}}}) {
      ConvolutiveNmf nmf = new ConvolutiveNmf(v, new NmfSettings(2, 5, 3, 3), 1, WORKERS);
      for (int f = 0; f < 3; f++) {
        float[] row = new float[v[f].length];
        nmf.dry(f, row);
        for (float x : row) {
          assertThat(x).isFinite().isNotNegative();
        }
      }
    }
  }

  @Test
  void settingsSayWhatIsWrongWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NmfSettings(0, 1, 1, 1))
        .withMessageContaining("templates=0");
  }

  private static float[] dry(ConvolutiveNmf nmf, int f) {
    float[] row = new float[FRAMES];
    nmf.dry(f, row);
    return row;
  }

  private static float[] model(ConvolutiveNmf nmf, int f) {
    float[] row = new float[FRAMES];
    nmf.model(f, row);
    return row;
  }

  /** Generalised Kullback-Leibler, on what the fit sees: the magnitudes with their floor. */
  private static double divergence(float[][] v, NmfSettings settings) {
    ConvolutiveNmf nmf = new ConvolutiveNmf(v, settings, 1, WORKERS);
    double mean = 0;
    for (float[] row : v) {
      for (float x : row) {
        mean += x / (double) (BINS * FRAMES);
      }
    }
    double sum = 0;
    for (int f = 0; f < BINS; f++) {
      float[] m = model(nmf, f);
      for (int t = 0; t < FRAMES; t++) {
        double x = v[f][t] + 1e-6 * mean;
        sum += x * Math.log(x / m[t]) - x + m[t];
      }
    }
    return sum;
  }

  private static float[][] smeared(int templates) {
    return smeared(templates, new float[BINS][]);
  }

  /** Spectra that come and go in pulses, each bin with a decay of its own, the first with none. */
  private static float[][] smeared(int templates, float[][] dry) {
    SeededNoise random = new SeededNoise(5);
    double[][] w = new double[templates][BINS];
    for (double[] template : w) {
      for (int f = 0; f < BINS; f++) {
        template[f] = Math.exp(random.nextIn(-3, 0));
      }
    }
    double[] level = new double[FRAMES];
    for (int t = 0; t < FRAMES; t++) {
      level[t] = t % 9 == 0 || t % 14 == 3 ? random.nextIn(0.3, 1) : 0;
    }
    float[][] v = new float[BINS][FRAMES];
    for (int f = 0; f < BINS; f++) {
      double r = f == 0 ? 0 : random.nextIn(0.2, 0.8);
      dry[f] = new float[FRAMES];
      for (int t = 0; t < FRAMES; t++) {
        dry[f][t] = (float) (level[t] * w[t / 9 % templates][f]);
        for (int l = 0; l < 6 && l <= t; l++) {
          v[f][t] += (float) (Math.pow(r, l) * dry[f][t - l]);
        }
      }
    }
    return v;
  }
}
