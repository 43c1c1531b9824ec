package org.unroom.reverb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unroom.core.diff.Parameter;
import org.unroom.core.testkit.GradientCheck;
import org.unroom.core.testkit.NaiveTwin;
import org.unroom.core.testkit.SeededNoise;

class SpectralRoomTest {
  private static final double HOP_SECONDS = 0.016;
  private static final int TAPS = 3;
  private static final int BINS = 70;
  private static final int FRAMES = 24;

  @Test
  void isTheSumThatItsDocSays() {
    SpectralRoom room = varied(room());
    float[][] s = powers(FRAMES, 1);
    float[][] v = forward(room, s, 17);
    for (int f = 0; f < BINS; f += 3) {
      float[] fast = column(v, f);
      float[] literal = new float[FRAMES];
      for (int t = 0; t < FRAMES; t++) {
        literal[t] = (float) literal(room, s, t, f);
      }
      NaiveTwin.assertClose("bin " + f, fast, literal, 3e-6);
    }
  }

  /** The sum written out, with the numbers interpolated over the bands by hand. */
  private static double literal(SpectralRoom room, float[][] s, int t, int f) {
    List<Parameter> p = room.parameters();
    double r = Math.pow(10, -6 * HOP_SECONDS / Math.exp(at(room, p.get(0).value(), f)));
    double sum = s[t][f] + Math.exp(at(room, p.get(2).value(), f));
    for (int k = 1; k <= t; k++) {
      double weight =
          k <= TAPS
              ? Math.exp(at(room, p.get(2 + k).value(), f))
              : Math.exp(at(room, p.get(1).value(), f)) * Math.pow(r, k);
      sum += weight * s[t - k][f];
    }
    return sum;
  }

  private static double at(SpectralRoom room, float[] ofBands, int f) {
    int b = 0;
    while (b + 2 < ofBands.length && room.bands().peak(b + 1) <= f) {
      b++;
    }
    double below = room.bands().peak(b);
    double above = room.bands().peak(b + 1);
    return ofBands[b] + (f - below) / (above - below) * (ofBands[b + 1] - ofBands[b]);
  }

  @Test
  void hasTheGradientsOfAllItsNumbers() {
    float[][] s = powers(FRAMES, 1);
    float[][] target = powers(FRAMES, 2);
    GradientCheck.check(
        flat(varied(room())),
        theta -> {
          SpectralRoom room = at(theta);
          return loss(forward(room, s, BINS), target) + room.prior();
        },
        theta -> {
          SpectralRoom room = at(theta);
          adjoint(room, s, target);
          room.collectGradients();
          return gradients(room);
        },
        // differences of sums in single precision, over a step of a thousandth
        5e-3);
  }

  @Test
  void hasTheGradientOfTheDryPowers() {
    float[][] target = powers(FRAMES, 2);
    float[] start = new float[FRAMES * BINS];
    float[][] s = powers(FRAMES, 1);
    for (int t = 0; t < FRAMES; t++) {
      System.arraycopy(s[t], 0, start, t * BINS, BINS);
    }
    GradientCheck.check(
        start,
        x -> loss(forward(varied(room()), rows(x), BINS), target),
        x -> {
          float[][] gs = adjoint(varied(room()), rows(x), target);
          float[] g = new float[x.length];
          for (int t = 0; t < FRAMES; t++) {
            System.arraycopy(gs[t], 0, g, t * BINS, BINS);
          }
          return g;
        },
        5e-3);
  }

  @Test
  void startsAsItsDocSaysAndKeepsDecayTimesInRange() {
    SpectralRoom room = room();
    assertThat(room.t60Seconds(0)).isCloseTo(1, within(1e-6));
    assertThat(room.earlyEnergy(2)).isCloseTo(1 + TAPS * Math.exp(-1), within(1e-5));
    Parameter lnT60 = room.parameters().get(0);
    lnT60.value()[0] = -9;
    lnT60.value()[1] = 9;
    room.update();
    assertThat(room.t60Seconds(0)).isCloseTo(0.12, within(1e-6));
    assertThat(room.t60Seconds(1)).isCloseTo(8, within(1e-5));
  }

