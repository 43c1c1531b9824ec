package org.unroom.reverb.dereverb;

import java.util.List;
import org.unroom.core.audio.AudioWindow;

/**
 * How long the windows are that a recording is treated in: a minute, or as long as the spectrograms
 * of all channels take bounded memory; two seconds each side give the prediction its past and the
 * fit its frames at the edges.
 */
final class TreatmentWindows {
  private static final double LONGEST_SECONDS = 60;
  private static final double SHORTEST_SECONDS = 8;
  private static final double CONTEXT_SECONDS = 2;
  private static final double FADE_SECONDS = 1;

  /** Spectrogram cells of all channels in one window; eight bytes each, some six such at a time. */
  private static final double MOST_CELLS = 12e6;

  private TreatmentWindows() {}

  /** Windows of equal length over a recording: one if it is short. */
  static List<AudioWindow> over(long length, int sampleRateHz, int channels) {
    return between(List.of(0L, length), sampleRateHz, channels);
  }

  /** Windows of equal length between seams, which rise from 0 to the recording's length. */
  static List<AudioWindow> between(List<Long> seams, int sampleRateHz, int channels) {
    // frames of N every N/4 samples have 2 bins a sample
    double affordable = MOST_CELLS / (2.0 * sampleRateHz * channels);
    double seconds = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, affordable));
    return AudioWindow.between(
        seams,
        (long) (seconds * sampleRateHz),
        Math.round(CONTEXT_SECONDS * sampleRateHz),
        fadeSamples(sampleRateHz));
  }

  /** Samples over which one window is faded into the next. */
  static int fadeSamples(int sampleRateHz) {
    return (int) Math.round(FADE_SECONDS * sampleRateHz);
  }
}
