package org.unroom.core.repair;

/**
 * How much of each bin to keep, so that what stays is nearest to the sound with its noise turned
 * down, S + d N, d the depth. Of that the least-squares estimate is d Y + (1 - d) G Y with Wiener's
 * gain G = x / (1 + x), x the a-priori ratio of sound to noise. x is found in two rounds. The first
 * is decision-directed (Y. Ephraim, D. Malah, IEEE Trans. ASSP 32 (6), 1984, eq. 51) with a second
 * step that makes up for its being a frame late (C. Plapous, C. Marro, P. Scalart, IEEE Trans.
 * Audio Speech Lang. Process. 14 (6), 2006, eq. 13),
 *
 * <pre>
 *   g   = |Y|^2 / s
 *   x1  = c |A before|^2 / s + (1 - c) max(g - 1, 0),   x2 = G(x1)^2 g,   A = G(x2) Y
 * </pre>
 *
 * the second means |A|^2 over the bins beside it, the frame before and the one after: a sound lasts
 * and has width, a bin in which noise flares up has not (compare I. Cohen, "Speech enhancement
 * using a noncausal a priori SNR estimator", IEEE Signal Process. Lett. 11 (9), 2004),
 *
 * <pre>
 *   x[t][f] = 1.5 sum of w |A|^2 / (s sum of w),   w = 1, times 1/2 a frame and 1/4 a bin away
 * </pre>
 *
 * where 1.5 makes up for what two gains below 1 have taken from |A|^2.
 */
final class SmoothedWiener {
  private static final double PAPER_HOP_SECONDS = 0.008;
  private static final double PAPER_SMOOTHING = 0.98;
  private static final double FRAME_AWAY = 0.5;
  private static final double BIN_AWAY = 0.25;
  private static final double TAKEN = 1.5;

  /** −25 dB, the least ratio: below it, chance alone sets it (O. Cappé, 1994). */
  private static final double LEAST_RATIO = 0.00316;

  private static final double MOST = 1e6;

  private final double smoothing;
  private final double depth;
  private final double[][] sound;
  private final float[] noiseNow;
  private final float[] noiseNext;

  /**
   * For one channel.
   *
   * @param bins number of bins
   * @param depth factor of the noise that stays, evenly, 0..1
   * @param hopSeconds time between frames
   */
  SmoothedWiener(int bins, double depth, double hopSeconds) {
    this.depth = depth;
    this.sound = new double[3][bins];
    this.noiseNow = new float[bins];
    this.noiseNext = new float[bins];
    this.smoothing = Math.pow(PAPER_SMOOTHING, hopSeconds / PAPER_HOP_SECONDS);
  }

  /** First round, for the frame that comes next, from its power and the noise's. */
  void hear(float[] power, float[] noise) {
    double[] oldest = sound[0];
    sound[0] = sound[1];
    sound[1] = sound[2];
    sound[2] = oldest;
    System.arraycopy(noiseNext, 0, noiseNow, 0, noiseNow.length);
    System.arraycopy(noise, 0, noiseNext, 0, noise.length);
    for (int f = 0; f < power.length; f++) {
      double s = Math.max(noise[f], Float.MIN_NORMAL);
      double post = Math.min(power[f] / s, MOST);
      double decided = smoothing * sound[1][f] / s + (1 - smoothing) * Math.max(post - 1, 0);
      double first = wiener(decided);
      double second = wiener(first * first * post);
      sound[2][f] = second * second * power[f];
    }
  }

  /** Second round: gains of the frame before the one heard last. */
  void gains(float[] gain) {
    int last = gain.length - 1;
    for (int f = 0; f <= last; f++) {
      double below = inTime(Math.max(0, f - 1));
      double above = inTime(Math.min(last, f + 1));
      double mean = (inTime(f) + BIN_AWAY * (below + above)) / (1 + 2 * BIN_AWAY);
      double ratio = TAKEN * mean / Math.max(noiseNow[f], Float.MIN_NORMAL);
      gain[f] = (float) (depth + (1 - depth) * wiener(ratio));
    }
  }

  private double inTime(int f) {
    return (sound[1][f] + FRAME_AWAY * (sound[0][f] + sound[2][f])) / (1 + 2 * FRAME_AWAY);
  }

  private static double wiener(double ratio) {
    double x = Math.max(LEAST_RATIO, Math.min(ratio, MOST));
    return x / (1 + x);
  }
}