  @Test
  void earlyAndTailEnergiesAreThoseOfAPulse() {
    SpectralRoom room = room();
    float[][] s = new float[2000][BINS];
    s[0][20] = 1;
    float[][] v = forward(room, s, BINS);
    double early = 0;
    double all = 0;
    float[] row = new float[BINS];
    for (int t = 0; t < s.length; t++) {
      room.early(s, t, row);
      early += row[20];
      all += v[t][20] - room.noiseInBin(20);
    }
    assertThat(early).isCloseTo(room.earlyEnergy(3), within(1e-5));
    assertThat(all - early).isCloseTo(room.tailEnergy(3), within(1e-3));
  }

  private static SpectralRoom room() {
    float[] lnNoise = new float[SpectralRoom.bandsOver(BINS).count()];
    Arrays.fill(lnNoise, -4);
    return new SpectralRoom(SpectralRoom.Start.CLEAR, BINS, HOP_SECONDS, TAPS, lnNoise);
  }

  private static SpectralRoom varied(SpectralRoom room) {
    long seed = 7;
    for (Parameter p : room.parameters()) {
      float[] noise = SeededNoise.gaussian(p.size(), seed++);
      for (int b = 0; b < p.size(); b++) {
        p.value()[b] += 0.3f * noise[b];
      }
    }
    room.update();
    return room;
  }

  private static float[] flat(SpectralRoom room) {
    float[] all = new float[0];
    for (Parameter p : room.parameters()) {
      int before = all.length;
      all = Arrays.copyOf(all, before + p.size());
      System.arraycopy(p.value(), 0, all, before, p.size());
    }
    return all;
  }

  private static SpectralRoom at(float[] theta) {
    SpectralRoom room = room();
    int from = 0;
    for (Parameter p : room.parameters()) {
      System.arraycopy(theta, from, p.value(), 0, p.size());
      from += p.size();
    }
    room.update();
    return room;
  }

  private static float[] gradients(SpectralRoom room) {
    float[] all = new float[0];
    for (Parameter p : room.parameters()) {
      int before = all.length;
      all = Arrays.copyOf(all, before + p.size());
      System.arraycopy(p.gradient(), 0, all, before, p.size());
    }
    return all;
  }

  /** Bins in two pieces, the second one first: they do not know of each other. */
  private static float[][] forward(SpectralRoom room, float[][] s, int split) {
    float[][] r = new float[s.length][BINS];
    float[][] v = new float[s.length][BINS];
    room.forward(s, r, v, split, BINS);
    room.forward(s, r, v, 0, split);
    return v;
  }

  private static float[][] adjoint(SpectralRoom room, float[][] s, float[][] target) {
    float[][] r = new float[FRAMES][BINS];
    float[][] g = new float[FRAMES][BINS];
    room.forward(s, r, g, 0, BINS);
    for (int t = 0; t < FRAMES; t++) {
      for (int f = 0; f < BINS; f++) {
        g[t][f] -= target[t][f];
      }
    }
    float[][] gs = new float[FRAMES][BINS];
    room.adjoint(g, s, r, gs, 30, BINS);
    room.adjoint(g, s, r, gs, 0, 30);
    return gs;
  }

  private static double loss(float[][] v, float[][] target) {
    double sum = 0;
    for (int t = 0; t < FRAMES; t++) {
      for (int f = 0; f < BINS; f++) {
        sum += Math.pow((double) v[t][f] - target[t][f], 2) / 2;
      }
    }
    return sum;
  }

  private static float[][] rows(float[] x) {
    float[][] rows = new float[FRAMES][];
    for (int t = 0; t < FRAMES; t++) {
      rows[t] = Arrays.copyOfRange(x, t * BINS, (t + 1) * BINS);
    }
    return rows;
  }

  private static float[] column(float[][] v, int f) {
    float[] column = new float[v.length];
    for (int t = 0; t < column.length; t++) {
      column[t] = v[t][f];
    }
    return column;
  }

  private static float[][] powers(int frames, long seed) {
    float[][] s = new float[frames][];
    for (int t = 0; t < frames; t++) {
      s[t] = SeededNoise.gaussian(BINS, 100 * seed + t);
      for (int f = 0; f < BINS; f++) {
        s[t][f] = 0.01f + s[t][f] * s[t][f];
      }
    }
    return s;
  }
}
