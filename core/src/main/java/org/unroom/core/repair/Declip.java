package org.unroom.core.repair;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.parallel.Progress;

/**
 * Restores the peaks of clipped waves. {@link ClipDetector} finds the levels of each channel and
 * polarity in windows of eight seconds; a window that reaches the level of another one counts as
 * clipped there too. {@link ConsistentSparse} then looks, frame by frame, for a sparse signal that
 * has the samples below the levels as they are and the clipped ones at their values or beyond.
 * Samples that are not clipped stay as they are, bit by bit; restored ones may lie beyond full
 * scale.
 */
public final class Declip implements Repair {
  private static final double FRAME_SECONDS = 0.085;
  private static final double CONTEXT_SECONDS = 0.2;

  /** A larger share of clipped samples is a square wave, or leaves too little to go by. */
  private static final double MOST_CLIPPED = 0.6;

  @Override
  public String name() {
    return "declip";
  }

  @Override
  public RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress)
      throws IOException {
    ClipLevels levels = new ClipLevels(damaged, CONTEXT_SECONDS, progress.part(0, 0.1));
    Tally tally = new Tally();
    if (levels.none()) {
      damaged.forEachBlock(repaired);
    } else {
      int frame = frameLength(damaged.sampleRateHz());
      ClippedFrames frames = new ClippedFrames(frame);
      int[] window = new int[1];
      new Windows(damaged, CONTEXT_SECONDS)
          .forEach(
              repaired,
              (x, at, from, to) -> {
                for (int c = 0; c < x.length; c++) {
                  float high = levels.of(window[0], c, 1);
                  float low = levels.of(window[0], c, -1);
                  if (share(x[c], high, low) <= MOST_CLIPPED) {
                    tally.count(x[c], from, to, high, low);
                    frames.restore(x[c], at, high, low);
                  } else {
                    tally.hopeless++;
                  }
                }
                window[0]++;
              },
              progress.part(0.1, 1));
    }
    return tally.report(levels);
  }

  /** The even number of samples, a power of two, nearest to 85 ms. */
  private static int frameLength(int sampleRateHz) {
    long octave = Math.round(Math.log(FRAME_SECONDS * sampleRateHz) / Math.log(2));
    return 1 << Math.max(6, (int) octave);
  }

  private static double share(float[] x, float high, float low) {
    int clipped = 0;
    for (float v : x) {
      clipped += v >= high || -v >= low ? 1 : 0;
    }
    return clipped / (double) Math.max(1, x.length);
  }

  /** What was found and done. */
  private static final class Tally {
    private long clipped;
    private long runs;
    private long samples;
    private int hopeless;

    void count(float[] x, int from, int to, float high, float low) {
      boolean before = false;
      for (int n = from; n < to; n++) {
        boolean now = x[n] >= high || -x[n] >= low;
        clipped += now ? 1 : 0;
        runs += now && !before ? 1 : 0;
        before = now;
      }
      samples += to - from;
    }

    RepairReport report(ClipLevels levels) {
      Map<String, Object> measures = new LinkedHashMap<>();
      measures.put("clipped_samples", clipped);
      measures.put("clipped_runs", runs);
      measures.put("clipped_share", clipped / (double) Math.max(1, samples));
      List<String> warnings =
          hopeless == 0
              ? List.of()
              : List.of(
                  "%d windows of 8 s are clipped for the most part and left as they are"
                      .formatted(hopeless));
      if (clipped == 0) {
        return new RepairReport(
            "declip", 0, hopeless == 0 ? "no clipping" : "square waves", measures, warnings);
      }
      double db = Decibels.ofAmplitude(levels.highest());
      measures.put("clip_level_dbfs", db);
      String found = "%d clipped peaks, from %.1f dBFS on".formatted(runs, db);
      return new RepairReport("declip", clipped, found, measures, warnings);
    }
  }
}
