package org.unroom.core.audio;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Works through a sound window by window and stitches the results. With x the sound, y_i the result
 * of window i and w_i a weight that rises over the samples that it shares with the window before
 * and falls over those that it shares with the next,
 *
 * <pre>
 *   out[n] = x[n] + sum over i of w_i[n] (y_i[n] - x[n]),    w_i[n] + w_(i+1)[n] = 1 where both are
 * </pre>
 *
 * so that what no window changes comes out as it is, bit by bit, and a change that two windows
 * agree on has no seam. Memory is that of one window.
 */
public final class WindowStitcher {
  private final List<AudioWindow> windows;

  /**
   * A stitcher of these windows.
   *
   * @param windows in their order, from the first sample to the last; each begins where the one
   *     before ends, or before that, and no three share a sample
   */
  public WindowStitcher(List<AudioWindow> windows) {
    for (int i = 1; i < windows.size(); i++) {
      long shared = windows.get(i - 1).to() - windows.get(i).from();
      long before = i == 1 ? 0 : windows.get(i - 2).to();
      if (shared < 0 || windows.get(i).from() < before) {
        throw new IllegalArgumentException(
            "window %d (%s) must begin within the one before (%s) and behind those before that"
                .formatted(i, windows.get(i), windows.get(i - 1)));
      }
    }
    this.windows = List.copyOf(windows);
  }

  /** What is done with one window. */
  @FunctionalInterface
  public interface Work {
    /**
     * Changes the sound of window {@code index}, context included.
     *
     * @param stretch not changed
     * @return as many samples of as many channels, or nothing where it stays as it is
     */
    Optional<Audio> on(int index, Audio stretch) throws IOException;
  }

  /** Has every window of {@code sound} changed and writes the whole to {@code out}. */
  public void run(AudioSource sound, Work work, AudioSink out) throws IOException {
    float[][] shared = new float[sound.channelCount()][0];
    for (int i = 0; i < windows.size(); i++) {
      AudioWindow window = windows.get(i);
      Audio stretch = sound.slice(window.contextFrom(), window.contextTo());
      Optional<Audio> changed = work.on(i, stretch);
      int lead = (int) (window.from() - window.contextFrom());
      int count = (int) (window.to() - window.from());
      boolean last = i + 1 == windows.size();
      int done = last ? count : (int) (windows.get(i + 1).from() - window.from());
      Audio kept = stretch.slice(lead, lead + count);
      for (int c = 0; c < shared.length; c++) {
        float[] y = kept.channel(c);
        System.arraycopy(shared[c], 0, y, 0, shared[c].length);
        if (changed.isPresent()) {
          int fadeIn = shared[c].length;
          int fadeOut = count - done;
          fade(stretch.channel(c), changed.get().channel(c), lead, fadeIn, fadeOut, y);
        }
      }
      float[][] samples = new float[shared.length][];
      for (int c = 0; c < shared.length; c++) {
        samples[c] = kept.channel(c);
      }
      out.write(samples, 0, done);
      shared = channels(kept.slice(done, count));
    }
  }

  private static float[][] channels(Audio audio) {
    float[][] channels = new float[audio.channelCount()][];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = audio.channel(c);
    }
    return channels;
  }

  /** Adds the change {@code y - x}, weighted, to what the window before left in {@code out}. */
  private static void fade(float[] x, float[] y, int lead, int fadeIn, int fadeOut, float[] out) {
    for (int n = 0; n < out.length; n++) {
      float in = n < fadeIn ? (n + 0.5f) / fadeIn : 1;
      float away = n >= out.length - fadeOut ? (out.length - n - 0.5f) / fadeOut : 1;
      float weight = Math.min(in, away);
      float value = y[lead + n];
      out[n] = weight == 1 ? value : out[n] + weight * (value - x[lead + n]);
    }
  }
}
