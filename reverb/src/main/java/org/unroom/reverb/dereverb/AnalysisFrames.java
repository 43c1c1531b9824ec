package org.unroom.reverb.dereverb;

import org.unroom.core.dsp.Padding;
import org.unroom.core.dsp.Stft;

/**
 * Frames of about 64 ms every 16 ms, whatever the sample rate: 1024 and 256 samples times the power
 * of two that is nearest to rate / 16 kHz. They last 43 to 93 ms.
 *
 * @param nFft frame length in samples
 * @param hop samples from frame to frame
 * @param sampleRateHz samples per second
 */
public record AnalysisFrames(int nFft, int hop, int sampleRateHz) {
  private static final double REFERENCE_RATE_HZ = 16000;
  private static final int REFERENCE_LENGTH = 1024;
  private static final int SMALLEST_LENGTH = 16;
  private static final int FRAMES_PER_LENGTH = 4;

  /** Frames for a sample rate. */
  public static AnalysisFrames forRate(int sampleRateHz) {
    double octaves = Math.log(sampleRateHz / REFERENCE_RATE_HZ) / Math.log(2);
    int length = (int) Math.scalb(REFERENCE_LENGTH, (int) Math.rint(octaves));
    int nFft = Math.max(SMALLEST_LENGTH, length);
    return new AnalysisFrames(nFft, nFft / FRAMES_PER_LENGTH, sampleRateHz);
  }

  /** Frames of half the length, twice as often. */
  public AnalysisFrames halved() {
    return new AnalysisFrames(nFft / 2, hop / 2, sampleRateHz);
  }

  /** The transform for these frames; every sample is covered and can be restored. */
  public Stft stft() {
    return new Stft(nFft, hop, Padding.FULL);
  }

  /** Seconds from frame to frame. */
  public double hopSeconds() {
    return hop / (double) sampleRateHz;
  }

  /** Hertz from bin to bin. */
  public double binHz() {
    return sampleRateHz / (double) nFft;
  }

  /** The number of frames that last about {@code seconds}, at least 1. */
  public int framesIn(double seconds) {
    return Math.max(1, (int) Math.round(seconds / hopSeconds()));
  }
}
