package org.unroom.reverb.ddsp;

/**
 * How a {@link DdspModel} is tied, and how long it is fitted. Times stay the same at all sample
 * rates.
 *
 * @param iterations steps of Adam, at least 1
 * @param controlSeconds from one control frame to the next; 4 ms is the reference's
 * @param amplitudeFrames control frames from knot to knot of the loudness: 4 are 16 ms
 * @param distributionFrames the same for the distribution over the partials: 32 are 128 ms
 * @param noiseFrames control frames from one noise filter to the next: 8 are 32 ms
 * @param noiseBands of the noise, on a logarithmic scale, at least 2
 * @param mostHarmonics partials at most, at least 1; 100 reach 8 kHz from 80 Hz on
 * @param longestIrSeconds longest impulse response; never longer than the recording
 * @param earlySeconds until when taps of the response are free
 * @param seed of all noise
 */
public record DdspSettings(
    int iterations,
    double controlSeconds,
    int amplitudeFrames,
    int distributionFrames,
    int noiseFrames,
    int noiseBands,
    int mostHarmonics,
    double longestIrSeconds,
    double earlySeconds,
    long seed) {
  /** Checks the ranges. */
  public DdspSettings {
    if (iterations < 1 || mostHarmonics < 1 || noiseBands < 2) {
      throw new IllegalArgumentException(
          "iterations=%d and mostHarmonics=%d must be at least 1, noiseBands=%d at least 2"
              .formatted(iterations, mostHarmonics, noiseBands));
    }
    if (amplitudeFrames < 1 || distributionFrames < 1 || noiseFrames < 1) {
      throw new IllegalArgumentException(
          "amplitudeFrames=%d, distributionFrames=%d, noiseFrames=%d must be at least 1"
              .formatted(amplitudeFrames, distributionFrames, noiseFrames));
    }
    if (!(controlSeconds > 0 && earlySeconds > 0 && longestIrSeconds > earlySeconds)) {
      throw new IllegalArgumentException(
          "controlSeconds=%s, earlySeconds=%s, longestIrSeconds=%s must be above 0 and the last longer"
              .formatted(controlSeconds, earlySeconds, longestIrSeconds));
    }
  }

  /** For one recording of an instrument or a voice. */
  public static DdspSettings standard(long seed) {
    return new DdspSettings(200, 0.004, 4, 32, 8, 12, 100, 3, 0.05, seed);
  }

  /** The same with another number of steps. */
  public DdspSettings withIterations(int count) {
    return new DdspSettings(
        count,
        controlSeconds,
        amplitudeFrames,
        distributionFrames,
        noiseFrames,
        noiseBands,
        mostHarmonics,
        longestIrSeconds,
        earlySeconds,
        seed);
  }
}
