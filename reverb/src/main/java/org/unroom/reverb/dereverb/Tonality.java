package org.unroom.reverb.dereverb;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.unroom.core.audio.Audio;
import org.unroom.core.parallel.Workers;
import org.unroom.core.pitch.PitchRange;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.pitch.PitchTracker;

/**
 * How much of a recording is one tone, and how that tone moves; frames count by their amplitude.
 *
 * @param pitchConfidence mean of {@link PitchTrack#confidence}, 0..1: speech in rooms up to 0.7,
 *     singing and melody instruments 0.72 and more, percussion 0.1
 * @param steadyShare share of the recording whose fundamental stays within 50 cents over 0.2 s:
 *     speech in rooms up to 0.08, singing with vibrato 0.05 to 0.15, plucked strings 0.25, melody
 *     instruments that hold their tones 0.5 and more
 * @param restlessCents median range of the fundamental over 0.2 s where there is one: singing and
 *     melody instruments up to 170, speech 100 to 400, plucked strings, whose tones overlap so that
 *     the fundamental leaps between them, 300 and more
 */
public record Tonality(double pitchConfidence, double steadyShare, double restlessCents) {
  private static final double NEIGHBOURHOOD_SECONDS = 0.1;
  private static final double STEADY_CENTS = 50;
  private static final double SUNG_CONFIDENCE = 0.73;
  private static final double HELD_SHARE = 0.3;
  private static final double UNSPOKEN_SHARE = 0.15;
  private static final double LEAPING_CENTS = 200;
  private static final double PERCUSSIVE_CONFIDENCE = 0.2;

  /** Of silence. */
  static final Tonality NONE = new Tonality(0, 0, 0);

  /** The tonality of a recording. */
  public static Tonality of(Audio recording, Workers workers) {
    int rate = recording.sampleRateHz();
    int hop = AnalysisFrames.forRate(rate).hop();
    float[] x = recording.mean();
    if (rate < 4 * PitchRange.MUSIC.highestHz()) {
      return NONE;
    }
    PitchTrack track = new PitchTracker(rate, PitchRange.MUSIC, workers).track(x, hop);
    return of(track, amplitudes(x, hop, track.frames()));
  }

  private static double[] amplitudes(float[] x, int hop, int frames) {
    double[] amplitude = new double[frames];
    for (int t = 0; t < frames; t++) {
      double sum = 0;
      for (int n = Math.max(0, (t - 1) * hop); n < Math.min(x.length, (t + 1) * hop); n++) {
        sum += (double) x[n] * x[n];
      }
      amplitude[t] = Math.sqrt(sum);
    }
    return amplitude;
  }

  static Tonality of(PitchTrack track, double[] amplitude) {
    int around = (int) Math.max(1, Math.round(NEIGHBOURHOOD_SECONDS / track.hopSeconds()));
    double all = 0;
    double confidence = 0;
    double steady = 0;
    double[][] ranges = new double[track.frames()][];
    int voiced = 0;
    for (int t = around; t < track.frames() - around; t++) {
      all += amplitude[t];
      confidence += amplitude[t] * track.confidence()[t];
      if (track.isVoiced(t)) {
        double range = rangeCents(track.f0Hz(), t - around, t + around);
        steady += range < STEADY_CENTS ? amplitude[t] : 0;
        ranges[voiced++] = new double[] {range, amplitude[t]};
      }
    }
    if (!(all > 0)) {
      return NONE;
    }
    return new Tonality(confidence / all, steady / all, median(Arrays.copyOf(ranges, voiced)));
  }

  private static double rangeCents(float[] f0Hz, int from, int to) {
    float low = f0Hz[from];
    float high = f0Hz[from];
    for (int t = from; t <= to; t++) {
      low = Math.min(low, f0Hz[t]);
      high = Math.max(high, f0Hz[t]);
    }
    return 1200 * Math.log(high / low) / Math.log(2);
  }

  /** The weighted median of pairs of value and weight; 0 of none. */
  private static double median(double[][] pairs) {
    Arrays.sort(pairs, Comparator.comparingDouble(pair -> pair[0]));
    double all = Arrays.stream(pairs).mapToDouble(pair -> pair[1]).sum();
    double sum = 0;
    for (double[] pair : pairs) {
      sum += pair[1];
      if (sum >= all / 2) {
        return pair[0];
      }
    }
    return 0;
  }

  /** Whether this is one tone that the harmonic model follows: a singer or a melody instrument. */
  public boolean isMelody() {
    boolean unspoken = pitchConfidence >= SUNG_CONFIDENCE || steadyShare >= UNSPOKEN_SHARE;
    return restlessCents <= LEAPING_CENTS && unspoken;
  }

  /** Whether the fundamental stands still for so long that this cannot be speech. */
  boolean isSteady() {
    return steadyShare >= HELD_SHARE;
  }

  /** Whether nothing has a pitch: percussion, whose decays are its own only for a moment. */
  boolean isPercussive() {
    return pitchConfidence < PERCUSSIVE_CONFIDENCE;
  }

  /** The tonality of a whole from that of its parts: the means. */
  public static Tonality joint(List<Tonality> parts) {
    return new Tonality(
        parts.stream().mapToDouble(Tonality::pitchConfidence).average().orElse(0),
        parts.stream().mapToDouble(Tonality::steadyShare).average().orElse(0),
        parts.stream().mapToDouble(Tonality::restlessCents).average().orElse(0));
  }
}
