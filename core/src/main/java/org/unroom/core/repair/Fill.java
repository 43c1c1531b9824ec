package org.unroom.core.repair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;

/**
 * Fills gaps of up to 100 ms with what an autoregressive model of both their sides leads to ({@link
 * GapInterpolation}: Janssen, Veldhuis and Vries 1986), and longer ones of up to 500 ms with a
 * {@link SimilarPassage} where the recording holds one. The gaps are named, or found where they are
 * {@linkplain DropOuts digital drop-outs}. All others stay as they are, with a warning: a model of
 * the sides knows nothing of a word or a note that was lost as a whole.
 */
public final class Fill implements Repair {
  /** Poles of the model; of 32 to 1536 the one that fills best at 5 to 100 ms. */
  public static final int DEFAULT_ORDER = 1024;

  private static final double LONGEST_SECONDS = 0.1;
  private static final double LONGEST_SIMILAR_SECONDS = 0.5;
  private static final double SIDE_SECONDS = 0.1;

  /** More than the longest run that is looked at, with its sides. */
  private static final double CONTEXT_SECONDS = 1;

  private final List<TimeSpan> spans;
  private final boolean automatic;
  private final GapInterpolation interpolation;

  private Fill(List<TimeSpan> spans, boolean automatic, int order) {
    this.spans = List.copyOf(spans);
    this.automatic = automatic;
    this.interpolation = new GapInterpolation(order);
  }

  /** Fills the drop-outs that it finds. */
  public static Fill automatic() {
    return new Fill(List.of(), true, DEFAULT_ORDER);
  }

  /**
   * Fills these spans in every channel.
   *
   * @param spans in the order of time, none over another, as {@link TimeSpan#parse} gives them
   * @param order poles of the model, at least 1; {@link #DEFAULT_ORDER} unless there is a reason
   */
  public static Fill of(List<TimeSpan> spans, int order) {
    return new Fill(spans, false, order);
  }

  @Override
  public String name() {
    return "fill";
  }

