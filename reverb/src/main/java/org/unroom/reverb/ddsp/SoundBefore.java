package org.unroom.reverb.ddsp;

import org.unroom.core.audio.Audio;

/**
 * The end of one synthesized stretch, where the next takes over: the phase that the next must have,
 * and the level that it starts from. What the windows' fits disagree on, how much of the sound is
 * direct, is made up for at the seam and fades over two seconds.
 *
 * @param seam sample of the recording where one takes over from the other
 * @param cycles phase of the fundamental there
 * @param energy of each channel around the seam
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SoundBefore(long seam, double cycles, double[] energy) {
  private static final double AROUND_SECONDS = 0.25;
  private static final double LEVEL_SECONDS = 2;

  /** Beyond a factor of two it is another sound, not another level. */
  private static final double MOST_GAIN = 2;

  /**
   * Looks at a stretch.
   *
   * @param stretch synthesized
   * @param start sample of the recording that it starts at
   */
  static SoundBefore of(Audio stretch, long start, long seam, double cycles) {
    double[] energy = new double[stretch.channelCount()];
    for (int c = 0; c < energy.length; c++) {
      energy[c] = energy(stretch, c, (int) (seam - start));
    }
    return new SoundBefore(seam, cycles, energy);
  }

  private static double energy(Audio stretch, int channel, int at) {
    int around = (int) (AROUND_SECONDS * stretch.sampleRateHz());
    float[] x = stretch.channel(channel);
    double sum = 0;
    for (int n = Math.max(0, at - around); n < Math.min(x.length, at + around); n++) {
      sum += (double) x[n] * x[n];
    }
    return sum;
  }

  /** The phase, for a fit of the stretch that starts at this sample of the recording. */
  PhaseSeam seam(long start, int sampleRateHz) {
    return new PhaseSeam((seam - start) / (double) sampleRateHz, cycles);
  }

  /** Brings the next stretch to the level at the seam, and from there to its own. */
  void leadInto(Audio next, long start) {
    int at = (int) (seam - start);
    double span = LEVEL_SECONDS * next.sampleRateHz();
    for (int c = 0; c < energy.length; c++) {
      double own = energy(next, c, at);
      if (!(own > 0) || !(energy[c] > 0)) {
        continue;
      }
      double gain = Math.sqrt(energy[c] / own);
      double most = Math.log(Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, gain)));
      float[] x = next.channel(c);
      for (int n = 0; n < Math.min(x.length, at + span); n++) {
        x[n] *= (float) Math.exp(most * Math.min(1, 1 - (n - at) / span));
      }
    }
  }
}
