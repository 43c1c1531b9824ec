package org.unroom.core.loss;

import java.util.List;

/**
 * What a {@link SpectralLoss} compares, and how much each counts. A term of weight 0 costs nothing.
 *
 * @param sizesAt16Khz frame lengths N at 16 kHz, which are scaled with the sample rate
 * @param overlap share of a frame that the next one overlaps, below 1
 * @param distance of two spectra
 * @param magnitude weight of the magnitudes S
 * @param logMagnitude weight of {@code ln(S + logFloor)}
 * @param deltaTime weight of S[t + 1] - S[t]
 * @param deltaFrequency weight of S[f + 1] - S[f]
 * @param cumulativeFrequency weight of sum over g &lt;= f of S[g]
 * @param loudness weight of the A-weighted loudness, {@code mean |L - L'|} in dB
 * @param logFloor magnitude below which differences do not count, above 0; a full-scale sine has
 *     magnitude N/4
 */
public record SpectralLossSettings(
    List<Integer> sizesAt16Khz,
    double overlap,
    SpectralDistance distance,
    double magnitude,
    double logMagnitude,
    double deltaTime,
    double deltaFrequency,
    double cumulativeFrequency,
    double loudness,
    double logFloor) {
  private static final List<Integer> SIZES = List.of(2048, 1024, 512, 256, 128, 64);
  private static final double OVERLAP = 0.75;
  private static final double SMALL_FLOOR = 1e-5;
  private static final double REFERENCE_RATE_HZ = 16_000;
  private static final int SMALLEST_SIZE = 8;

  /** Checks the ranges. */
  public SpectralLossSettings {
    sizesAt16Khz = List.copyOf(sizesAt16Khz);
    if (sizesAt16Khz.isEmpty() || sizesAt16Khz.stream().anyMatch(n -> n < SMALLEST_SIZE)) {
      throw new IllegalArgumentException(
          "sizesAt16Khz=%s must be frame lengths of at least %d, at least one"
              .formatted(sizesAt16Khz, SMALLEST_SIZE));
    }
    if (!(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException("overlap=%s must be 0..1, below 1".formatted(overlap));
    }
    if (!(logFloor > 0)) {
      throw new IllegalArgumentException(
          "logFloor=%s must be above 0; 1e-5 is the reference's".formatted(logFloor));
    }
    double smallest =
        Math.min(
            Math.min(Math.min(magnitude, logMagnitude), Math.min(deltaTime, deltaFrequency)),
            Math.min(cumulativeFrequency, loudness));
    if (!(smallest >= 0)) {
      throw new IllegalArgumentException(
          "a weight is %s; weights must be at least 0".formatted(smallest));
    }
  }

  /**
   * Six sizes from 2048 to 64 at 16 kHz, L1 on magnitude and log magnitude: what the reference
   * library trains autoencoders with (J. Engel et al. 2020, sec. 4.2.1).
   */
  public static SpectralLossSettings standard() {
    return new SpectralLossSettings(
        SIZES, OVERLAP, SpectralDistance.L1, 1, 1, 0, 0, 0, 0, SMALL_FLOOR);
  }

  /** The same with another floor of the logarithm. */
  public SpectralLossSettings withLogFloor(double floor) {
    return new SpectralLossSettings(
        sizesAt16Khz,
        overlap,
        distance,
        magnitude,
        logMagnitude,
        deltaTime,
        deltaFrequency,
        cumulativeFrequency,
        loudness,
        floor);
  }

  /**
   * Frame lengths at a sample rate: scaled by rate / 16 kHz, rounded on the logarithmic scale to a
   * power of two or 1.5 times one (32 kHz: 4096 … 128, 44.1 and 48 kHz: 6144 … 192).
   */
  public List<Integer> sizes(int sampleRateHz) {
    double ratio = sampleRateHz / REFERENCE_RATE_HZ;
    return sizesAt16Khz.stream().map(n -> nearestLength(n * ratio)).distinct().toList();
  }

  private static int nearestLength(double n) {
    double octave = Math.log(n) / Math.log(2);
    int below = (int) Math.floor(octave);
    double[] candidates = {below, below + Math.log(1.5) / Math.log(2), below + 1};
    double best = candidates[0];
    for (double c : candidates) {
      best = Math.abs(c - octave) < Math.abs(best - octave) ? c : best;
    }
    return Math.max(SMALLEST_SIZE, (int) Math.round(Math.pow(2, best)));
  }
}
