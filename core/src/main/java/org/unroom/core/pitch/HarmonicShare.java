package org.unroom.core.pitch;

/**
 * The share of a frame's power that lies within two bins (a Hann window's main lobe) of the
 * harmonics of f0, less what noise would put there,
 *
 * <pre>
 *   share = ( on / all - c ) / ( 1 - c ),    c = bins on harmonics / bins
 * </pre>
 *
 * clipped to 0..1, from f0 / 2 on; 0 for frames more than 60 dB below the loudest.
 */
final class HarmonicShare {
  private static final double LOBE_BINS = 2;
  private static final double AUDIBLE = 1e-6;

  private final double binHz;
  private final float[][] power;
  private final double quietest;

  /** Of frames {@code power[t][f]}. */
  HarmonicShare(double binHz, float[][] power) {
    this.binHz = binHz;
    this.power = power;
    double loudest = 0;
    for (float[] frame : power) {
      loudest = Math.max(loudest, sum(frame));
    }
    this.quietest = AUDIBLE * loudest;
  }

  /** The share of frame t. */
  double of(int t, double f0Hz) {
    if (!(sum(power[t]) > quietest)) {
      return 0;
    }
    double step = f0Hz / binHz;
    double on = 0;
    double all = 0;
    int binsOn = 0;
    int bins = 0;
    for (int f = (int) Math.ceil(step / 2); f < power[t].length; f++) {
      boolean isOn = Math.abs(f - step * Math.max(1, Math.rint(f / step))) <= LOBE_BINS;
      on += isOn ? power[t][f] : 0;
      all += power[t][f];
      binsOn += isOn ? 1 : 0;
      bins++;
    }
    double chance = binsOn / (double) bins;
    return all > 0 && chance < 1 ? Math.min(1, Math.max(0, (on / all - chance) / (1 - chance))) : 0;
  }

  private static double sum(float[] row) {
    double sum = 0;
    for (float v : row) {
      sum += v;
    }
    return sum;
  }
}
