package org.unroom.reverb.model;

/**
 * How {@link ConvolutiveNmf} runs.
 *
 * @param templates K, spectra of the dry sound, at least 1; few of them cannot follow the mixtures
 *     that a room makes
 * @param responseFrames L, length of the room's response in frames, at least 1
 * @param startUpdates without the room, at least 0
 * @param updates with the room, at least 0
 */
public record NmfSettings(int templates, int responseFrames, int startUpdates, int updates) {
  /** Ten spectra, 160 ms at hops of 16 ms. */
  public static final NmfSettings SPEECH = new NmfSettings(10, 10, 30, 30);

  /** Checks the ranges. */
  public NmfSettings {
    if (templates < 1 || responseFrames < 1 || startUpdates < 0 || updates < 0) {
      throw new IllegalArgumentException(
          "templates=%d and responseFrames=%d must be at least 1, startUpdates=%d, updates=%d at least 0"
              .formatted(templates, responseFrames, startUpdates, updates));
    }
  }
}
