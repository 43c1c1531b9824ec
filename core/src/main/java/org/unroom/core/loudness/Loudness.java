package org.unroom.core.loudness;

import java.util.Arrays;
import org.unroom.core.audio.AudioSink;

/**
 * Integrated loudness after ITU-R BS.1770-4, Annex 1, of sound taken block by block: with z_c the
 * channels after {@link KWeighting}, G_c their weights and j blocks of 400 ms that begin every 100
 * ms,
 *
 * <pre>
 *   E_j = sum_c G_c mean(z_c^2 over block j),   l_j = -0.691 + 10 log10 E_j      (eq. 4)
 *   L   = -0.691 + 10 log10 mean(E_j over { j: l_j &gt; -70 and l_j &gt; G })          (eq. 7)
 *   G   = -0.691 + 10 log10 mean(E_j over { j: l_j &gt; -70 }) - 10                  (eq. 6)
 * </pre>
 *
 * in LUFS. An unfinished last block does not count; sound shorter than 400 ms, or all below −70
 * LUFS, has no loudness (−∞).
 */
public final class Loudness implements AudioSink {
  private static final double OFFSET_DB = -0.691;
  private static final double ABSOLUTE_GATE_LUFS = -70;
  private static final double RELATIVE_GATE_LU = -10;
  private static final int STEPS_A_SECOND = 10;
  private static final int STEPS_A_BLOCK = 4;

  private final int sampleRateHz;
  private final double[] weights;
  private final KWeighting[] filters;
  private double[] steps = new double[1024];
  private int stepCount;
  private long position;
  private double energy;

  /**
   * A meter of one sound.
   *
   * @param sampleRateHz samples per second
   * @param weights G of every channel: 1 in front, 1.41 at the sides, 0 for low-frequency effects
   */
  public Loudness(int sampleRateHz, double... weights) {
    this.sampleRateHz = sampleRateHz;
    this.weights = weights.clone();
    this.filters = new KWeighting[weights.length];
    Arrays.setAll(filters, c -> new KWeighting(sampleRateHz));
  }

  @Override
  public void write(float[][] samples, int from, int count) {
    for (int n = from; n < from + count; n++) {
      for (int c = 0; c < filters.length; c++) {
        if (weights[c] > 0) {
          double z = filters[c].next(samples[c][n]);
          energy += weights[c] * z * z;
        }
      }
      if (++position == boundary(stepCount + 1)) {
        endStep();
      }
    }
  }

  /** First sample behind step k, a tenth of a second each, whole samples or not. */
  private long boundary(long k) {
    return (k * sampleRateHz + STEPS_A_SECOND / 2) / STEPS_A_SECOND;
  }

  private void endStep() {
    if (stepCount == steps.length) {
      steps = Arrays.copyOf(steps, 2 * stepCount);
    }
    steps[stepCount++] = energy;
    energy = 0;
  }

  /** Integrated loudness of what was taken so far, in LUFS; −∞ where there is none. */
  public double integratedLufs() {
    double ungated = meanAbove(ABSOLUTE_GATE_LUFS);
    return lufs(meanAbove(Math.max(ABSOLUTE_GATE_LUFS, lufs(ungated) + RELATIVE_GATE_LU)));
  }

  /** Mean energy of the blocks louder than {@code gateLufs}; 0 where there are none. */
  private double meanAbove(double gateLufs) {
    double sum = 0;
    int blocks = 0;
    for (int k = STEPS_A_BLOCK; k <= stepCount; k++) {
      double block = 0;
      for (int i = k - STEPS_A_BLOCK; i < k; i++) {
        block += steps[i];
      }
      block /= boundary(k) - boundary(k - STEPS_A_BLOCK);
      if (lufs(block) > gateLufs) {
        sum += block;
        blocks++;
      }
    }
    return blocks == 0 ? 0 : sum / blocks;
  }

  private static double lufs(double energy) {
    return OFFSET_DB + 10 * Math.log10(energy);
  }
}
