package org.unroom.core.repair;

import java.io.IOException;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/** A recording after a repair, in memory, with what the repair says of it. */
record Repaired(Audio audio, RepairReport report) {
  static Repaired by(Repair repair, Audio damaged) throws IOException {
    float[][] out = new float[damaged.channelCount()][damaged.length()];
    int[] at = new int[1];
    RepairReport report =
        repair.apply(
            AudioSource.of(damaged),
            (x, from, count) -> {
              for (int c = 0; c < out.length; c++) {
                System.arraycopy(x[c], from, out[c], at[0], count);
              }
              at[0] += count;
            },
            Progress.NONE);
    if (at[0] != damaged.length()) {
      throw new AssertionError("%d samples became %d".formatted(damaged.length(), at[0]));
    }
    return new Repaired(new Audio(out, damaged.sampleRateHz()), report);
  }

  static Repaired by(Repair repair, float[] damaged, int sampleRateHz) throws IOException {
    return by(repair, Audio.mono(damaged, sampleRateHz));
  }

  float[] samples() {
    return audio.channel(0);
  }

  /** Signal-to-error ratio of {@code x[from..to)} in dB. */
  static double snrDb(float[] truth, float[] x, int from, int to) {
    double signal = 0;
    double error = 0;
    for (int n = from; n < to; n++) {
      signal += (double) truth[n] * truth[n];
      error += ((double) x[n] - truth[n]) * ((double) x[n] - truth[n]);
    }
    return 10 * Math.log10(signal / error);
  }
}
