package org.unroom.batch.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.pitch.PitchTracker;

/**
 * {@code analyze --pitch}: the fundamental of the mean of all channels every 10 ms, tracked in
 * stretches of a minute with a second around them, so that memory does not grow with the recording.
 */
public final class PitchAnalysis implements AnalysisPipeline {
  private static final double HOP_SECONDS = 0.01;
  private static final double STRETCH_SECONDS = 60;
  private static final double CONTEXT_SECONDS = 1;

  private final Workers workers;

  /** Starts the threads. */
  public PitchAnalysis(int threads) {
    this.workers = new Workers(threads);
  }

  @Override
  public Findings analyze(AudioSource recording, Progress progress) throws IOException {
    return findings(track(recording, progress));
  }

  /** The fundamental every 10 ms. */
  public PitchTrack track(AudioSource recording, Progress progress) throws IOException {
    int rate = recording.sampleRateHz();
    int hop = (int) Math.max(1, Math.round(HOP_SECONDS * rate));
    int frames = Math.toIntExact(recording.length() / hop) + 1;
    int stretch = (int) (STRETCH_SECONDS / HOP_SECONDS);
    int context = (int) (CONTEXT_SECONDS / HOP_SECONDS);
    PitchTracker tracker = new PitchTracker(rate, PitchRange.MUSIC, workers);
    float[] f0Hz = new float[frames];
    float[] confidence = new float[frames];
    for (int from = 0; from < frames; from += stretch) {
      progress.report("tracking the pitch", from / (double) frames);
      int first = Math.max(0, from - context);
      int end = Math.min(frames, from + stretch + context);
      long start = (long) first * hop;
      Audio part = recording.slice(start, Math.min(recording.length(), (long) end * hop));
      PitchTrack track = tracker.track(part.mean(), 0, hop, end - first);
      int kept = Math.min(stretch, frames - from);
      System.arraycopy(track.f0Hz(), from - first, f0Hz, from, kept);
      System.arraycopy(track.confidence(), from - first, confidence, from, kept);
    }
    progress.report("tracking the pitch", 1);
    return new PitchTrack(0, hop / (double) rate, f0Hz, confidence);
  }

  private static Findings findings(PitchTrack track) {
    int voiced = 0;
    List<String> table = new ArrayList<>();
    table.add("  time s    f0 Hz  confidence");
    List<Double> f0Hz = new ArrayList<>();
    List<Double> confidence = new ArrayList<>();
    for (int t = 0; t < track.frames(); t++) {
      voiced += track.isVoiced(t) ? 1 : 0;
      table.add(
          format(
              "%8.2f %8.1f        %.2f", track.seconds(t), track.f0Hz()[t], track.confidence()[t]));
      f0Hz.add(Math.rint(100 * track.f0Hz()[t]) / 100);
      confidence.add(Math.rint(1000 * track.confidence()[t]) / 1000);
    }
    double share = voiced / (double) track.frames();
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("voiced_share", share);
    measures.put("pitch_hop_s", track.hopSeconds());
    measures.put("f0_hz", f0Hz);
    measures.put("pitch_confidence", confidence);
    return new Findings(format("%.0f %% voiced", 100 * share), table, measures, List.of());
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  @Override
  public void close() {
    workers.close();
  }
}
