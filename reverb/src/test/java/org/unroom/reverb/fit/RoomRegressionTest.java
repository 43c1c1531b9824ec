package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.testkit.SeededNoise;

class RoomRegressionTest {
  private static final double HOP_SECONDS = 0.016;
  private static final int TAPS = 3;

  /**
   * Frames of 64 ms blur the edge between early and late by some milliseconds, which is more than a
   * decibel of clarity where 6 ms are 1.2 dB of decay, at T60 0.3 s.
   */
  @ParameterizedTest
  @CsvSource({"0.3, 0, 2.5", "0.6, 3, 1.5", "1.2, -3, 1.5", "2.2, 0, 1.5"})
  void recoversTheRoomFromNoiseBursts(double t60, double drrDb, double clarityWithinDb) {
    RoomScene scene = RoomScene.of(t60, drrDb, 12);
    RoomRegression regression = new RoomRegression(scene.frames().hopSeconds(), TAPS);
    float[][] dry = scene.dryInUnitsOfWet();
    List<Double> centers = new ArrayList<>();
    List<BandDecay> decays = new ArrayList<>();
    double[] hz = scene.bands().centersHz(scene.frames().binHz());
    for (int b = 0; b < hz.length; b++) {
      // bands of a few bins are too narrow for energies to tell ten per cent
      if (hz[b] > 350) {
        centers.add(hz[b]);
        decays.add(regression.of(scene.wet().relative()[b], dry[b]));
      }
    }
    RoomEstimate room = new RoomEstimate(centers, decays);
    for (double octave : new double[] {500, 1000, 2000, 4000}) {
      assertThat(room.octave(octave, BandDecay::t60Seconds))
          .as("T60 at %s Hz", octave)
          .isCloseTo(t60, within(0.1 * t60));
      assertThat(room.octave(octave, BandDecay::c50Db))
          .as("C50 at %s Hz", octave)
          .isCloseTo(scene.c50Db(), within(clarityWithinDb));
    }
    assertThat(room.confidence()).isNotEqualTo(RoomEstimate.Confidence.LOW);
  }

  @ParameterizedTest
  @CsvSource({"0.25", "0.8", "3"})
  void recoversTheModelsOwnNumbers(double t60) {
    BandDecay decay = regress(t60, 400);
    // the prior pulls towards 0.6 s
    assertThat(decay.t60Seconds()).isCloseTo(t60, within(0.05 * t60));
    assertThat(decay.early()).isCloseTo(1 + 0.5 + 0.3 + 0.2, within(0.05));
    assertThat(decay.noise()).isLessThan(1e-3);
  }

  @Test
  void knowsLessFromLess() {
    assertThat(regressNoisy(60).t60Spread()).isGreaterThan(1.5 * regressNoisy(1000).t60Spread());
  }

