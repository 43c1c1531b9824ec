package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;

class LinearPredictionTest {
  private static final Workers WORKERS = new Workers(2);
  private static final PredictionSettings SPARSE = PredictionSettings.SPARSE;

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  /** {@code golden-wpe.tsv}: nara_wpe 0.0.11, wpe_v8, on a seeded signal of its own. */
  @Test
  void isTheReferenceImplementationsWpe() throws IOException {
    double[][][] golden = golden();
    List<ComplexSpectrogram> y = List.of(spectrogram(golden, 0));
    LiteralPrediction literal = new LiteralPrediction(y);
    literal.run(PredictionSettings.WPE, PredictionSettings.WPE.taps());
    ComplexSpectrogram z = residual(PredictionSettings.WPE, y, WORKERS).get(0);
    double peak = Spectra.peak(y);
    for (int f = 0; f < golden.length; f++) {
      for (int t = 0; t < golden[f].length; t++) {
        String at = "bin %d, frame %d".formatted(f, t);
        double re = golden[f][t][2];
        double im = golden[f][t][3];
        assertThat(literal.re[0][f][t]).as(at).isCloseTo(re, within(1e-6 * peak));
        assertThat(literal.im[0][f][t]).as(at).isCloseTo(im, within(1e-6 * peak));
        assertThat((double) z.re(f)[t]).as(at).isCloseTo(re, within(FAST * peak));
        assertThat((double) z.im(f)[t]).as(at).isCloseTo(im, within(FAST * peak));
      }
    }
  }

  /** The weights are of all channels, so that twice the same channels have the same weights. */
  @Test
  void manyChannelsArePredictedInGroups() {
    PredictionSettings settings = SPARSE.with(8, 2, 2);
    List<ComplexSpectrogram> six = Spectra.echoing(6, 4, 150, 3);
    List<ComplexSpectrogram> twelve = new ArrayList<>(six);
    twelve.addAll(six);
    List<ComplexSpectrogram> alone = residual(settings, six, WORKERS);
    List<ComplexSpectrogram> together = residual(settings, twelve, WORKERS);
    double allowed = 1e-5 * Spectra.peak(six);
    for (int c = 0; c < 12; c++) {
      for (int f = 0; f < 4; f++) {
        float[] expected = alone.get(c % 6).re(f);
        float[] found = together.get(c).re(f);
        for (int t = 0; t < found.length; t++) {
          assertThat((double) found[t]).isCloseTo(expected[t], within(allowed));
        }
      }
    }
  }

  /**
   * As a share of the peak: products in single precision whose weights span ten decades, three
   * times over, added up in an order that the processor decides (3.0e-4 on one, 1.4e-4 on another).
   * The literal twin, in double precision, meets the reference to 1e-6.
   */
  private static final double FAST = 1e-3;

  @ParameterizedTest
  @CsvSource({"1, 9, 3, 3", "1, 4, 1, 1", "2, 8, 2, 3", "3, 5, 2, 2"})
  void isItsLiteralTwin(int channels, int taps, int delay, int iterations) {
    for (PredictionSettings base : List.of(SPARSE, PredictionSettings.WPE)) {
      PredictionSettings settings = base.with(taps, delay, iterations);
      List<ComplexSpectrogram> y = Spectra.echoing(channels, 4, 150, 3);
      LiteralPrediction literal = new LiteralPrediction(y);
      literal.run(settings, (int) Math.ceil(taps / Math.sqrt(channels)));
      List<ComplexSpectrogram> z = residual(settings, y, WORKERS);
      double allowed = 1e-4 * Spectra.peak(y);
      for (int c = 0; c < channels; c++) {
        for (int f = 0; f < 4; f++) {
          for (int t = 0; t < 150; t++) {
            String at = "%s channel %d, bin %d, frame %d".formatted(settings, c, f, t);
            assertThat((double) z.get(c).re(f)[t])
                .as(at)
                .isCloseTo(literal.re[c][f][t], within(allowed));
            assertThat((double) z.get(c).im(f)[t])
                .as(at)
                .isCloseTo(literal.im[c][f][t], within(allowed));
          }
        }
      }
    }
  }

  @Test
  void takesEchoesOutAndLeavesTheFirstSound() {
    float[] dry = new float[400];
    float[] noise = SeededNoise.gaussian(400, 1);
    for (int t = 0; t < 400; t++) {
      dry[t] = t % 20 < 4 ? noise[t] : 0;
    }
    float[] wet = dry.clone();
    for (int t = 5; t < 400; t++) {
      wet[t] += 0.7f * wet[t - 5];
    }
    ComplexSpectrogram y =
        new ComplexSpectrogram(new float[][] {wet}, new float[][] {new float[400]});
    float[] z = residual(SPARSE.with(10, 2, 3), List.of(y), WORKERS).get(0).re(0);
    double left = 0;
    double before = 0;
    for (int t = 0; t < 400; t++) {
      left += Math.pow(z[t] - dry[t], 2);
      before += Math.pow(wet[t] - dry[t], 2);
    }
    assertThat(10 * Math.log10(before / left)).as("echo reduction in dB").isGreaterThan(20);
  }

