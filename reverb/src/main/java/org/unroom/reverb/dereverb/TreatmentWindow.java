package org.unroom.reverb.dereverb;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the stretches that a recording is treated in, so that memory is bounded by the stretch. A
 * window is fitted on {@code [contextFrom, contextTo)}; of its result {@code [from, to)} is kept.
 * Kept parts of neighbours overlap by the fade; there one is faded into the other.
 *
 * @param contextFrom first sample that is fitted
 * @param from first sample that is kept
 * @param to behind the last sample that is kept
 * @param contextTo behind the last sample that is fitted
 */
record TreatmentWindow(int contextFrom, int from, int to, int contextTo) {
  private static final double LONGEST_SECONDS = 60;
  private static final double SHORTEST_SECONDS = 8;
  private static final double CONTEXT_SECONDS = 2;
  private static final double FADE_SECONDS = 1;

  /** Spectrogram cells of all channels in one window; eight bytes each, some six such at a time. */
  private static final double MOST_CELLS = 12e6;

  /** Windows of equal length over a recording: one if it is short. */
  static List<TreatmentWindow> over(int length, int sampleRateHz, int channels) {
    // frames of N every N/4 samples have 2 bins a sample
    double affordable = MOST_CELLS / (2.0 * sampleRateHz * channels);
    double seconds = Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, affordable));
    int count = (int) Math.max(1, Math.ceil(length / (seconds * sampleRateHz)));
    int context = (int) Math.round(CONTEXT_SECONDS * sampleRateHz);
    int fade = fadeSamples(sampleRateHz);
    List<TreatmentWindow> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) length * i / count);
      int to =
          Math.min(length, (int) ((long) length * (i + 1) / count) + (i + 1 < count ? fade : 0));
      windows.add(
          new TreatmentWindow(
              Math.max(0, from - context), from, to, Math.min(length, to + context)));
    }
    return windows;
  }

  /** Samples over which one window is faded into the next. */
  static int fadeSamples(int sampleRateHz) {
    return (int) Math.round(FADE_SECONDS * sampleRateHz);
  }
}
