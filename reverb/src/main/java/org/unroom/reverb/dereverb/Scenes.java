package org.unroom.reverb.dereverb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.ComplexSpectrogram;
import org.unroom.core.dsp.Quantiles;
import org.unroom.core.dsp.Stft;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.reverb.model.BandEnergies;

/**
 * Where a recording moves from one room into another. Segments of 20 s have {@link BlindDecay}
 * decay times T_b; two of them lie apart by
 *
 * <pre>
 *   d(i, j) = median over bands b of | ln T_b[i] - ln T_b[j] |
 * </pre>
 *
 * which stays below .2 within one room, whoever speaks (five rooms and five speakers, 24 pairs of
 * neighbours), and reached .3 between a church and a hall of the same kind of decay. Where
 * neighbours lie further apart than .25, and so do those around them, the end of the longer decay
 * is sought in steps of 5 s; scenes that differ by less are one again. One room needs no second
 * look; places of less than 40 s may be missed.
 */
final class Scenes {
  static final double SEGMENT_SECONDS = 20;
  private static final double STEP_SECONDS = 5;

  /** In ln T60: 28 %. */
  private static final double APART = 0.25;

  /** Segments this far below the loudest say nothing. */
  private static final double QUIET = 1e-4;

  private final AudioSource recording;
  private final Workers workers;
  private final AnalysisFrames frames;
  private final long segment;
  private final long step;
  private final TreeMap<Long, Segment> heard = new TreeMap<>();
  private double loudest;

  private Scenes(AudioSource recording, Workers workers) {
    this.recording = recording;
    this.workers = workers;
    this.frames = AnalysisFrames.forRate(recording.sampleRateHz());
    this.segment = (long) (SEGMENT_SECONDS * recording.sampleRateHz());
    this.step = (long) (STEP_SECONDS * recording.sampleRateHz());
  }

  /**
   * A stretch in one room.
   *
   * @param from first sample
   * @param to behind the last
   * @param t60Seconds {@code [b]} in the bands of {@link BlindDecay}: the median of its segments;
   *     empty where it has none that says anything
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Scene(long from, long to, float[] t60Seconds) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Segment(double power, float[] t60Seconds) {}

  /** The scenes of a recording, one after the other; one where it is shorter than two segments. */
  static List<Scene> of(AudioSource recording, Workers workers, Progress progress)
      throws IOException {
    return new Scenes(recording, workers).find(progress);
  }

  /** As one scene of which nothing is known. */
  static List<Scene> one(AudioSource recording) {
    return List.of(new Scene(0, recording.length(), new float[0]));
  }

  private List<Scene> find(Progress progress) throws IOException {
    long count = recording.length() / segment;
    if (count < 2) {
      return one(recording);
    }
    for (long i = 0; i < count; i++) {
      progress.report("listening for changes of place", i / (double) count);
      loudest = Math.max(loudest, at(i * segment).power());
    }
    List<Long> known = new ArrayList<>(heard.keySet());
    known.removeIf(from -> heard.get(from).power() < QUIET * loudest);
    List<Long> cuts = cuts(known);
    cuts.add(recording.length());
    List<Scene> scenes = new ArrayList<>();
    long from = 0;
    for (long cut : cuts) {
      Scene next = scene(from, cut, known);
      Scene last = scenes.isEmpty() ? next : scenes.get(scenes.size() - 1);
      // single segments may differ by chance where whole scenes do not
      if (!scenes.isEmpty() && apart(last.t60Seconds(), next.t60Seconds()) <= APART) {
        scenes.set(scenes.size() - 1, scene(last.from(), cut, known));
      } else {
        scenes.add(next);
      }
      from = cut;
    }
    return scenes;
  }

  private Segment at(long from) throws IOException {
    Segment there = heard.get(from);
    if (there == null) {
      Audio sound = recording.slice(from, Math.min(recording.length(), from + segment));
      Stft stft = frames.stft();
      List<ComplexSpectrogram> spectra = new ArrayList<>();
      double power = 0;
      for (int c = 0; c < sound.channelCount(); c++) {
        spectra.add(stft.forward(sound.channel(c), workers));
        for (float v : sound.channel(c)) {
          power += (double) v * v;
        }
      }
      BandEnergies measured = BandEnergies.of(spectra, BlindDecay.bands(spectra), workers);
      float[] t60 = BlindDecay.of(measured, frames, workers, Progress.NONE).t60Seconds();
      there = new Segment(power, t60);
      heard.put(from, there);
    }
    return there;
  }

  /** Between the segments before and after each run of neighbours that lie apart. */
  private List<Long> cuts(List<Long> known) throws IOException {
    List<Long> cuts = new ArrayList<>();
    int i = 1;
    while (i < known.size()) {
      int end = i;
      while (end < known.size() && neighboursLieApart(known, end)) {
        end++;
      }
      if (end > i) {
        long before = known.get(i - 1);
        long after = known.get(end - 1);
        // a segment that holds the change itself, or something odd, is like neither side
        if (apart(heard.get(before), heard.get(after)) > APART) {
          cuts.add(cut(before, after));
        }
      }
      i = end + 1;
    }
    return cuts;
  }

  private boolean neighboursLieApart(List<Long> known, int i) {
    return apart(heard.get(known.get(i - 1)), heard.get(known.get(i))) > APART;
  }

  /**
   * The end of the longer decay: a segment that holds anything of the shorter one decays fast
   * somewhere and is told as short, so only those within the longer one are like it.
   */
  private long cut(long before, long after) throws IOException {
    Segment left = heard.get(before);
    Segment right = heard.get(after);
    boolean longer = middle(right) > middle(left);
    long cut = longer ? after : before + segment;
    if (longer) {
      while (cut - step >= before + segment / 2 && apart(at(cut - step), right) < APART) {
        cut -= step;
      }
    } else {
      while (cut + step <= after + segment / 2 && apart(at(cut + step - segment), left) < APART) {
        cut += step;
      }
    }
    return cut;
  }

  private static double middle(Segment segment) {
    double[] t60 = new double[segment.t60Seconds().length];
    Arrays.setAll(t60, b -> segment.t60Seconds()[b]);
    return Quantiles.median(t60);
  }

  private static double apart(Segment a, Segment b) {
    return apart(a.t60Seconds(), b.t60Seconds());
  }

  /** d of two sets of decay times; 0 where one is not known. */
  private static double apart(float[] a, float[] b) {
    if (a.length == 0 || b.length == 0) {
      return 0;
    }
    double[] apart = new double[a.length];
    Arrays.setAll(apart, i -> Math.abs(Math.log(a[i]) - Math.log(b[i])));
    return Quantiles.median(apart);
  }

  /** Of the segments that lie within it; the second look may have found others than the first. */
  private Scene scene(long from, long to, List<Long> known) {
    List<float[]> inside = new ArrayList<>();
    for (long start : known) {
      if (start >= from && start + segment <= to) {
        inside.add(heard.get(start).t60Seconds());
      }
    }
    if (inside.isEmpty() && heard.containsKey(from) && from + segment <= to) {
      inside.add(heard.get(from).t60Seconds());
    }
    int bands = inside.isEmpty() ? 0 : inside.get(0).length;
    float[] t60 = new float[bands];
    for (int b = 0; b < bands; b++) {
      int band = b;
      t60[b] = (float) Quantiles.median(inside.stream().mapToDouble(s -> s[band]).toArray());
    }
    return new Scene(from, to, t60);
  }
}
