package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.audio.AudioWindow;
import org.unroom.core.audio.SoundingAudio;

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
  private static final double GAP_SECONDS = 0.25;

  /** Spectrogram cells of all channels in one window; eight bytes each, some six such at a time. */
  private static final double MOST_CELLS = 12e6;

  private static final int MOST_HEARD = 6;

  private TreatmentWindows() {}

  /**
   * The recording as fits hear it, without gaps of digital silence: a reverberation that an editor
   * or a gate cut off would be a proof of a room that dies at once.
   */
  static SoundingAudio sounding(AudioSource recording) throws IOException {
    return SoundingAudio.of(recording, Math.round(GAP_SECONDS * recording.sampleRateHz()));
  }

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

  /**
   * The windows, of so many, that a room is heard in: all, or {@value #MOST_HEARD} spread evenly.
   */
  static List<Integer> heard(int windows) {
    int heard = Math.min(MOST_HEARD, windows);
    return IntStream.range(0, heard).mapToObj(i -> (2 * i + 1) * windows / (2 * heard)).toList();
  }

  /** Samples over which one window is faded into the next. */
  static int fadeSamples(int sampleRateHz) {
    return (int) Math.round(FADE_SECONDS * sampleRateHz);
  }
}
