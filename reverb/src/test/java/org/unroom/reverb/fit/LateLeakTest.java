package org.unroom.reverb.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unroom.core.parallel.Workers;
import org.unroom.core.testkit.SeededNoise;

class LateLeakTest {
  private static final double HOP_SECONDS = 0.016;
  private static final int TAPS = 3;
  private static final int REACH = 40;
  private static final int FRAMES = 900;

  @Test
  void lateIsTheTailFromTheReachOn() {
    BandDecay room = new BandDecay(1.5, 0.1, 2, 0.8, 0);
    float[] source = new float[120];
    source[5] = 2;
    source[9] = 1;
    float[] late = LateLeak.late(List.of(source), room, HOP_SECONDS, TAPS, REACH).get(0);
    double r = Math.pow(10, -6 * HOP_SECONDS / 1.5);
    for (int t = 0; t < source.length; t++) {
      double expected = 0;
      for (int k = REACH; k <= t; k++) {
        expected += 0.8 * (1 - r) * Math.pow(r, k - TAPS - 1) * source[t - k];
      }
      assertThat(late[t]).as("t=%d", t).isCloseTo((float) expected, within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.03", "0.1", "0.4"})
  void findsTheShareInThePauses(double share) {
    float[] source = speech(3);
    BandDecay room = new BandDecay(2, 0.1, 2, 3, 0);
    List<float[]> late = LateLeak.late(List.of(source), room, HOP_SECONDS, TAPS, REACH);
    float[] dry = leaky(source, late.get(0), share);
    LateLeak leak = LateLeak.of(List.of(dry), late);
    // within 2 dB: some three hundred frames of exponential scatter, some of them hidden by speech
    assertThat(10 * Math.log10(leak.share() / share)).isBetween(-2.0, 2.0);
    double left = 0;
    double leaked = 0;
    for (int t = 0; t < source.length; t++) {
      if (source[t] == 0) {
        left += leak.source().get(0)[t];
        leaked += dry[t];
      }
    }
    assertThat(left).isLessThan(0.2 * leaked);
  }

  /** The slope that follows from leak and all is too steep; without the leak it is right. */
  @ParameterizedTest
  @CsvSource({"2", "2.5", "4"})
  void decaysAreRightWhereTheDrySoundHoldsLateSound(double t60) {
    float[] source = speech(3);
    double r = Math.pow(10, -6 * HOP_SECONDS / t60);
    BandDecay room = new BandDecay(t60, 0.1, 2, 0.15 / (1 - r), 0);
    float[] tail = LateLeak.late(List.of(source), room, HOP_SECONDS, TAPS, TAPS + 1).get(0);
    float[] beyond = LateLeak.late(List.of(source), room, HOP_SECONDS, TAPS, REACH).get(0);
    SeededNoise random = new SeededNoise(8);
    float[] wet = new float[source.length];
    for (int t = 0; t < wet.length; t++) {
      // eight bins of a band
      wet[t] = source[t] + (float) (tail[t] * gamma(random, 8)) + 1e-6f;
    }
    float[] dry = leaky(source, beyond, 0.1);
    try (Workers workers = new Workers(1)) {
      double plain = t60(wet, dry, FRAMES, workers);
      double freed = t60(wet, dry, REACH, workers);
      assertThat(plain).as("with the leak").isLessThan(0.97 * t60);
      assertThat(freed).as("without").isCloseTo(t60, within(0.06 * t60));
    }
  }

  @Test
  void whatIsDryStaysAsItIs() {
    float[] source = speech(5);
    float[] none = new float[FRAMES];
    float[] found = LateLeak.of(List.of(source), List.of(none)).source().get(0);
    for (int t = 0; t < FRAMES; t++) {
      assertThat(found[t]).isCloseTo(source[t], within(1e-3f * source[t] + 1e-6f));
    }
    assertThat(LateLeak.of(List.of(none), List.of(none)).source().get(0)).containsOnly(0f);
  }

  private static double t60(float[] wet, float[] dry, int reach, Workers workers) {
    RoomSegment segment =
        new RoomSegment(
            List.of(1000.0), HOP_SECONDS, new float[][] {wet}, new float[][] {dry}, reach);
    return RoomSegment.room(List.of(segment), workers).bands().get(0).t60Seconds();
  }

  private static float[] leaky(float[] source, float[] late, double share) {
    SeededNoise random = new SeededNoise(6);
    float[] dry = new float[source.length];
    for (int t = 0; t < dry.length; t++) {
      dry[t] = source[t] + (float) (share * late[t] * gamma(random, 1));
    }
    return dry;
  }

  /** Mean 1, exponential for one bin. */
  private static double gamma(SeededNoise random, int bins) {
    double sum = 0;
    for (int i = 0; i < bins; i++) {
      sum -= Math.log(1 - random.nextIn(0, 1));
    }
    return sum / bins;
  }

  /** Syllables of 80 to 240 ms over 30 dB, in phrases with pauses between. */
  private static float[] speech(long seed) {
    SeededNoise random = new SeededNoise(seed);
    List<Float> x = new ArrayList<>();
    while (x.size() < FRAMES) {
      int syllables = (int) random.nextIn(3, 9);
      for (int s = 0; s < syllables; s++) {
        float level = (float) Math.pow(10, random.nextIn(-2.5, 0.5));
        int length = (int) random.nextIn(5, 15);
        for (int i = 0; i < length; i++) {
          x.add((float) (level * gamma(random, 2)));
        }
        for (int i = 0; i < 3; i++) {
          x.add(0f);
        }
      }
      int pause = (int) random.nextIn(15, 60);
      for (int i = 0; i < pause; i++) {
        x.add(0f);
      }
    }
    float[] row = new float[FRAMES];
    for (int t = 0; t < FRAMES; t++) {
      row[t] = x.get(t);
    }
    return row;
  }
}
