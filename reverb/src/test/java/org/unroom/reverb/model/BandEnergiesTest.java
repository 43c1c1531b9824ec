package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;

class BandEnergiesTest {
  private static final TriangularBands BANDS = new TriangularBands(new int[] {0, 2, 4}, 5);

  @Test
  void areMeansOverChannelsRelativeToTheirMeanOverTime() {
    List<ComplexSpectrogram> channels = List.of(noise(1), noise(2));
    try (Workers workers = new Workers(2)) {
      BandEnergies energies = BandEnergies.of(channels, BANDS, workers);
      assertThat(energies.bands()).isEqualTo(3);
      assertThat(energies.frames()).isEqualTo(30);
      for (int b = 0; b < 3; b++) {
        double mean = 0;
        for (int t = 0; t < 30; t++) {
          double expected = literal(channels, b, t);
          assertThat(energies.relative()[b][t] * energies.mean(b))
              .isCloseTo(expected, within(1e-5 * expected));
          mean += expected / 30;
        }
        assertThat(energies.mean(b)).isCloseTo(mean, within(1e-5 * mean));
      }
    }
  }

  @Test
  void silentBandIsZeroWithMeanZero() {
    ComplexSpectrogram spectrogram = noise(1);
    for (int f = 3; f < 5; f++) {
      java.util.Arrays.fill(spectrogram.re(f), 0);
      java.util.Arrays.fill(spectrogram.im(f), 0);
    }
    try (Workers workers = new Workers(1)) {
      BandEnergies energies = BandEnergies.of(List.of(spectrogram), BANDS, workers);
      assertThat(energies.mean(2)).isZero();
      assertThat(energies.relative()[2]).containsOnly(0);
      assertThat(energies.mean(1)).isPositive();
    }
  }

  private static double literal(List<ComplexSpectrogram> channels, int b, int t) {
    double[][] weight = {{1, 0.5, 0, 0, 0}, {0, 0.5, 1, 0.5, 0}, {0, 0, 0, 0.5, 1}};
    double sum = 0;
    for (ComplexSpectrogram channel : channels) {
      for (int f = 0; f < 5; f++) {
        double re = channel.re(f)[t];
        double im = channel.im(f)[t];
        sum += weight[b][f] * (re * re + im * im) / channels.size();
      }
    }
    return sum;
  }

  private static ComplexSpectrogram noise(long seed) {
    float[][] re = new float[5][];
    float[][] im = new float[5][];
    for (int f = 0; f < 5; f++) {
      re[f] = SeededNoise.gaussian(30, 10 * seed + f);
      im[f] = SeededNoise.gaussian(30, 100 * seed + f);
    }
    return new ComplexSpectrogram(re, im);
  }
}
