package org.unroom.core.repair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/**
 * Takes clicks and crackle of up to 2 ms out: {@link ClickDetector} finds them, {@link
 * GapInterpolation} replaces them by what the samples around them lead to (S. J. Godsill, P. J. W.
 * Rayner, "Digital Audio Restoration", 1998, ch. 5). Each window is searched three times, since
 * large clicks hide small ones from the model; where the first search found some, the others ask
 * for less evidence, since damage seldom comes alone. All other samples stay as they are, bit by
 * bit.
 */
public final class Declick implements Repair {
  private static final int PASSES = 3;

  /** Clicks without a doubt that make a window of eight seconds a damaged one. */
  private static final int LEAST_PER_WINDOW = 8;

  private static final double CONTEXT_SECONDS = 0.2;
  private static final double SIDE_SECONDS = 0.030;

  /** Poles that the sound between clicks is filled with. */
  private static final int ORDER = 64;

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
    int side = Math.max(4, (int) (SIDE_SECONDS * damaged.sampleRateHz()));
    long[] clicks = new long[1];
    long[] samples = new long[1];
    new Windows(damaged, CONTEXT_SECONDS)
        .forEach(
            repaired,
            (x, at, from, to) -> {
              for (float[] channel : x) {
                for (int[] click : repair(channel, at, detector, side)) {
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
  private List<int[]> repair(float[] channel, long at, ClickDetector detector, int side) {
    double[] x = Stretch.toDouble(channel, 0, channel.length);
    List<int[]> all = new ArrayList<>();
    for (int pass = 0; pass < PASSES; pass++) {
      boolean damaged = all.size() >= LEAST_PER_WINDOW;
      List<int[]> found = widened(detector.clicks(x, at, damaged), x.length);
      for (List<int[]> cluster : clusters(found)) {
        fill(x, cluster, found, side);
      }
      all.addAll(found);
    }
    for (int[] click : all) {
      for (int n = click[0]; n < click[1]; n++) {
        channel[n] = (float) x[n];
      }
    }
    return all;
  }

  private static List<int[]> widened(List<int[]> clicks, int length) {
    List<int[]> wide = new ArrayList<>();
    for (int[] click : clicks) {
      int from = Math.max(0, click[0] - MARGIN);
      int to = Math.min(length, click[1] + MARGIN);
      int last = wide.size() - 1;
      if (last >= 0 && wide.get(last)[1] >= from) {
        wide.get(last)[1] = to;
      } else {
        wide.add(new int[] {from, to});
      }
    }
    return wide;
  }

  /** Clicks so near to each other that each is predicted from the other's samples. */
  private static List<List<int[]>> clusters(List<int[]> clicks) {
    List<List<int[]>> clusters = new ArrayList<>();
    int end = Integer.MIN_VALUE;
    for (int[] click : clicks) {
      if (clusters.isEmpty() || click[0] - end > ORDER) {
        clusters.add(new ArrayList<>());
      }
      clusters.get(clusters.size() - 1).add(click);
      end = click[1];
    }
    return clusters;
  }

  /** Fills a cluster from its sides, which end where another cluster is. */
  private void fill(double[] x, List<int[]> cluster, List<int[]> all, int side) {
    int first = cluster.get(0)[0];
    int last = cluster.get(cluster.size() - 1)[1];
    int start = Math.max(0, first - side);
    int end = Math.min(x.length, last + side);
    for (int[] other : all) {
      if (other[0] >= last) {
        end = Math.min(end, other[0]);
      }
    }
    double[] around = Arrays.copyOfRange(x, start, end);
    interpolation.fill(
        around, cluster.stream().map(c -> new int[] {c[0] - start, c[1] - start}).toList());
    for (int[] click : cluster) {
      System.arraycopy(around, click[0] - start, x, click[0], click[1] - click[0]);
    }
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
