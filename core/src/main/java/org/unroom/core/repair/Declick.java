package org.unroom.core.repair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/**
 * Takes clicks and crackle of up to 2 ms out: {@link ClickDetector} finds them, {@link
 * GapInterpolation} replaces them by what the samples around them lead to (S. J. Godsill, P. J. W.
 * Rayner, "Digital Audio Restoration", 1998, ch. 5). Each window is searched three times: large
 * clicks hide small ones from the model, and the more are found at first, the less evidence is
 * asked for of others. All other samples stay as they are, bit by bit.
 */
public final class Declick implements Repair {
  private static final int PASSES = 3;
  private static final double CONTEXT_SECONDS = 0.2;
  private static final double SIDE_SECONDS = 0.060;

  /** Poles that the sound between clicks is filled with: partials are told apart from 180 Hz on. */
  private static final int ORDER = 256;

  /** Samples added on both sides of what was found: clicks begin and end softly. */
  private static final int MARGIN = 1;

  private final ClickSensitivity sensitivity;
  private final GapInterpolation interpolation = new GapInterpolation(ORDER);

  /** With a sensitivity. */
  public Declick(ClickSensitivity sensitivity) {
    this.sensitivity = sensitivity;
  }

  @Override
  public String name() {
    return "declick";
  }

  @Override
  public RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress)
      throws IOException {
    ClickDetector detector = new ClickDetector(damaged.sampleRateHz(), sensitivity);
    long[] clicks = new long[1];
    long[] samples = new long[1];
    new Windows(damaged, CONTEXT_SECONDS)
        .forEach(
            repaired,
            (x, at, from, to) -> {
              for (float[] channel : x) {
                for (int[] click : repair(channel, at, detector, damaged.sampleRateHz())) {
                  if (click[0] >= from && click[0] < to) {
                    clicks[0]++;
                    samples[0] += click[1] - click[0];
                  }
                }
              }
            },
            progress);
    return report(clicks[0], samples[0], damaged);
  }

  /** Repairs one channel of a window and tells what was replaced. */
  private List<int[]> repair(float[] channel, long at, ClickDetector detector, int rate) {
    double[] x = Stretch.toDouble(channel, 0, channel.length);
    NavigableMap<Integer, ClickCandidate.Click> rejected = new TreeMap<>();
    List<int[]> all = merged(List.of(), detector.takeOut(x, at, 0, rejected), x.length);
    double perSecond = all.size() / Math.max(1, channel.length / (double) rate);
    int before = 0;
    for (int pass = 1; pass < PASSES && all.size() > before; pass++) {
      before = all.size();
      all = merged(all, detector.takeOut(x, at, perSecond, rejected), x.length);
    }
    fill(channel, all, Math.max(4, (int) (SIDE_SECONDS * rate)));
    return all;
  }

  /** Known clicks and new ones with their margins, those that touch made one. */
  private static List<int[]> merged(List<int[]> known, List<int[]> found, int length) {
    List<int[]> all = new ArrayList<>(known);
    for (int[] click : found) {
      all.add(new int[] {Math.max(0, click[0] - MARGIN), Math.min(length, click[1] + MARGIN)});
    }
    all.sort(Comparator.comparingInt(click -> click[0]));
    List<int[]> merged = new ArrayList<>();
    for (int[] click : all) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last)[1] >= click[0]) {
        merged.get(last)[1] = Math.max(merged.get(last)[1], click[1]);
      } else {
        merged.add(click);
      }
    }
    return merged;
  }

  /** Interpolates all clicks, those together of which one is predicted from the other's samples. */
  private void fill(float[] channel, List<int[]> clicks, int side) {
    float[] damaged = channel.clone();
    for (int i = 0, next; i < clicks.size(); i = next) {
      next = i + 1;
      while (next < clicks.size()
          && clicks.get(next)[0] - clicks.get(next - 1)[1] <= ORDER
          && clicks.get(next)[1] - clicks.get(i)[0] <= side) {
        next++;
      }
      int start = Math.max(0, clicks.get(i)[0] - side);
      int end = Math.min(damaged.length, clicks.get(next - 1)[1] + side);
      double[] around = Stretch.toDouble(damaged, start, end);
      interpolation.fill(around, within(clicks, start, end));
      for (int[] click : clicks.subList(i, next)) {
        for (int n = click[0]; n < click[1]; n++) {
          channel[n] = (float) around[n - start];
        }
      }
    }
  }

  /** The parts of clicks in {@code [start, end)}, seen from its start. */
  private static List<int[]> within(List<int[]> clicks, int start, int end) {
    return clicks.stream()
        .filter(click -> click[1] > start && click[0] < end)
        .map(
            click -> new int[] {Math.max(click[0], start) - start, Math.min(click[1], end) - start})
        .toList();
  }

  private RepairReport report(long clicks, long samples, AudioSource damaged) {
    double minutes = damaged.length() / (60.0 * damaged.sampleRateHz());
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("clicks", clicks);
    measures.put("clicks_per_minute", minutes > 0 ? clicks / minutes : 0.0);
    measures.put("sensitivity", sensitivity.name().toLowerCase(Locale.ROOT));
    String found = clicks == 0 ? "no clicks" : "%d clicks".formatted(clicks);
    return new RepairReport(name(), samples, found, measures, List.of());
  }
}
