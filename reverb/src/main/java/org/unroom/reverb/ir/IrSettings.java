package org.unroom.reverb.ir;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an impulse response is to be like.
 *
 * @param layout of its channels; as many as the recording has without it
 * @param normalization its scale
 * @param keepDirect whether the direct sound stays in; convolution reverbs that mix it in
 *     themselves want it out
 * @param keepPredelay whether what lies before the first sound that is kept stays in: 2 ms before
 *     the direct sound, or the time from the direct sound to the first reflections
 * @param seconds length, where the decay is to be cut
 * @param sampleRateHz rate; the recording's without it
 * @param seed of the noise that tails are made of
 */
public record IrSettings(
    Optional<IrLayout> layout,
    IrNormalization normalization,
    boolean keepDirect,
    boolean keepPredelay,
    OptionalDouble seconds,
    OptionalInt sampleRateHz,
    long seed) {
  private static final double SHORTEST_SECONDS = 0.01;
  private static final double LONGEST_SECONDS = 60;
  private static final int LOWEST_RATE_HZ = 8000;
  private static final int HIGHEST_RATE_HZ = 384_000;

  /** Everything in, at its own scale, length and rate. */
  public static IrSettings natural(long seed) {
    return new IrSettings(
        Optional.empty(),
        IrNormalization.NONE,
        true,
        true,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        seed);
  }

  /** Checks the ranges. */
  public IrSettings {
    double length = seconds.orElse(1);
    if (!(length >= SHORTEST_SECONDS && length <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(
          "seconds=%s must be between %s and %s"
              .formatted(length, SHORTEST_SECONDS, LONGEST_SECONDS));
    }
    int rate = sampleRateHz.orElse(LOWEST_RATE_HZ);
    if (rate < LOWEST_RATE_HZ || rate > HIGHEST_RATE_HZ) {
      throw new IllegalArgumentException(
          "sampleRateHz=%d must be between %d and %d"
              .formatted(rate, LOWEST_RATE_HZ, HIGHEST_RATE_HZ));
    }
  }
}
