package org.unroom.reverb.dereverb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.dereverb.PredictionSettings.Scope;
import org.unroom.reverb.dereverb.PredictionSettings.Smoothing;

class PredictionWeightsTest {
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, BIN, 0",
    "NONE, RECORDING, 0.6",
    "BOX_3X3, BIN, 1",
    "BOX_3X3, RECORDING, 0.6",
    "BOX_3X3, BIN, 2"
  })
  void areTheirLiteralTwins(Smoothing smoothing, Scope scope, double norm) {
    PredictionSettings settings =
        new PredictionSettings(4, 2, 1, norm, smoothing, 1e-2, scope, 1e-6);
    for (int channels = 1; channels <= 2; channels++) {
      for (int[] shape : new int[][] {{1, 1}, {1, 9}, {2, 2}, {5, 40}}) {
        List<ComplexSpectrogram> z = Spectra.echoing(channels, shape[0], shape[1], 4);
        double[][] expected = new LiteralPrediction(z).weights(settings);
        float[][] w = new PredictionWeights(settings).of(z, WORKERS);
        assertThat(w.length).isEqualTo(shape[0]);
        for (int f = 0; f < shape[0]; f++) {
          for (int t = 0; t < shape[1]; t++) {
            assertThat((double) w[f][t])
                .as("%d channels, bin %d of %d, frame %d", channels, f, shape[0], t)
                .isCloseTo(expected[f][t], within(1e-5 * expected[f][t]));
          }
        }
      }
    }
  }

  @Test
  void ofWpeAreTheInversePowerAboveTheFloor() {
    ComplexSpectrogram z = new ComplexSpectrogram(new float[][] {{3, 0}}, new float[][] {{4, 0}});
    float[][] w = new PredictionWeights(PredictionSettings.WPE).of(List.of(z), WORKERS);
    assertThat((double) w[0][0]).isCloseTo(1 / 25.0, within(1e-8));
    assertThat((double) w[0][1]).isCloseTo(1 / 25e-10, within(1e3));
  }

  @Test
  void ofSilenceAreFinite() {
    ComplexSpectrogram z = new ComplexSpectrogram(2, 3);
    for (PredictionSettings settings : List.of(PredictionSettings.WPE, PredictionSettings.SPARSE)) {
      for (float[] row : new PredictionWeights(settings).of(List.of(z), WORKERS)) {
        for (float w : row) {
          assertThat(w).isFinite().isPositive();
        }
      }
    }
  }
}
