package org.unroom.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.audio.Audio;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.audio.SpeechLike;

class FillTest {
  private static final int RATE = 16_000;

  /** Steady tones are predicted from both sides as far as their noise (-60 dB) lets them be. */
  @ParameterizedTest
  @ValueSource(ints = {5, 20, 50, 100})
  void fillsGapsInTones(int milliseconds) throws IOException {
    float[] truth = tones(2 * RATE);
    int from = RATE;
    int to = from + milliseconds * RATE / 1000;
    float[] damaged = truth.clone();
    Arrays.fill(damaged, from, to, 0.5f);
    TimeSpan span = new TimeSpan(1, to / (double) RATE);
    Repaired repaired = Repaired.by(Fill.of(List.of(span), 256), damaged, RATE);
    assertThat(Repaired.snrDb(truth, repaired.samples(), from, to)).isGreaterThan(30);
    assertThat(repaired.report().changedSamples()).isEqualTo(to - from);
    assertSameOutside(truth, repaired.samples(), from, to);
  }

  /** A passage that comes twice is filled from where it is whole, louder there by 6 dB. */
  @Test
  void fillsLongGapsFromWhatComesAgain() throws IOException {
    float[] truth = SeededNoise.gaussian(3 * RATE, 7);
    for (int n = 0; n < RATE; n++) {
      truth[2 * RATE + n] = 2 * truth[n];
    }
    float[] damaged = truth.clone();
    int from = RATE / 2;
    int to = from + 3 * RATE / 10;
    Arrays.fill(damaged, from, to, 0);
    TimeSpan span = new TimeSpan(0.5, 0.8);
    Repaired repaired = Repaired.by(Fill.of(List.of(span), 64), damaged, RATE);
    assertThat(Repaired.snrDb(truth, repaired.samples(), from, to)).isGreaterThan(80);
    assertThat(repaired.report().warnings()).isEmpty();
    assertSameOutside(truth, repaired.samples(), from, to);
  }

  @Test
  void longGapsStayWithAWarning() throws IOException {
    float[] x = SeededNoise.gaussian(RATE, 8);
    TimeSpan span = new TimeSpan(0.3, 0.45);
    Repaired repaired = Repaired.by(Fill.of(List.of(span), 64), x, RATE);
    assertThat(repaired.samples()).isEqualTo(x);
    assertThat(repaired.report().changed()).isFalse();
    assertThat(repaired.report().warnings()).singleElement().asString().contains("150 ms at 0.300");
  }

  @Test
  void spansBehindTheEndAreNothing() throws IOException {
    float[] x = tones(RATE);
    Repaired repaired = Repaired.by(Fill.of(List.of(new TimeSpan(2, 3)), 64), x, RATE);
    assertThat(repaired.samples()).isEqualTo(x);
    assertThat(repaired.report().warnings())
        .containsExactly("the span 2.000-3.000 s lies behind the end at 1.000 s");
  }

  @Test
  void aRecordingThatIsAllGapStays() throws IOException {
    float[] x = tones(RATE / 20);
    Repaired repaired = Repaired.by(Fill.of(List.of(new TimeSpan(0, 1)), 64), x, RATE);
    assertThat(repaired.samples()).isEqualTo(x);
    assertThat(repaired.report().warnings()).singleElement().asString().contains("left as it is");
  }

  @Test
  void clicksBesideSilenceAreNoDropOuts() throws IOException {
    float[] x = new float[2 * RATE];
    for (int n = 4000; n < x.length - 4000; n += 300) {
      Arrays.fill(x, n, n + 20, n % 600 == 0 ? 0.5f : -0.3f);
    }
    assertThat(Repaired.by(Fill.automatic(), x, RATE).samples()).isEqualTo(x);
  }

  /** One step of 16 bits up or down, or none: runs of zeros are no drop-outs there. */
  @Test
  void ditherHasNoDropOuts() throws IOException {
    float[] x = SeededNoise.gaussian(4 * RATE, 12);
    for (int n = 0; n < x.length; n++) {
      x[n] = Math.round(0.4f * x[n]) / 32_768f;
      if (n % 2000 < 30) {
        x[n] = 0;
      }
    }
    assertThat(Repaired.by(Fill.automatic(), x, RATE).samples()).isEqualTo(x);
  }

