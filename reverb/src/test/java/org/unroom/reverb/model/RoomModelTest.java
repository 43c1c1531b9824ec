package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class RoomModelTest {
  private static final double HOP_SECONDS = 0.016;
  private static final int TAPS = 3;
  private static final int FRAMES = 60;

  /** T60, A, e[1..3], n. */
  private static final float[] ROOM = {0.7f, 0.2f, 0.5f, 0.3f, 0.4f, 0.01f};

  @Test
  void isTheSumThatItsDocSays() {
    NaiveTwin.check(RoomModelTest::forward, RoomModelTest::literal, 2e-6);
  }

  @Test
  void hasTheGradientsOfTheRoom() {
    float[] x = energies(FRAMES, 1);
    float[] target = energies(FRAMES, 2);
    GradientCheck.check(
        ROOM,
        theta -> loss(theta, x, target),
        theta -> gradient(theta, x, target)[0],
        // differences of sums in single precision, over a step of a thousandth
        5e-3);
  }

  @Test
  void hasTheGradientOfTheDryEnergies() {
    float[] target = energies(FRAMES, 2);
    GradientCheck.check(
        energies(FRAMES, 1), x -> loss(ROOM, x, target), x -> gradient(ROOM, x, target)[1], 5e-3);
  }

  @Test
  void startsAsItsDocSays() {
    float[][] measured = {energies(200, 3), new float[200]};
    RoomModel room = RoomModel.startFor(measured, HOP_SECONDS);
    float[] sorted = measured[0].clone();
    Arrays.sort(sorted);
    assertThat(room.bands()).isEqualTo(2);
    assertThat(room.t60Seconds().value()).containsOnly(0.8f);
    assertThat(room.earlyTaps(1)).hasSize(TAPS).containsOnly((float) Math.exp(-1));
    assertThat((double) room.noise(0)).isCloseTo(0.1 * sorted[3] + 1e-7, within(1e-9));
    assertThat((double) room.noise(1)).isCloseTo(1e-7, within(1e-12));
  }

  @Test
  void earlyIsWhatArrivesWithoutTailAndNoise() {
    RoomModel room = model(ROOM);
    float[] pulse = new float[10];
    pulse[2] = 2;
    float[] v = new float[10];
    room.early(1, pulse, v);
    NaiveTwin.assertClose("early", v, new float[] {0, 0, 2, 1, 0.6f, 0.8f, 0, 0, 0, 0}, 1e-6);
    assertThat(room.ratio(1)).isCloseTo(Math.pow(10, -6 * HOP_SECONDS / 0.7f), within(1e-9));
  }

  /** The room in band 1 of two; band 0 is another, and must take no part. */
  private static RoomModel model(float[] theta) {
    return new RoomModel(
        HOP_SECONDS,
        new float[] {2, theta[0]},
        new float[] {3, theta[1]},
        new float[][] {{1, 1, 1}, Arrays.copyOfRange(theta, 2, 2 + TAPS)},
        new float[] {4, theta[2 + TAPS]});
  }

  private static float[] forward(float[] x) {
    float[] v = new float[x.length];
    model(ROOM).forward(1, x, new float[x.length], v);
    return v;
  }

  private static float[] literal(float[] x) {
    float[] v = new float[x.length];
    double r = Math.pow(10, -6 * HOP_SECONDS / ROOM[0]);
    for (int t = 0; t < x.length; t++) {
      double sum = x[t] + ROOM[2 + TAPS];
      for (int k = 1; k <= t; k++) {
        sum += x[t - k] * (k <= TAPS ? ROOM[1 + k] : ROOM[1] * Math.pow(r, k));
      }
      v[t] = (float) sum;
    }
    return v;
  }

  private static double loss(float[] theta, float[] x, float[] target) {
    float[] v = new float[x.length];
    model(theta).forward(1, x, new float[x.length], v);
    double sum = 0;
    for (int t = 0; t < v.length; t++) {
      sum += Math.pow((double) v[t] - target[t], 2) / 2;
    }
    return sum;
  }

  private static float[][] gradient(float[] theta, float[] x, float[] target) {
    RoomModel room = model(theta);
    float[] y = new float[x.length];
    float[] gv = new float[x.length];
    room.forward(1, x, y, gv);
    for (int t = 0; t < gv.length; t++) {
      gv[t] -= target[t];
    }
    float[] gx = new float[x.length];
    room.adjoint(1, gv, x, y, gx, new float[x.length]);
    float[] g = new float[theta.length];
    g[0] = room.t60Seconds().gradient()[1];
    g[1] = room.tailLevel().gradient()[1];
    System.arraycopy(room.ofBand(1).get(0).gradient(), 0, g, 2, TAPS);
    g[2 + TAPS] = room.ofBand(1).get(1).gradient()[0];
    assertThat(room.t60Seconds().gradient()[0]).isZero();
    return new float[][] {g, gx};
  }

  private static float[] energies(int n, long seed) {
    float[] x = SeededNoise.gaussian(n, seed);
    for (int t = 0; t < n; t++) {
      x[t] = 0.01f + x[t] * x[t];
    }
    return x;
  }
}
