package org.unroom.core.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unroom.core.testkit.AdjointCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class TriangularBandsTest {
  private static final int FRAMES = 3;

  @Test
  void areTrianglesBetweenTheNeighboursPeaks() {
    TriangularBands bands = new TriangularBands(new int[] {1, 3, 7}, 9);
    double[][] expected = {
      {1, 1, 0.5, 0, 0, 0, 0, 0, 0},
      {0, 0, 0.5, 1, 0.75, 0.5, 0.25, 0, 0},
      {0, 0, 0, 0, 0.25, 0.5, 0.75, 1, 1},
    };
    for (int f = 0; f < 9; f++) {
      float[][] power = new float[9][1];
      power[f][0] = 1;
      float[][] energy = bands.energies(power);
      for (int b = 0; b < 3; b++) {
        assertThat((double) energy[b][0]).as("w[%d][%d]", b, f).isEqualTo(expected[b][f]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 257", "1, 30", "32, 9"})
  void collectingOneFrameIsTheAdjointOfSpreadingOverBins(int count, int bins) {
    TriangularBands bands = TriangularBands.logarithmic(count, bins);
    AdjointCheck.check(
        bands.count(),
        bins,
        ofBands -> {
          float[] ofBins = new float[bins];
          bands.spread(ofBands, ofBins);
          return ofBins;
        },
        ofBins -> {
          float[] ofBands = new float[bands.count()];
          bands.collect(ofBins, ofBands);
          return ofBands;
        },
        1e-6);
    float[] ofBands = SeededNoise.gaussian(bands.count(), 5);
    float[] ofBins = new float[bins];
    bands.spread(ofBands, ofBins);
    float[][] column = new float[bands.count()][1];
    for (int b = 0; b < ofBands.length; b++) {
      column[b][0] = ofBands[b];
    }
    float[] one = new float[1];
    for (int f = 0; f < bins; f++) {
      bands.spread(column, f, one);
      assertThat(ofBins[f]).as("bin %d", f).isCloseTo(one[0], within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"32, 257", "32, 513", "32, 1025", "7, 100", "1, 30", "32, 9"})
  void spreadingIsTheAdjointOfTakingEnergies(int count, int bins) {
    TriangularBands bands = TriangularBands.logarithmic(count, bins);
    AdjointCheck.check(
        bins * FRAMES,
        bands.count() * FRAMES,
        power -> flat(bands.energies(rows(power))),
        values -> spread(bands, rows(values)),
        1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 257, 513, 1025, 2049})
  void weightsOfABinAddUpToOne(int bins) {
    TriangularBands bands = TriangularBands.logarithmic(32, bins);
    float[] ones = new float[bands.count() * FRAMES];
    Arrays.fill(ones, 1);
    float[] expected = new float[bins * FRAMES];
    Arrays.fill(expected, 1);
    NaiveTwin.assertClose("sum of weights", spread(bands, rows(ones)), expected, 2e-7);
  }

  @Test
  void keepAllEnergy() {
    TriangularBands bands = TriangularBands.logarithmic(32, 513);
    float[] power = SeededNoise.gaussian(513 * FRAMES, 1);
    double all = 0;
    for (int i = 0; i < power.length; i++) {
      power[i] *= power[i];
      all += power[i];
    }
    double inBands = 0;
    for (float energy : flat(bands.energies(rows(power)))) {
      inBands += energy;
    }
    assertThat(inBands).isCloseTo(all, within(1e-5 * all));
  }

  /** Frames of 512, 1024, 2048 and 4096 samples at these rates. */
  @ParameterizedTest
  @CsvSource({"8000, 512", "16000, 1024", "44100, 2048", "48000, 4096"})
  void areSpacedByEqualRatios(int rate, int nFft) {
    TriangularBands bands = TriangularBands.logarithmic(32, nFft / 2 + 1);
    double[] hz = bands.centersHz(rate / (double) nFft);
    assertThat(hz[0]).isZero();
    assertThat(hz[hz.length - 1]).isEqualTo(rate / 2.0);
    assertThat(bands.peak(1)).isEqualTo(3);
    assertThat(bands.count()).isBetween(25, 33);
    double ratio = Math.pow(nFft / 6.0, 1 / 31.0);
    for (int b = 1; b + 1 < bands.count(); b++) {
      assertThat(bands.peak(b + 1)).isGreaterThan(bands.peak(b));
      // peaks lie on whole bins: each is off by half a bin at most
      if (bands.peak(b) > 10) {
        assertThat((double) bands.peak(b + 1))
            .isCloseTo(ratio * bands.peak(b), within(0.5 + 0.5 * ratio));
      }
    }
  }

  @Test
  void sayWhatIsWrongWithPeaks() {
    for (int[] peaks : new int[][] {{}, {3, 3}, {5, 2}, {-1, 2}, {0, 9}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TriangularBands(peaks, 9))
          .withMessageContaining("must rise and lie within 9 bins");
    }
  }

  private static float[] spread(TriangularBands bands, float[][] values) {
    float[][] power = new float[bands.bins()][FRAMES];
    for (int f = 0; f < power.length; f++) {
      bands.spread(values, f, power[f]);
    }
    return flat(power);
  }

  private static float[][] rows(float[] flat) {
    float[][] rows = new float[flat.length / FRAMES][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * FRAMES, (i + 1) * FRAMES);
    }
    return rows;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * FRAMES];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * FRAMES, FRAMES);
    }
    return flat;
  }
}
