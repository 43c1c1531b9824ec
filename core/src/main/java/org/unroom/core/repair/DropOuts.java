package org.unroom.core.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds digital drop-outs in one channel: runs of one and the same value, zero or held, of at least
 * 0.5 ms, that break off a sound. Silence is no drop-out: on both sides the millisecond beside the
 * run must be as loud as the 20 ms beside it, less 12 dB, and within 30 dB of the level of the
 * window and above dither, which neither a fade nor a pause between two sounds is; and neither are
 * the flat tops of clipped waves, which lie at the window's extremes.
 */
final class DropOuts {
  private static final double SHORTEST_SECONDS = 0.0005;
  private static final int SHORTEST_SAMPLES = 12;
  private static final double EDGE_SECONDS = 0.001;
  private static final double BESIDE_SECONDS = 0.020;
  private static final double SUDDEN_POWER = 1 / 16.0;
  private static final double AUDIBLE_POWER = 1e-3;

  /** -78 dB of full scale, four steps of 16 bits: dither holds runs of zeros. */
  private static final double SOFTEST_POWER = 16 / (32_768.0 * 32_768.0);

  /** Of a voice the squared median lies up to 10 dB below the power. */
  private static final double MEDIAN_TO_POWER = 0.1;

  private static final double NEAR_EXTREME = 0.98;

  private final int shortest;
  private final int edge;
  private final int beside;

  DropOuts(int sampleRateHz) {
    this.shortest = Math.max(SHORTEST_SAMPLES, (int) (SHORTEST_SECONDS * sampleRateHz));
    this.edge = Math.max(2, (int) (EDGE_SECONDS * sampleRateHz));
    this.beside = Math.max(4, (int) (BESIDE_SECONDS * sampleRateHz));
  }

  /** The drop-outs that lie within x and do not touch its ends, {@code {from, to}} each. */
  List<int[]> in(float[] x) {
    float highest = 0;
    float lowest = 0;
    double energy = 0;
    for (float v : x) {
      highest = Math.max(highest, v);
      lowest = Math.min(lowest, v);
      energy += (double) v * v;
    }
    List<int[]> found = new ArrayList<>();
    for (int from = 0, to; from < x.length; from = to) {
      to = endOfRun(x, from);
      boolean extreme = x[from] > NEAR_EXTREME * highest || x[from] < NEAR_EXTREME * lowest;
      boolean flatTop = x[from] != 0 && extreme;
      if (to - from >= shortest && !flatTop && breaksOff(x, from, to, energy / x.length)) {
        found.add(new int[] {x[from] == 0 ? from : from + 1, to}); // what is held was true once
      }
    }
    return found;
  }

  private static int endOfRun(float[] x, int from) {
    int to = from + 1;
    while (to < x.length && x[to] == x[from]) {
      to++;
    }
    return to;
  }

  private boolean breaksOff(float[] x, int from, int to, double level) {
    return from >= beside
        && to + beside <= x.length
        && sounds(x, from - beside, from, level)
        && sounds(x, to, to + beside, level)
        && loud(power(x, from - edge, from), power(x, from - beside, from), level)
        && loud(power(x, to, to + edge), power(x, to, to + beside), level);
  }

  /** Whether there is sound all the time; a click beside a silence is none. */
  private static boolean sounds(float[] x, int from, int to, double level) {
    float[] sizes = new float[to - from];
    for (int n = from; n < to; n++) {
      sizes[n - from] = Math.abs(x[n]);
    }
    Arrays.sort(sizes);
    double median = sizes[sizes.length / 2];
    return median * median > MEDIAN_TO_POWER * Math.max(SOFTEST_POWER, AUDIBLE_POWER * level);
  }

  private static boolean loud(double edgePower, double besidePower, double level) {
    return edgePower > SUDDEN_POWER * besidePower
        && edgePower > Math.max(SOFTEST_POWER, AUDIBLE_POWER * level);
  }

  private static double power(float[] x, int from, int to) {
    double energy = 0;
    for (int n = from; n < to; n++) {
      energy += (double) x[n] * x[n];
    }
    return energy / (to - from);
  }
}
