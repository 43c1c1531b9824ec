package org.unroom.core.linalg;

import java.util.Arrays;

/**
 * The loops that everything along time is made of, in forms that the JVM runs in lanes: it does so
 * only where all arrays have the same index, so what is shifted is copied first.
 */
public final class Vectors {
  private static final int STRETCH = 256;
  private static final int LANES = 8;

  private Vectors() {}

  /** Adds {@code weight * x[n]} to {@code y[n]}; same length. */
  public static void addScaled(float weight, float[] x, float[] y) {
    for (int n = 0; n < y.length; n++) {
      y[n] += weight * x[n];
    }
  }

  /** Copies {@code x[from + n]}, n = 0..count-1, with zeros where x has nothing. */
  public static void copyRange(float[] x, int from, int count, float[] into) {
    int before = Math.min(count, Math.max(0, -from));
    int inside = Math.max(0, Math.min(count, x.length - from) - before);
    Arrays.fill(into, 0, before, 0f);
    System.arraycopy(x, inside > 0 ? from + before : 0, into, before, inside);
    Arrays.fill(into, before + inside, count, 0f);
  }

  /** Sum of {@code a[n] b[n]}; same length. */
  public static double dot(float[] a, float[] b) {
    return dot(a, 0, b, 0, a.length);
  }

  /**
   * Sum of {@code a[fromA + n] b[fromB + n]} over n = 0..count-1: in single precision and eight
   * lanes over stretches of 256, in double precision over the stretches.
   */
  public static double dot(float[] a, int fromA, float[] b, int fromB, int count) {
    double sum = 0;
    int n = 0;
    for (; n + STRETCH <= count; n += STRETCH) {
      sum += stretch(a, fromA + n, b, fromB + n);
    }
    for (; n < count; n++) {
      sum += a[fromA + n] * b[fromB + n];
    }
    return sum;
  }

  private static float stretch(float[] a, int i, float[] b, int j) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int n = 0; n < STRETCH; n += LANES) {
      s0 += a[i + n] * b[j + n];
      s1 += a[i + n + 1] * b[j + n + 1];
      s2 += a[i + n + 2] * b[j + n + 2];
      s3 += a[i + n + 3] * b[j + n + 3];
      s4 += a[i + n + 4] * b[j + n + 4];
      s5 += a[i + n + 5] * b[j + n + 5];
      s6 += a[i + n + 6] * b[j + n + 6];
      s7 += a[i + n + 7] * b[j + n + 7];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