  @Test
  void isTheSameForAnyNumberOfThreadsAndAtAnyLevel() {
    List<ComplexSpectrogram> y = Spectra.echoing(2, 9, 80, 7);
    PredictionSettings settings = SPARSE.with(6, 2, 2);
    List<ComplexSpectrogram> expected = residual(settings, y, WORKERS);
    try (Workers one = new Workers(1)) {
      List<ComplexSpectrogram> z = residual(settings, y, one);
      for (int c = 0; c < 2; c++) {
        assertThat(z.get(c).re()).isDeepEqualTo(expected.get(c).re());
        assertThat(z.get(c).im()).isDeepEqualTo(expected.get(c).im());
      }
    }
    List<ComplexSpectrogram> quiet = y.stream().map(ComplexSpectrogram::copy).toList();
    for (ComplexSpectrogram channel : quiet) {
      channel.blend(new ComplexSpectrogram(9, 80), 1 - 0x1p-10f);
    }
    List<ComplexSpectrogram> z = residual(settings, quiet, WORKERS);
    double allowed = 1e-4 * Spectra.peak(y);
    for (int t = 0; t < 80; t++) {
      assertThat(1024.0 * z.get(1).re(4)[t]).isCloseTo(expected.get(1).re(4)[t], within(allowed));
    }
  }

  @Test
  void leavesSilenceAndShortRecordingsAlone() {
    ComplexSpectrogram silence = new ComplexSpectrogram(3, 50);
    ComplexSpectrogram z = residual(SPARSE, List.of(silence), WORKERS).get(0);
    for (int f = 0; f < 3; f++) {
      assertThat(z.re(f)).containsOnly(0);
      assertThat(z.im(f)).containsOnly(0);
    }
    for (int frames = 1; frames <= 5; frames++) {
      List<ComplexSpectrogram> y = Spectra.echoing(1, 2, frames, 1);
      ComplexSpectrogram last = residual(SPARSE, y, WORKERS).get(0);
      for (int f = 0; f < 2; f++) {
        for (int t = 0; t < frames; t++) {
          assertThat(last.re(f)[t]).as("%d frames", frames).isFinite();
        }
        // nothing lies d = 2 frames before the first two
        assertThat(last.re(f)[0]).isEqualTo(y.get(0).re(f)[0]);
      }
    }
  }

  @Test
  void reportsRisingProgressAndChangesNothingGiven() {
    List<ComplexSpectrogram> y = Spectra.echoing(1, 5, 40, 2);
    ComplexSpectrogram before = y.get(0).copy();
    List<Double> shares = new ArrayList<>();
    new LinearPrediction(SPARSE.with(4, 2, 2), WORKERS)
        .residual(y, (stage, share) -> shares.add(share));
    assertThat(shares).isNotEmpty().isSorted().allMatch(share -> share >= 0 && share <= 1);
    assertThat(y.get(0).re()).isDeepEqualTo(before.re());
    assertThat(y.get(0).im()).isDeepEqualTo(before.im());
  }

  @Test
  void settingsSayWhatIsWrongWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPARSE.with(0, 2, 3))
        .withMessage("taps=0 must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPARSE.with(4, 0, 3))
        .withMessage("delayFrames=0 must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPARSE.with(4, 2, 0))
        .withMessage("iterations=0 must be at least 1");
  }

  private static List<ComplexSpectrogram> residual(
      PredictionSettings settings, List<ComplexSpectrogram> y, Workers workers) {
    return new LinearPrediction(settings, workers).residual(y, Progress.NONE);
  }

  /** {@code [f][t]}: input re, im, output re, im. */
  private static double[][][] golden() throws IOException {
    double[][][] golden = new double[3][120][];
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    LinearPredictionTest.class.getResourceAsStream("golden-wpe.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.startsWith("#")) {
          String[] column = line.split("\t", -1);
          double[] values = new double[4];
          for (int i = 0; i < 4; i++) {
            values[i] = Double.parseDouble(column[i + 2]);
          }
          golden[Integer.parseInt(column[0])][Integer.parseInt(column[1])] = values;
        }
      }
    }
    return golden;
  }

  private static ComplexSpectrogram spectrogram(double[][][] golden, int column) {
    ComplexSpectrogram spectrogram = new ComplexSpectrogram(golden.length, golden[0].length);
    for (int f = 0; f < golden.length; f++) {
      for (int t = 0; t < golden[f].length; t++) {
        spectrogram.re(f)[t] = (float) golden[f][t][column];
        spectrogram.im(f)[t] = (float) golden[f][t][column + 1];
      }
    }
    return spectrogram;
  }
}
