package org.unroom.core.repair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/**
 * The levels that a recording is clipped at, by window, channel and polarity, found before anything
 * is repaired.
 */
final class ClipLevels {
  private final List<float[][]> own = new ArrayList<>();
  private final float[][] highest;

  ClipLevels(AudioSource damaged, double contextSeconds, Progress progress) throws IOException {
    highest = new float[damaged.channelCount()][2];
    List<float[][]> peaks = new ArrayList<>();
    new Windows(damaged, contextSeconds)
        .forEach(
            (x, from, count) -> {},
            (x, at, from, to) -> {
              float[][] levels = new float[x.length][];
              float[][] tops = new float[x.length][2];
              for (int c = 0; c < x.length; c++) {
                levels[c] = new float[] {ClipDetector.level(x[c], 1), ClipDetector.level(x[c], -1)};
                for (float v : x[c]) {
                  tops[c][0] = Math.max(tops[c][0], v);
                  tops[c][1] = Math.max(tops[c][1], -v);
                }
                note(highest[c], levels[c]);
              }
              own.add(levels);
              peaks.add(tops);
            },
            progress);
    for (int w = 0; w < own.size(); w++) {
      spread(own.get(w), peaks.get(w));
    }
  }

  private static void note(float[] highest, float[] levels) {
    for (int side = 0; side < 2; side++) {
      if (levels[side] < Float.POSITIVE_INFINITY) {
        highest[side] = Math.max(highest[side], levels[side]);
      }
    }
  }

  /** A window that reaches the highest level found is clipped there, however seldom. */
  private void spread(float[][] levels, float[][] peaks) {
    for (int c = 0; c < levels.length; c++) {
      for (int side = 0; side < 2; side++) {
        boolean open = levels[c][side] == Float.POSITIVE_INFINITY && highest[c][side] > 0;
        if (open && peaks[c][side] >= highest[c][side]) {
          levels[c][side] = highest[c][side];
        }
      }
    }
  }

  float of(int window, int channel, int sign) {
    return own.get(window)[channel][sign > 0 ? 0 : 1];
  }

  boolean none() {
    return highest() == 0;
  }

  /** The highest level of all. */
  float highest() {
    float top = 0;
    for (float[] sides : highest) {
      top = Math.max(top, Math.max(sides[0], sides[1]));
    }
    return top;
  }
}
