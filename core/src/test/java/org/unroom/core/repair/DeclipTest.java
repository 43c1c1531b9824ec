package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.SpeechLike;

class DeclipTest {
  private static final int RATE = 16_000;

  /** Speech and a chord, hard clipped at a share of the peak, then turned down. */
  @ParameterizedTest
  @CsvSource({"0.5, 1, 8", "0.3, 0.4, 6", "0.7, 0.1, 8"})
  void clippedSamplesComeNearerTheTruth(float share, float gain, double gainDb) throws IOException {
    for (float[] truth : new float[][] {new SpeechLike(4, 3).render(RATE), chord(3 * RATE)}) {
      float level = share * peak(truth);
      float[] damaged = truth.clone();
      for (int n = 0; n < truth.length; n++) {
        truth[n] *= gain;
        damaged[n] = gain * Math.max(-level, Math.min(level, damaged[n]));
      }
      Repaired repaired = Repaired.by(new Declip(), damaged, RATE);
      float[] x = repaired.samples();
      double clipped = 0;
      double left = 0;
      long changed = 0;
      for (int n = 0; n < x.length; n++) {
        if (Math.abs(damaged[n]) >= gain * level) {
          clipped += Math.pow(damaged[n] - truth[n], 2);
          left += Math.pow(x[n] - truth[n], 2);
          changed++;
          assertThat(Math.abs(x[n])).isGreaterThanOrEqualTo(Math.abs(damaged[n]));
        } else {
          assertThat(x[n]).isEqualTo(damaged[n]);
        }
      }
      assertThat(10 * Math.log10(clipped / left)).isGreaterThan(gainDb);
      assertThat(repaired.report().changedSamples()).isEqualTo(changed);
    }
  }

  @Test
  void eachChannelAndPolarityHasItsLevel() throws IOException {
    float[] whole = chord(3 * RATE);
    float[] topOnly = whole.clone();
    for (int n = 0; n < topOnly.length; n++) {
      topOnly[n] = Math.min(topOnly[n], 0.25f);
    }
    Repaired repaired =
        Repaired.by(new Declip(), new Audio(new float[][] {whole.clone(), topOnly.clone()}, RATE));
    assertThat(repaired.audio().channel(0)).isEqualTo(whole);
    for (int n = 0; n < topOnly.length; n++) {
      float x = repaired.audio().channel(1)[n];
      assertThat(x).isGreaterThanOrEqualTo(topOnly[n]);
      assertThat(topOnly[n] == 0.25f || x == topOnly[n]).isTrue();
    }
    assertThat(repaired.report().changed()).isTrue();
  }

  @Test
  void softSaturationIsFound() {
    float[] x = new SpeechLike(6, 4).render(RATE);
    for (int n = 0; n < x.length; n++) {
      x[n] = (float) (0.8 * Math.tanh(20 * x[n]));
    }
    assertThat(ClipDetector.level(x, 1)).isBetween(0.7f, 0.8f);
  }

  /** Waves that bend towards the ceiling from 90 % of it on: what is bent is restored, too. */
  @Test
  void softKneesAreFoundAndStraightened() throws IOException {
    float[] truth = new SpeechLike(6, 4).render(RATE);
    float[] x = truth.clone();
    float ceiling = 0.4f * peak(truth);
    for (int n = 0; n < x.length; n++) {
      double v = Math.abs(truth[n]) / ceiling;
      double bent = v <= 0.9 ? v : 0.9 + 0.1 * Math.tanh((v - 0.9) / 0.1);
      x[n] = (float) Math.copySign(ceiling * bent, truth[n]);
    }
    float level = ClipDetector.level(x, 1);
    assertThat(level).isBetween(0.9f * ceiling, 0.99f * ceiling);
    float[] y = Repaired.by(new Declip(), x, RATE).samples();
    double before = Repaired.snrDb(truth, x, 0, x.length);
    assertThat(Repaired.snrDb(truth, y, 0, y.length)).isGreaterThan(before + 6);
  }

