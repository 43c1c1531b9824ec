package org.unroom.core.dsp;

/** How much silence an {@link Stft} of frame length N puts around a signal before it is framed. */
public enum Padding {
  /**
   * None: frame t covers samples {@code [tH, tH + N)}, what does not fill a frame at the end is
   * left out. For measurements. Without inverse, since the first and last samples are not covered.
   */
  NONE(0, 0),
  /**
   * N zeros before and 2N after: frame t covers samples {@code [tH - N, tH)}, every sample is in as
   * many frames as any other, and the inverse gives back a signal of any length.
   */
  FULL(1, 2);

  private final int framesBefore;
  private final int framesAfter;

  Padding(int framesBefore, int framesAfter) {
    this.framesBefore = framesBefore;
    this.framesAfter = framesAfter;
  }

  /** Zeros before the signal, in samples. */
  int before(int nFft) {
    return framesBefore * nFft;
  }

  /** Frames of a signal of n samples. */
  int frames(int n, int nFft, int hop) {
    long padded = (long) n + (long) (framesBefore + framesAfter) * nFft;
    return padded < nFft ? 0 : Math.toIntExact((padded - nFft) / hop + 1);
  }
}
