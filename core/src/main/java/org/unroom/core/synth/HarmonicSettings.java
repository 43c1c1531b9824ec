package org.unroom.core.synth;

/**
 * What a {@link Harmonic} is made for.
 *
 * @param sampleRateHz samples per second, at least 1
 * @param samples length of the signal, at least 1
 * @param hop samples from one control frame to the next, at least 1; 64 = 4 ms at 16 kHz
 * @param upsampling of the amplitudes between frames
 * @param scale of amplitude and distribution
 */
public record HarmonicSettings(
    int sampleRateHz, int samples, int hop, Upsampling upsampling, ControlScale scale) {
  /** Checks the ranges. */
  public HarmonicSettings {
    if (sampleRateHz < 1 || samples < 1 || hop < 1) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d, samples=%d and hop=%d must all be at least 1"
              .formatted(sampleRateHz, samples, hop));
    }
  }

  /** The reference's choice: Hann windows and the exp-sigmoid. */
  public static HarmonicSettings standard(int sampleRateHz, int samples, int hop) {
    return new HarmonicSettings(
        sampleRateHz, samples, hop, Upsampling.HANN, ControlScale.EXP_SIGMOID);
  }
}