  @Test
  void stretchesOfOneRoomSayMoreThanOne() {
    List<float[]> measured = new ArrayList<>();
    List<float[]> dry = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      float[] x = pulses(150);
      float[] v = model(x, 0.8);
      float[] noise = SeededNoise.gaussian(v.length, 20 + s);
      for (int t = 0; t < v.length; t++) {
        v[t] *= (float) Math.exp(0.5 * noise[t]);
      }
      measured.add(v);
      dry.add(x);
    }
    RoomRegression regression = new RoomRegression(HOP_SECONDS, TAPS);
    BandDecay one = regression.of(measured.get(0), dry.get(0));
    BandDecay all = regression.of(measured, dry);
    assertThat(all.t60Spread()).isLessThan(0.7 * one.t60Spread());
    assertThat(all.t60Seconds()).isCloseTo(0.8, within(0.12));
  }

  /** Energies that scatter by 2 dB, as those of several bins do. */
  @ParameterizedTest
  @CsvSource({"0.5, 1.8, 0.3", "0.8, 3, 0.2", "0.4, 1.5, 0.4"})
  void twoSlopesAreFoundWhereThereAreTwo(double early, double late, double share) {
    TwoSlopes slopes = new TwoSlopes(early, late, share);
    float[] x = pauses(800);
    float[] v = scattered(bent(x, slopes), 3);
    RoomRegression regression = new RoomRegression(HOP_SECONDS, TAPS);
    BandDecay one = regression.of(v, x);
    RoomRegression.Bend bend = regression.bend(List.of(v), List.of(x), one);
    assertThat(bend.evidence()).isGreaterThan(20);
    TwoSlopes found = bend.decay().slopes().orElseThrow();
    assertThat(found.earlySeconds()).isCloseTo(early, within(0.2 * early));
    assertThat(found.lateSeconds()).isCloseTo(late, within(0.15 * late));
    assertThat(bend.decay().t60Seconds()).isCloseTo(slopes.t60Seconds(), within(0.1 * late));
  }

  @ParameterizedTest
  @CsvSource({"0.4, 4", "0.9, 5", "2, 6"})
  void oneSlopeIsNotBent(double t60, long seed) {
    float[] x = pauses(800);
    float[] v = scattered(bent(x, new TwoSlopes(t60, t60, 0.5)), seed);
    RoomRegression regression = new RoomRegression(HOP_SECONDS, TAPS);
    assertThat(regression.bend(List.of(v), List.of(x), regression.of(v, x)).evidence())
        .isLessThan(8);
  }

  private static float[] pauses(int frames) {
    float[] x = pulses(frames);
    for (int t = 0; t < frames; t++) {
      x[t] *= t % 200 < 90 ? 1 : 0;
    }
    return x;
  }

  private static float[] scattered(float[] v, long seed) {
    float[] noise = SeededNoise.gaussian(v.length, seed);
    for (int t = 0; t < v.length; t++) {
      v[t] *= (float) Math.exp(0.45 * noise[t]);
    }
    return v;
  }

  private static float[] bent(float[] x, TwoSlopes slopes) {
    double[] early = {1, 0.5, 0.3, 0.2};
    float[] v = new float[x.length];
    for (int t = 0; t < v.length; t++) {
      double sum = 1e-7;
      for (int k = 0; k <= t; k++) {
        double tail = 0.5 * HOP_SECONDS * slopes.power(k * HOP_SECONDS);
        sum += x[t - k] * (k <= TAPS ? early[k] : tail);
      }
      v[t] = (float) sum;
    }
    return v;
  }

  @Test
  void silenceGivesFiniteNumbers() {
    BandDecay decay = new RoomRegression(HOP_SECONDS, TAPS).of(new float[50], new float[50]);
    assertThat(decay.t60Seconds()).isBetween(0.05, 12.0);
    assertThat(decay.t60Spread()).isFinite();
    assertThat(decay.c50Db()).isFinite();
  }

  private static BandDecay regress(double t60, int frames) {
    float[] x = pulses(frames);
    return new RoomRegression(HOP_SECONDS, TAPS).of(model(x, t60), x);
  }

  private static BandDecay regressNoisy(int frames) {
    float[] x = pulses(frames);
    float[] v = model(x, 0.8);
    float[] noise = SeededNoise.gaussian(frames, 5);
    for (int t = 0; t < frames; t++) {
      v[t] *= (float) Math.exp(0.5 * noise[t]);
    }
    return new RoomRegression(HOP_SECONDS, TAPS).of(v, x);
  }

  private static float[] pulses(int frames) {
    SeededNoise random = new SeededNoise(1);
    float[] x = new float[frames];
    for (int t = 0; t < frames; t++) {
      x[t] = t % 23 < 5 ? (float) random.nextIn(0.5, 4) : 0;
    }
    return x;
  }

  private static float[] model(float[] x, double t60) {
    double[] early = {1, 0.5, 0.3, 0.2};
    double r = Math.pow(10, -6 * HOP_SECONDS / t60);
    float[] v = new float[x.length];
    for (int t = 0; t < v.length; t++) {
      double sum = 1e-5;
      for (int k = 0; k <= t; k++) {
        sum += x[t - k] * (k <= TAPS ? early[k] : 0.2 * Math.pow(r, k));
      }
      v[t] = (float) sum;
    }
    return v;
  }
}