  /** Half waves that a limiter turns down to one ceiling stay round, and stay. */
  @Test
  void limitedSoundStays() throws IOException {
    float[] x = new SpeechLike(6, 4).render(RATE);
    float ceiling = 0.4f * peak(x);
    int limited = 0;
    for (int from = 0; from < x.length; ) {
      int to = from + 1;
      while (to < x.length && x[to] * x[from] > 0) {
        to++;
      }
      float highest = 0;
      for (int n = from; n < to; n++) {
        highest = Math.max(highest, Math.abs(x[n]));
      }
      for (int n = from; n < to && highest > ceiling; n++) {
        x[n] *= ceiling / highest;
      }
      limited += highest > ceiling ? 1 : 0;
      from = to;
    }
    assertThat(limited).isGreaterThan(100);
    assertThat(Repaired.by(new Declip(), x, RATE).samples()).isEqualTo(x);
  }

  @Test
  void whatIsNotClippedStays() throws IOException {
    float[] sine = new float[2 * RATE];
    for (int n = 0; n < sine.length; n++) {
      sine[n] = (float) Math.sin(2 * Math.PI * 110.3 * n / RATE);
    }
    float[] onGrid = sine.clone();
    for (int n = 0; n < onGrid.length; n++) {
      onGrid[n] = Math.round(onGrid[n] * 3276) / 32_768f;
    }
    float[][] sounds = {
      sine, onGrid, chord(RATE), new SpeechLike(7, 3).render(RATE), SeededNoise.gaussian(RATE, 1)
    };
    for (float[] x : sounds) {
      Repaired repaired = Repaired.by(new Declip(), x, RATE);
      assertThat(repaired.samples()).isEqualTo(x);
      assertThat(repaired.report().found()).isEqualTo("no clipping");
    }
  }

  @Test
  void aSquareWaveIsLeftWithAWarning() throws IOException {
    float[] x = new float[RATE];
    for (int n = 0; n < x.length; n++) {
      x[n] = n / 40 % 2 == 0 ? 1 : -1;
    }
    Repaired repaired = Repaired.by(new Declip(), x, RATE);
    assertThat(repaired.samples()).isEqualTo(x);
    assertThat(repaired.report().warnings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void shortSoundsAndSilenceStay(int samples) throws IOException {
    float[] x = new float[samples];
    assertThat(Repaired.by(new Declip(), x, RATE).samples()).isEqualTo(x);
  }

  /**
   * Half of the samples of two tones bounded from one side: the bounds hold, the tones come back.
   */
  @Test
  void sparseSignalsWithinBoundsAreFound() {
    int n = 512;
    float[] truth = new float[n];
    float[] x = new float[n];
    float[] low = new float[n];
    float[] high = new float[n];
    for (int i = 0; i < n; i++) {
      double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / n);
      truth[i] = (float) (w * (Math.sin(0.31 * i) + 0.6 * Math.sin(0.93 * i + 1)));
      boolean clipped = truth[i] > 0.5 * w;
      x[i] = clipped ? (float) (0.5 * w) : truth[i];
      low[i] = x[i];
      high[i] = clipped ? Float.MAX_VALUE : x[i];
    }
    double before = Repaired.snrDb(truth, x, 0, n);
    new ConsistentSparse(n).solve(x, low, high);
    for (int i = 0; i < n; i++) {
      assertThat(x[i]).isBetween(low[i], high[i]);
    }
    assertThat(Repaired.snrDb(truth, x, 0, n)).isGreaterThan(before + 10);
  }

  private static float peak(float[] x) {
    float peak = 0;
    for (float v : x) {
      peak = Math.max(peak, Math.abs(v));
    }
    return peak;
  }

  private static float[] chord(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      double t = i / (double) RATE;
      double fade = 0.3 + 0.1 * Math.sin(2 * Math.PI * 0.7 * t);
      x[i] =
          (float)
              (fade
                  * (Math.sin(2 * Math.PI * 220 * t)
                      + 0.7 * Math.sin(2 * Math.PI * 277.2 * t + 1)
                      + 0.5 * Math.sin(2 * Math.PI * 1318.5 * t + 2)));
    }
    return x;
  }
}
