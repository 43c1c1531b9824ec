package org.unroom.core.repair;

/**
 * The power spectrum of noise under speech or music, frame by frame, unbiased by their presence: T.
 * Gerkmann, R. C. Hendriks, "Unbiased MMSE-based noise power estimation with low complexity and low
 * tracking delay", IEEE Trans. Audio Speech Lang. Process. 20 (4), 2012, eq. 18, 22 and 23. With
 * the signal 15 dB above the noise where it is present,
 *
 * <pre>
 *   P = 1 / (1 + (1 + q) exp(-|Y|^2 / s * q / (1 + q))),   q = 10^1.5
 *   s = a s + (1 - a) ((1 - P) |Y|^2 + P s)
 * </pre>
 *
 * The paper's constants are for frames 16 ms apart; here they are time constants.
 */
final class NoiseTracker {
  private static final double PRIOR_SNR = Math.pow(10, 1.5);
  private static final double PAPER_HOP_SECONDS = 0.016;
  private static final double PAPER_SMOOTHING = 0.8;
  private static final double PAPER_PRESENCE_SMOOTHING = 0.9;
  private static final double STUCK = 0.99;

  private final double smoothing;
  private final double presenceSmoothing;
  private final float[] noise;
  private final double[] presence;

  /**
   * A tracker for one channel.
   *
   * @param start first estimate of the noise power, bin by bin; not changed
   * @param hopSeconds time between frames
   */
  NoiseTracker(float[] start, double hopSeconds) {
    this.noise = start.clone();
    this.presence = new double[start.length];
    this.smoothing = Math.pow(PAPER_SMOOTHING, hopSeconds / PAPER_HOP_SECONDS);
    this.presenceSmoothing = Math.pow(PAPER_PRESENCE_SMOOTHING, hopSeconds / PAPER_HOP_SECONDS);
  }

  /** Takes the next frame's power and returns the noise power, this object's own array. */
  float[] next(float[] power) {
    for (int f = 0; f < noise.length; f++) {
      double s = Math.max(noise[f], Float.MIN_NORMAL);
      double ratio = Math.min(power[f] / s, 200);
      double p = 1 / (1 + (1 + PRIOR_SNR) * Math.exp(-ratio * PRIOR_SNR / (1 + PRIOR_SNR)));
      presence[f] = presenceSmoothing * presence[f] + (1 - presenceSmoothing) * p;
      double certain = presence[f] > STUCK ? Math.min(p, STUCK) : p;
      double estimate = (1 - certain) * power[f] + certain * s;
      noise[f] = (float) (smoothing * s + (1 - smoothing) * estimate);
    }
    return noise;
  }
}
