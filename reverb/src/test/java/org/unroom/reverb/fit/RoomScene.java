package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unroom.core.dsp.FftConvolution;
import org.unroom.core.dsp.Padding;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.dsp.Stft;
import org.unroom.core.dsp.TriangularBands;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;
import org.unroom.core.testkit.SyntheticRoom;
import org.unroom.reverb.model.BandEnergies;

/**
 * Bursts of white noise, dry and in a {@link SyntheticRoom}, as energies in 32 bands at 16 kHz.
 *
 * @param t60Seconds of all bands
 * @param drrDb of the room
 */
record RoomScene(
    double t60Seconds, double drrDb, BandEnergies dry, BandEnergies wet, TriangularBands bands) {
  private static final int RATE = 16_000;
  private static final int N_FFT = 1024;
  private static final int HOP = 256;

  /** Seconds between frames. */
  record Frames(double hopSeconds, double binHz) {}

  static RoomScene of(double t60Seconds, double drrDb, double seconds) {
    SyntheticRoom room = SyntheticRoom.of(RATE, t60Seconds, drrDb, 11);
    float[] h = room.impulseResponse(1.5 * t60Seconds + 0.1);
    float[] dry = bursts((int) (seconds * RATE));
    float[] all = FftConvolution.full(dry, h);
    float[] wet = Arrays.copyOfRange(all, room.directSample(), room.directSample() + dry.length);
    TriangularBands bands = TriangularBands.logarithmic(32, N_FFT / 2 + 1);
    try (Workers workers = new Workers(1)) {
      return new RoomScene(
          t60Seconds, drrDb, energies(dry, bands, workers), energies(wet, bands, workers), bands);
    }
  }

  private static BandEnergies energies(float[] x, TriangularBands bands, Workers workers) {
    Stft stft = new Stft(N_FFT, HOP, Padding.FULL);
    return BandEnergies.of(List.of(stft.forward(x, workers)), bands, workers);
  }

  /** Bursts of 60 to 180 ms at levels over 20 dB, with gaps of 100 to 500 ms. */
  private static float[] bursts(int length) {
    SeededNoise random = new SeededNoise(3);
    float[] x = new float[length];
    int n = 0;
    while (n < length) {
      int end = n + (int) (random.nextIn(0.06, 0.18) * RATE);
      double level = Math.pow(10, random.nextIn(-1, 0));
      for (; n < end && n < length; n++) {
        x[n] = (float) (level * random.nextGaussian());
      }
      n += (int) (random.nextIn(0.1, 0.5) * RATE);
    }
    return x;
  }

  Frames frames() {
    return new Frames(HOP / (double) RATE, RATE / (double) N_FFT);
  }

  /** Dry energies {@code [b][t]} relative to the mean of the wet ones. */
  float[][] dryInUnitsOfWet() {
    float[][] x = new float[bands.count()][];
    for (int b = 0; b < x.length; b++) {
      x[b] = dry.relative()[b].clone();
      float scale = (float) (dry.mean(b) / wet.mean(b));
      for (int t = 0; t < x[b].length; t++) {
        x[b][t] *= scale;
      }
    }
    return x;
  }

  /** C50 of the room: early is what arrives within 50 ms of the direct sound. */
  double c50Db() {
    double reverberant = Math.pow(10, -drrDb / 10);
    double late = Math.pow(10, -6 * (0.05 - 0.0025) / t60Seconds);
    return 10 * Math.log10((1 + reverberant * (1 - late)) / (reverberant * late));
  }

  /** Median over the bands from 350 Hz to 2.8 kHz. */
  double middle(float[] ofBands) {
    List<Double> values = new ArrayList<>();
    double[] hz = bands.centersHz(frames().binHz());
    for (int b = 0; b < hz.length; b++) {
      if (hz[b] > 350 && hz[b] < 2800) {
        values.add((double) ofBands[b]);
      }
    }
    return Quantiles.median(values.stream().mapToDouble(v -> v).toArray());
  }
}
