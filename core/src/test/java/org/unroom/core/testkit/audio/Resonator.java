package org.unroom.core.testkit.audio;

/**
 * A two-pole resonator for colouring noise,
 *
 * <pre>
 *   y[n] = (1 - r) x[n] + 2 r cos(2 pi f / fs) y[n-1] - r^2 y[n-2],   r = exp(-pi bandwidth / fs)
 * </pre>
 *
 * Source: J. O. Smith, "Introduction to Digital Filters", 2007, sec. B.1.3.
 */
final class Resonator {
  private final double gain;
  private final double a1;
  private final double a2;
  private double y1;
  private double y2;

  Resonator(double hz, double bandwidthHz, int sampleRateHz) {
    double r = Math.exp(-Math.PI * bandwidthHz / sampleRateHz);
    this.gain = 1 - r;
    this.a1 = 2 * r * Math.cos(2 * Math.PI * hz / sampleRateHz);
    this.a2 = -r * r;
  }

  /** The next sample. */
  double next(double x) {
    double y = gain * x + a1 * y1 + a2 * y2;
    y2 = y1;
    y1 = y;
    return y;
  }
}
