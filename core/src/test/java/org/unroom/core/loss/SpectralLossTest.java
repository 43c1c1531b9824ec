package org.unroom.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unroom.core.diff.Parameter;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.LearnsCheck;
import org.unroom.core.testkit.SeededNoise;

class SpectralLossTest {
  private static final int RATE = 16_000;
  private static final List<Integer> SIZES = List.of(64, 48, 16);
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  private static SpectralLossSettings terms(
      SpectralDistance distance, double m, double l, double dt, double df, double cf, double a) {
    return new SpectralLossSettings(SIZES, 0.75, distance, m, l, dt, df, cf, a, 0.01);
  }

  /** The definition, a sum at a time, in double precision. */
  private static double literal(SpectralLossSettings s, float[] model, float[] target) {
    double sum = 0;
    for (int n : s.sizes(RATE)) {
      double[][] a = magnitudes(model, n);
      double[][] b = magnitudes(target, n);
      int frames = a.length;
      int bins = n / 2 + 1;
      for (int t = 0; t < frames; t++) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        double cumulated = 0;
        for (int f = 0; f < bins; f++) {
          dot += a[t][f] * b[t][f];
          aa += a[t][f] * a[t][f];
          bb += b[t][f] * b[t][f];
          if (s.distance() == SpectralDistance.COSINE) {
            continue;
          }
          double d = a[t][f] - b[t][f];
          double log = Math.log(a[t][f] + s.logFloor()) - Math.log(b[t][f] + s.logFloor());
          cumulated += d;
          double cell = (double) frames * bins;
          sum += s.magnitude() * distance(s, d) / cell;
          sum += s.logMagnitude() * distance(s, log) / cell;
          sum += s.cumulativeFrequency() * distance(s, cumulated) / cell;
          if (f > 0) {
            double slope = d - (a[t][f - 1] - b[t][f - 1]);
            sum += s.deltaFrequency() * distance(s, slope) / (frames * (bins - 1.0));
          }
          if (t > 0) {
            double slope = d - (a[t - 1][f] - b[t - 1][f]);
            sum += s.deltaTime() * distance(s, slope) / ((frames - 1.0) * bins);
          }
        }
        if (s.distance() == SpectralDistance.COSINE) {
          sum += s.magnitude() * (1 - dot / Math.sqrt(aa * bb)) / frames;
        }
      }
    }
    return sum;
  }

  private static double distance(SpectralLossSettings s, double d) {
    return s.distance() == SpectralDistance.L1 ? Math.abs(d) : d * d;
  }

  private static double[][] magnitudes(float[] x, int n) {
    int hop = n / 4;
    double[][] mag = new double[(x.length + hop - 1) / hop][n / 2 + 1];
    for (int t = 0; t < mag.length; t++) {
      for (int f = 0; f <= n / 2; f++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < n && t * hop + i < x.length; i++) {
          double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / n);
          re += w * x[t * hop + i] * Math.cos(2 * Math.PI * f * i / n);
          im -= w * x[t * hop + i] * Math.sin(2 * Math.PI * f * i / n);
        }
        mag[t][f] = Math.hypot(re, im);
      }
    }
    return mag;
  }

  @ParameterizedTest
  @CsvSource({"2", "63", "700", "5003"}) // one block and several at the smallest frames
  void agreesWithItsDefinition(int length) {
    float[] target = SeededNoise.gaussian(length, 1);
    float[] model = SeededNoise.gaussian(length, 2);
    for (SpectralDistance distance : SpectralDistance.values()) {
      boolean slopes = length > 100;
      SpectralLossSettings settings = terms(distance, 1, 0.7, slopes ? 0.5 : 0, 0.4, 0.3, 0);
      double expected = literal(settings, model, target);
      double actual = new SpectralLoss(settings, RATE, target).value(model, WORKERS);
      assertThat(actual).as("%s", distance).isCloseTo(expected, within(1e-4 * (1 + expected)));
      SpectralLossSettings quick = terms(distance, 1, 0.7, 0, 0, 0, 0);
      double inBlocks = literal(quick, model, target);
      assertThat(new SpectralLoss(quick, RATE, target).value(model, WORKERS))
          .as("%s in blocks", distance)
          .isCloseTo(inBlocks, within(1e-4 * (1 + inBlocks)));
    }
  }

  /** The absolute value has kinks: a step of 1e-3 crosses some of them. */
  @ParameterizedTest
  @EnumSource
  void hasItsGradient(SpectralDistance distance) {
    double tolerance = distance == SpectralDistance.L1 ? 0.03 : 2e-3;
    checkGradient(terms(distance, 1, 0, 0, 0, 0, 0), 700, tolerance);
    if (distance != SpectralDistance.COSINE) {
      checkGradient(terms(distance, 0, 1, 0, 0, 0, 0), 5003, 0.03);
      checkGradient(terms(distance, 0, 0, 1, 0, 0, 0), 700, tolerance);
      checkGradient(terms(distance, 0, 0, 0, 1, 0, 0), 700, tolerance);
      checkGradient(terms(distance, 0, 0, 0, 0, 1, 0), 700, tolerance);
    }
  }

  @Test
  void loudnessHasItsGradientInTheLoss() {
    checkGradient(terms(SpectralDistance.L1, 0, 0, 0, 0, 0, 1), 3000, 0.02);
  }

  private static void checkGradient(SpectralLossSettings settings, int length, double tolerance) {
    float[] target = SeededNoise.gaussian(length, 1);
    for (int n = 0; n < length; n++) {
      target[n] *= 0.1f; // most cells are far from the kink where model and target agree
    }
    // and a high floor flattens the logarithm's own kink at silence
    SpectralLoss loss = new SpectralLoss(settings.withLogFloor(1), RATE, target);
    GradientCheck.check(
        SeededNoise.gaussian(length, 2),
        x -> loss.value(x, WORKERS),
        x -> {
          float[] g = new float[length];
          loss.addGradient(x, 1, g, WORKERS);
          return g;
        },
        tolerance);
  }

  @Test
  void aSignalLearnsToSoundLikeAnother() {
    float[] target = SeededNoise.gaussian(800, 1);
    Parameter model = Parameter.linear("model", SeededNoise.gaussian(800, 2), 0.02);
    SpectralLoss loss = new SpectralLoss(SpectralLossSettings.standard(), RATE, target);
    LearnsCheck.check(
        List.of(model),
        () -> {
          loss.addGradient(model.value(), 1, model.gradient(), WORKERS);
          return loss.value(model.value(), WORKERS);
        },
        60,
        0.7);
  }

  @Test
  void sameBytesOnAnyNumberOfThreads() {
    float[] target = SeededNoise.gaussian(3000, 1);
    float[] model = SeededNoise.gaussian(3000, 2);
    SpectralLoss loss = new SpectralLoss(SpectralLossSettings.standard(), RATE, target);
    float[] two = new float[3000];
    loss.addGradient(model, 1, two, WORKERS);
    float[] one = new float[3000];
    try (Workers alone = new Workers(1)) {
      loss.addGradient(model, 1, one, alone);
    }
    assertThat(one).isEqualTo(two);
  }

  @Test
  void isZeroOnlyForTheTargetAndScalesWithTheRate() {
    float[] x = SeededNoise.gaussian(2000, 1);
    SpectralLoss loss = new SpectralLoss(SpectralLossSettings.standard(), RATE, x);
    assertThat(loss.value(x, WORKERS)).isZero();
    assertThat(loss.value(new float[2000], WORKERS)).isGreaterThan(1);
    SpectralLossSettings standard = SpectralLossSettings.standard();
    assertThat(standard.sizes(16_000)).containsExactly(2048, 1024, 512, 256, 128, 64);
    assertThat(standard.sizes(48_000)).containsExactly(6144, 3072, 1536, 768, 384, 192);
    assertThat(standard.sizes(44_100)).isEqualTo(standard.sizes(48_000));
    assertThat(standard.sizes(8000)).containsExactly(1024, 512, 256, 128, 64, 32);
  }

  @Test
  void tellsItsValueWithAnotherFloor() {
    float[] target = SeededNoise.gaussian(700, 1);
    float[] model = SeededNoise.gaussian(700, 2);
    SpectralLossSettings standard = SpectralLossSettings.standard();
    SpectralLoss coarse = new SpectralLoss(standard.withLogFloor(1), RATE, target);
    double fine = new SpectralLoss(standard, RATE, target).value(model, WORKERS);
    assertThat(coarse.value(model, standard.logFloor(), WORKERS)).isEqualTo(fine);
    assertThat(coarse.value(model, WORKERS)).isLessThan(fine);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> coarse.value(model, 0, WORKERS))
        .withMessage("floor=0.0 must be above 0");
  }

  @Test
  void loudnessIsWeightedAsTheStandardSays() {
    // IEC 61672-1:2013, table 3
    assertThat(AWeightedLoudness.weightDb(1000)).isCloseTo(0, within(0.01));
    assertThat(AWeightedLoudness.weightDb(100)).isCloseTo(-19.1, within(0.05));
    assertThat(AWeightedLoudness.weightDb(8000)).isCloseTo(-1.1, within(0.06));
  }

  @Test
  void tenTimesTheAmplitudeIsTwentyDecibelsMore() {
    float[] quiet = SeededNoise.gaussian(4000, 4);
    float[] loud = quiet.clone();
    for (int n = 0; n < loud.length; n++) {
      loud[n] *= 10;
    }
    AWeightedLoudness loudness = new AWeightedLoudness(RATE, 4000);
    float before = loudness.of(quiet)[20];
    assertThat(loudness.of(loud)[20] - before).isCloseTo(20, within(1e-3f));
    assertThat(loudness.of(new float[4000])).containsOnly(-80f);
  }

  @Test
  void saysWhatIsWrong() {
    float[] x = SeededNoise.gaussian(100, 1);
    SpectralLoss loss = new SpectralLoss(SpectralLossSettings.standard(), RATE, x);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.value(new float[99], WORKERS))
        .withMessage("the model has 99 samples, the target 100; both must have as many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpectralLossSettings.standard().withLogFloor(0))
        .withMessageContaining("logFloor=0.0");
  }
}