  /** Drop-outs to zero and held values are found in both channels, each where it is. */
  @Test
  void findsDropOuts() throws IOException {
    float[] left = tones(10 * RATE);
    float[] right = new SpeechLike(3, 10).render(RATE);
    float[] truth = left.clone();
    Arrays.fill(left, 30_000, 30_080, 0f);
    Arrays.fill(left, 127_990, 128_020, left[127_989]); // across the seam of two windows
    Audio damaged = new Audio(new float[][] {left, right}, RATE);
    Repaired repaired = Repaired.by(Fill.automatic(), damaged);
    assertThat(repaired.report().measures()).containsEntry("gaps", 2).containsEntry("filled", 2);
    assertThat(repaired.audio().channel(1)).isEqualTo(right);
    assertThat(Repaired.snrDb(truth, repaired.samples(), 30_000, 30_080)).isGreaterThan(30);
    assertThat(Repaired.snrDb(truth, repaired.samples(), 127_990, 128_020)).isGreaterThan(30);
  }

  @Test
  void pausesFadesAndFlatTopsAreNoDropOuts() throws IOException {
    float[] x = new SpeechLike(5, 4).render(RATE); // with pauses of exact zeros
    for (int n = 0; n < 200; n++) {
      x[1000 + n] *= (200 - n) / 200f;
      x[1700 + n] *= n / 200f;
    }
    Arrays.fill(x, 1200, 1700, 0f);
    float[] clipped = tones(RATE);
    for (int n = 0; n < clipped.length; n++) {
      clipped[n] = (float) Math.max(-0.1, Math.min(0.1, Math.sin(2 * Math.PI * 50 * n / RATE)));
    }
    assertThat(Repaired.by(Fill.automatic(), x, RATE).report().changed()).isFalse();
    assertThat(Repaired.by(Fill.automatic(), clipped, RATE).report().changed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void takesWhatIsTooShortToKnowAnything(int samples) throws IOException {
    float[] x = SeededNoise.gaussian(samples, 1);
    assertThat(Repaired.by(Fill.automatic(), x, RATE).samples()).isEqualTo(x);
    Repaired all = Repaired.by(Fill.of(List.of(new TimeSpan(0, 0.05)), 8), x, RATE);
    assertThat(all.samples()).hasSize(samples);
    for (float v : all.samples()) {
      assertThat(v).isFinite();
    }
  }

  @Test
  void spansAreReadFromWordsAndLabels() {
    assertThat(TimeSpan.parse("4.2-4.25, 1.250-1.310"))
        .containsExactly(new TimeSpan(1.25, 1.31), new TimeSpan(4.2, 4.25));
    assertThat(TimeSpan.parse("# labels\n0.5\t0.6\tdrop out\n\n0.55 0.7\n"))
        .containsExactly(new TimeSpan(0.5, 0.7));
    assertThatThrownBy(() -> TimeSpan.parse("1.2")).hasMessageContaining("such as 1.250-1.310");
    assertThatThrownBy(() -> TimeSpan.parse(" ")).hasMessageContaining("no span of time");
    assertThatThrownBy(() -> TimeSpan.parse("2-1")).hasMessageContaining("end after its start");
  }

  private static float[] tones(int n) {
    float[] x = SeededNoise.gaussian(n, 9);
    for (int i = 0; i < n; i++) {
      double t = i / (double) RATE;
      x[i] =
          (float)
              (3e-4 * x[i]
                  + 0.3 * Math.sin(2 * Math.PI * 220 * t)
                  + 0.2 * Math.sin(2 * Math.PI * 1330 * t + 1)
                  + 0.1 * Math.sin(2 * Math.PI * 3000 * t + 2));
    }
    return x;
  }

  private static void assertSameOutside(float[] truth, float[] x, int from, int to) {
    assertThat(Arrays.copyOf(x, from)).isEqualTo(Arrays.copyOf(truth, from));
    assertThat(Arrays.copyOfRange(x, to, x.length))
        .isEqualTo(Arrays.copyOfRange(truth, to, truth.length));
  }
}