  @Override
  public RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress)
      throws IOException {
    List<Gap> gaps = automatic ? dropOuts(damaged, progress.part(0, 0.5)) : named(damaged);
    List<String> warnings = new ArrayList<>(beyond(damaged));
    Patches patches = new Patches(damaged.channelCount());
    int filled = 0;
    for (int i = 0; i < gaps.size(); i++) {
      Gap gap = gaps.get(i);
      if (gap.samples() == damaged.length()) {
        warnings.add("all of the recording is named as a gap: left as it is");
      } else if (gap.samples() <= LONGEST_SECONDS * damaged.sampleRateHz()) {
        fill(damaged, patches, gap, gaps);
        filled++;
      } else if (gap.samples() <= LONGEST_SIMILAR_SECONDS * damaged.sampleRateHz()
          && fillAlike(damaged, patches, gap, gaps)) {
        filled++;
      } else {
        warnings.add(left(gap, damaged.sampleRateHz()));
      }
      progress.report("filling gaps", 0.5 + 0.5 * (i + 1) / gaps.size());
    }
    patches.apply(damaged, repaired);
    return report(gaps.size(), filled, patches.samples(), warnings, damaged.sampleRateHz());
  }

  /** A gap in one channel, {@code [from, to)}. */
  private record Gap(int channel, long from, long to) {
    long samples() {
      return to - from;
    }
  }

  private List<Gap> named(AudioSource damaged) {
    List<Gap> gaps = new ArrayList<>();
    for (TimeSpan span : spans) {
      long from = Math.round(span.startSeconds() * damaged.sampleRateHz());
      long to = Math.min(damaged.length(), Math.round(span.endSeconds() * damaged.sampleRateHz()));
      for (int c = 0; c < damaged.channelCount() && from < to; c++) {
        gaps.add(new Gap(c, from, to));
      }
    }
    return gaps;
  }

  /** Tells of spans without any sample of the recording. */
  private List<String> beyond(AudioSource damaged) {
    double end = damaged.length() / (double) damaged.sampleRateHz();
    return spans.stream()
        .filter(span -> span.startSeconds() >= end)
        .map(span -> "the span %s lies behind the end at %.3f s".formatted(span, end))
        .toList();
  }

  private static List<Gap> dropOuts(AudioSource damaged, Progress progress) throws IOException {
    List<Gap> gaps = new ArrayList<>();
    DropOuts dropOuts = new DropOuts(damaged.sampleRateHz());
    new Windows(damaged, CONTEXT_SECONDS)
        .forEach(
            (x, from, count) -> {},
            (x, at, from, to) -> {
              for (int c = 0; c < x.length; c++) {
                for (int[] run : dropOuts.in(x[c])) {
                  if (run[0] >= from && run[0] < to) {
                    gaps.add(new Gap(c, at + run[0], at + run[1]));
                  }
                }
              }
            },
            progress);
    return gaps;
  }

  /** Fills one gap from its sides, which end where another gap begins that is not filled yet. */
  private void fill(AudioSource damaged, Patches patches, Gap gap, List<Gap> all)
      throws IOException {
    long side = Math.max(interpolationSide(damaged), gap.samples());
    long start = Math.max(0, gap.from() - side);
    long end = Math.min(damaged.length(), gap.to() + side);
    for (Gap other : all) {
      if (other.channel() == gap.channel() && other.from() >= gap.to()) {
        end = Math.min(end, other.from());
      }
      boolean open = other.samples() > LONGEST_SECONDS * damaged.sampleRateHz();
      if (other.channel() == gap.channel() && open && other.to() <= gap.from()) {
        start = Math.max(start, other.to());
      }
    }
    float[][] x = new float[damaged.channelCount()][(int) (end - start)];
    damaged.read(start, x, 0, x[0].length);
    patches.overlay(x, 0, x[0].length, start);
    double[] stretch = Stretch.toDouble(x[gap.channel()], 0, x[0].length);
    int from = (int) (gap.from() - start);
    int to = (int) (gap.to() - start);
    interpolation.fill(stretch, from, to);
    patches.put(gap.channel(), gap.from(), Stretch.toFloat(stretch, from, to));
  }

  private static long interpolationSide(AudioSource damaged) {
    return (long) (SIDE_SECONDS * damaged.sampleRateHz());
  }

  /** Fills a longer gap by what sounds like it elsewhere; whether there is such a passage. */
  private static boolean fillAlike(AudioSource damaged, Patches patches, Gap gap, List<Gap> all)
      throws IOException {
    SimilarPassage similar = new SimilarPassage(damaged.sampleRateHz());
    long reach = similar.reach((int) gap.samples());
    long start = Math.max(0, gap.from() - reach);
    long end = Math.min(damaged.length(), gap.to() + reach);
    float[][] x = new float[damaged.channelCount()][(int) (end - start)];
    damaged.read(start, x, 0, x[0].length);
    boolean[] unknown = new boolean[x[0].length];
    for (Gap other : all) {
      if (other.channel() == gap.channel() && other.to() > start && other.from() < end) {
        int from = (int) Math.max(0, other.from() - start);
        Arrays.fill(unknown, from, (int) (Math.min(end, other.to()) - start), true);
      }
    }
    Optional<double[]> passage =
        similar.fill(
            Stretch.toDouble(x[gap.channel()], 0, x[0].length),
            unknown,
            (int) (gap.from() - start),
            (int) (gap.to() - start));
    passage.ifPresent(y -> patches.put(gap.channel(), gap.from(), Stretch.toFloat(y, 0, y.length)));
    return passage.isPresent();
  }

  private static String left(Gap gap, int sampleRateHz) {
    boolean tooLong = gap.samples() > LONGEST_SIMILAR_SECONDS * sampleRateHz;
    return "the gap of %.0f ms at %.3f s (channel %d) is left as it is; %s"
        .formatted(
            1000.0 * gap.samples() / sampleRateHz,
            gap.from() / (double) sampleRateHz,
            gap.channel() + 1,
            tooLong
                ? "up to %.0f ms are filled".formatted(1000 * LONGEST_SIMILAR_SECONDS)
                : "nothing within 8 s goes on as it should (above 100 ms)");
  }

  private static RepairReport report(
      int gaps, int filled, long samples, List<String> warnings, int sampleRateHz) {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("gaps", gaps);
    measures.put("filled", filled);
    measures.put("filled_s", samples / (double) sampleRateHz);
    String found = gaps == 0 ? "no gaps" : "%d of %d gaps filled".formatted(filled, gaps);
    return new RepairReport("fill", samples, found, measures, warnings);
  }
}
