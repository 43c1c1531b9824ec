package org.unroom.core.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.diff.Signal;
import org.unroom.core.testkit.AdjointCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class FilteredNoiseTest {
  /** Single precision through three transforms. */
  private static final double SINGLE = 3e-6;

  @ParameterizedTest
  @CsvSource({"1, 64, 65, 257", "500, 64, 65, 257", "333, 50, 17, 20", "100, 7, 2, 257"})
  void agreesWithTheLiteralFilters(int samples, int hop, int bands, int window) {
    FrameFilter filter = new FrameFilter(samples, hop, bands, window);
    float[] x = SeededNoise.gaussian(samples, 1);
    float[] m = SeededNoise.gaussian(filter.frames() * bands, 2);
    float[] y = new float[samples];
    filter.forward(x, m, y);
    NaiveTwin.assertClose("filter", y, literal(x, m, filter.frames(), hop, bands, window), SINGLE);
  }

  private static float[] literal(float[] x, float[] m, int frames, int hop, int bands, int window) {
    double[] y = new double[x.length];
    for (int t = 0; t < frames; t++) {
      for (int n = 0; n < x.length; n++) {
        int at = n - t * hop;
        double fade = Math.abs(at) < hop ? 0.5 + 0.5 * Math.cos(Math.PI * at / hop) : 0;
        for (int k = 2 - bands; k <= bands - 2 && fade > 0; k++) {
          if (n + k >= 0 && n + k < x.length) {
            y[n + k] += fade * x[n] * tap(m, t * bands, bands, window, k);
          }
        }
      }
    }
    float[] z = new float[y.length];
    for (int n = 0; n < z.length; n++) {
      z[n] = (float) y[n];
    }
    return z;
  }

  private static double tap(float[] m, int from, int bands, int window, int k) {
    double length = 2.0 * (bands - 1);
    double sum = m[from] + m[from + bands - 1] * Math.cos(Math.PI * k);
    for (int b = 1; b < bands - 1; b++) {
      sum += 2 * m[from + b] * Math.cos(2 * Math.PI * b * k / length);
    }
    double w = Math.min(window, length);
    double hann = 2 * Math.abs(k) < w ? 0.5 + 0.5 * Math.cos(2 * Math.PI * k / w) : 0;
    return hann * sum / length;
  }

  @Test
  void filterHasBothAdjoints() {
    FrameFilter filter = new FrameFilter(500, 64, 65, 257);
    int size = filter.frames() * 65;
    float[] x = SeededNoise.gaussian(500, 1);
    float[] m = SeededNoise.gaussian(size, 2);
    AdjointCheck.check(
        size,
        500,
        a -> {
          float[] y = new float[500];
          filter.forward(x, a, y);
          return y;
        },
        g -> {
          float[] gm = new float[size];
          filter.adjoint(g, x, m, new float[0], gm);
          return gm;
        },
        SINGLE);
    AdjointCheck.check(
        500,
        500,
        a -> {
          float[] y = new float[500];
          filter.forward(a, m, y);
          return y;
        },
        g -> {
          float[] gx = new float[500];
          filter.adjoint(g, x, m, gx, new float[0]);
          return gx;
        },
        SINGLE);
  }

  @Test
  void filterOfOnesChangesNothing() {
    float[] x = SeededNoise.gaussian(300, 3);
    float[] ones = new float[Upsampling.frames(300, 64) * 65];
    Arrays.fill(ones, 1);
    FilterSettings plain = new FilterSettings(64, 257, ControlScale.NONE, 0);
    FirFilter filter = new FirFilter(plain, Signal.given(x, 1), Signal.given(ones, 65));
    NaiveTwin.assertClose("y", ProcessorCheck.alone(filter).forward().value(), x, SINGLE);
  }

  @Test
  void noiseStaysTheSameAndComesFromItsSeed() {
    Signal magnitudes = ProcessorCheck.learned("m", 9, 65, 3, 1, 0.1);
    FilterSettings settings = FilterSettings.noise(64);
    FilteredNoise noise = new FilteredNoise(settings, 500, 7, magnitudes);
    ProcessorGroup group = ProcessorCheck.alone(noise);
    float[] first = group.forward().value().clone();
    assertThat(group.forward().value()).isEqualTo(first);
    FilteredNoise same = new FilteredNoise(settings, 500, 7, magnitudes);
    assertThat(ProcessorCheck.alone(same).forward().value()).isEqualTo(first);
    FilteredNoise other = new FilteredNoise(settings, 500, 8, magnitudes);
    assertThat(ProcessorCheck.alone(other).forward().value()).isNotEqualTo(first);
  }

  @Test
  void noiseLearns() {
    Signal magnitudes = ProcessorCheck.learned("m", 9, 17, 4, 1, 0.1);
    ProcessorCheck.check(
        ProcessorCheck.alone(new FilteredNoise(FilterSettings.noise(64), 500, 7, magnitudes)),
        2e-3,
        0.3);
  }

  @Test
  void filterLearnsSoundAndMagnitudes() {
    Signal audio = ProcessorCheck.learned("audio", 400, 1, 0, 1, 0.05);
    Signal magnitudes = ProcessorCheck.learned("m", Upsampling.frames(400, 50), 17, 4, 1, 0.05);
    ProcessorCheck.check(
        ProcessorCheck.alone(new FirFilter(FilterSettings.noise(50), audio, magnitudes)),
        2e-3,
        0.3);
  }

  /** -94 dB at x = 0 through the bias of -5, as J. Engel et al. have it: 2 sigmoid(-5)^ln 10. */
  @Test
  void noiseBranchStartsQuiet() {
    double y = ControlScale.EXP_SIGMOID.of(-5);
    assertThat(20 * Math.log10(y)).isCloseTo(-94, within(0.5));
    assertThat(ControlScale.EXP_SIGMOID.of(0)).isCloseTo(0.405, within(1e-3));
    assertThat(ControlScale.EXP_SIGMOID.of(2)).isCloseTo(1.493, within(1e-3));
  }

  @Test
  void saysWhatIsWrong() {
    Signal magnitudes = Signal.given(new float[2 * 64], 64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FilteredNoise(FilterSettings.noise(64), 64, 1, magnitudes))
        .withMessage("bands=64 must be a power of two and one more, such as 65");
  }
}
