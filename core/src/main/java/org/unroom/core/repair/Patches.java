package org.unroom.core.repair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;

/** New samples for stretches of a recording, which passes through bit by bit between them. */
final class Patches {
  private final List<TreeMap<Long, float[]>> byStart = new ArrayList<>();

  Patches(int channels) {
    for (int c = 0; c < channels; c++) {
      byStart.add(new TreeMap<>());
    }
  }

  /** Puts {@code samples} from sample {@code start} of a channel on; stretches never overlap. */
  void put(int channel, long start, float[] samples) {
    byStart.get(channel).put(start, samples);
  }

  /** Samples of all channels in all patches. */
  long samples() {
    return byStart.stream()
        .flatMap(patches -> patches.values().stream())
        .mapToLong(samples -> samples.length)
        .sum();
  }

  /** Hands over the recording with its patches. */
  void apply(AudioSource damaged, AudioSink repaired) throws IOException {
    long[] at = new long[1];
    damaged.forEachBlock(
        (x, from, count) -> {
          overlay(x, from, count, at[0]);
          repaired.write(x, from, count);
          at[0] += count;
        });
  }

  /** Puts what is known into {@code x[c][from..from+count)}, the samples from {@code at} on. */
  void overlay(float[][] x, int from, int count, long at) {
    for (int c = 0; c < byStart.size(); c++) {
      TreeMap<Long, float[]> patches = byStart.get(c);
      Long first = patches.floorKey(at);
      for (Map.Entry<Long, float[]> patch :
          patches.subMap(first == null ? at : first, true, at + count, false).entrySet()) {
        long start = Math.max(at, patch.getKey());
        long end = Math.min(at + count, patch.getKey() + patch.getValue().length);
        if (end > start) {
          System.arraycopy(
              patch.getValue(),
              (int) (start - patch.getKey()),
              x[c],
              (int) (from + start - at),
              (int) (end - start));
        }
      }
    }
  }
}
