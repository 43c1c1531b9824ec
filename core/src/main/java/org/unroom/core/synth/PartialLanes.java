package org.unroom.core.synth;

/**
 * The partials of a {@link HarmonicBank} at one sample of many hops, one after the other by complex
 * rotation,
 *
 * <pre>
 *   s_1 = sin(2 pi phi), c_1 = cos(2 pi phi),   (s, c) &lt;- (s c_1 + c s_1, c c_1 - s s_1)
 * </pre>
 *
 * within 1e-5 at the 100th partial; Chebyshev's recurrence is cheaper but loses k^2 of single
 * precision. Loops run over the hops, so that the JVM makes vector code of them.
 */
final class PartialLanes {
  private final double[] cycles;
  private final float[] s;
  private final float[] c;
  private final float[] s1;
  private final float[] c1;

  PartialLanes(int lanes) {
    this.cycles = new double[lanes];
    this.s = new float[lanes];
    this.c = new float[lanes];
    this.s1 = new float[lanes];
    this.c1 = new float[lanes];
  }

  /** The first partial at sample r of the hops from {@code first} on. */
  void start(PitchPhase phase, float[] f0Hz, int first, int r) {
    phase.at(f0Hz, first, r, cycles);
    SineCosine.of(cycles, s1, c1);
    System.arraycopy(s1, 0, s, 0, s.length);
    System.arraycopy(c1, 0, c, 0, c.length);
  }

  /** Adds the present partial at amplitudes a + ramp d to y, and goes on to the next. */
  void addPartial(float[] y, float[] a, float[] d, float ramp) {
    addPartial(y, a, d, ramp, s, c, s1, c1);
  }

  /** Adds the slope of the present, k-th partial, over its phase in cycles and over 2 pi, to p. */
  void addSlope(float[] p, float[] a, float[] d, float ramp, float k) {
    addSlope(p, a, d, ramp, k, c);
  }

  /** Adds the products of g and the present partial to the gradients, and goes on to the next. */
  void addProducts(float[] ga, float[] gd, float[] g, float ramp) {
    addProducts(ga, gd, g, ramp, s, c, s1, c1);
  }

  private static void addPartial(
      float[] y, float[] a, float[] d, float ramp, float[] s, float[] c, float[] s1, float[] c1) {
    for (int j = 0; j < y.length; j++) {
      float sine = s[j];
      float cosine = c[j];
      y[j] += (a[j] + ramp * d[j]) * sine;
      s[j] = sine * c1[j] + cosine * s1[j];
      c[j] = cosine * c1[j] - sine * s1[j];
    }
  }

  private static void rotate(float[] s, float[] c, float[] s1, float[] c1) {
    for (int j = 0; j < s.length; j++) {
      float sine = s[j];
      float cosine = c[j];
      s[j] = sine * c1[j] + cosine * s1[j];
      c[j] = cosine * c1[j] - sine * s1[j];
    }
  }

  private static void addProducts(
      float[] ga, float[] gd, float[] g, float ramp, float[] s, float[] c, float[] s1, float[] c1) {
    for (int j = 0; j < g.length; j++) {
      float product = g[j] * s[j];
      ga[j] += product;
      gd[j] += ramp * product;
    }
    rotate(s, c, s1, c1);
  }

  private static void addSlope(float[] p, float[] a, float[] d, float ramp, float k, float[] c) {
    for (int j = 0; j < p.length; j++) {
      p[j] += k * (a[j] + ramp * d[j]) * c[j];
    }
  }
}
