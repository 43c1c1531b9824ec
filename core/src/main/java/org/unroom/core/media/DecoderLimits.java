package org.unroom.core.media;

import java.time.Duration;

/**
 * What a decoder in a process apart may take. A machine that is busy with other work makes a
 * decoder slow, not guilty; so the time that counts is the processor's, and the clock's only in the
 * end.
 *
 * @param residentBytes most memory, native and Java's, where the system tells it (Linux)
 * @param busySilence most processor time without a sample or another sign of life
 * @param silence most time by the clock without one
 * @param outputBytes most bytes of samples, as 32-bit floats
 */
public record DecoderLimits(
    long residentBytes, Duration busySilence, Duration silence, long outputBytes) {
  /**
   * 1 GB; 30 s of work, 10 min by the clock; a day of 8 channels at 192 kHz, or three hours of 64.
   */
  public static final DecoderLimits USUAL =
      new DecoderLimits(
          1L << 30,
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          86_400L * 192_000 * 8 * Float.BYTES);

  /** Checks that there is something to take. */
  public DecoderLimits {
    if (residentBytes < 1 || outputBytes < 1) {
      throw new IllegalArgumentException(
          "residentBytes=%d and outputBytes=%d must be above 0"
              .formatted(residentBytes, outputBytes));
    }
    if (busySilence.isNegative() || silence.isNegative()) {
      throw new IllegalArgumentException(
          "busySilence=%s and silence=%s must be at least 0".formatted(busySilence, silence));
    }
  }
}
