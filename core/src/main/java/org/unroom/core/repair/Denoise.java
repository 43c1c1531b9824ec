package org.unroom.core.repair;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.parallel.Progress;

/**
 * Turns steady noise down: hiss, ventilation, surface noise. {@link SteadyNoise} tells the noise's
 * power spectrum and whether it is noise, or it is that of a span without anything else; {@link
 * SmoothedWiener} turns each bin down and keeps its phase. Noise that was found, not pointed at, is
 * turned down to 45 dB (A-weighted) below the recording and no further; what is quieter, and a
 * floor that does not sound like noise, stays as it is, bit by bit. Where noise is turned down by
 * all that was asked for, so is what lies below 20 Hz ({@link Subsonic}); where it is nearly too
 * quiet to be heard, what is never heard stays.
 */
public final class Denoise implements Repair {
  /** Turns noise down by 12 dB: what stays is even, and speech keeps its consonants. */
  public static final double DEFAULT_REDUCTION_DB = 12;

  private static final double FRAME_SECONDS = 0.050;
  private static final double INAUDIBLE_DB = -45;

  /** The least that is worth touching a recording. */
  private static final double LEAST_DB = 0.5;

  private final double reductionDb;
  private final Optional<TimeSpan> noiseSpan;

  /**
   * With a depth.
   *
   * @param reductionDb by how much noise is turned down where nothing else is, above 0, at most 60
   * @param noiseSpan where there is only noise, and the noise is to be learnt from; looked for in
   *     all of the recording without it
   */
  public Denoise(double reductionDb, Optional<TimeSpan> noiseSpan) {
    if (!(reductionDb > 0 && reductionDb <= 60)) {
      throw new IllegalArgumentException(
          "reductionDb=%s must be above 0 and at most 60".formatted(reductionDb));
    }
    this.reductionDb = reductionDb;
    this.noiseSpan = noiseSpan;
  }

  @Override
  public String name() {
    return "denoise";
  }

  @Override
  public RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress)
      throws IOException {
    int length = SpectralFrames.lengthOf(FRAME_SECONDS, damaged.sampleRateHz());
    SpectralFrames frames = new SpectralFrames(damaged, length);
    if (frames.frames() == 0) {
      return new RepairReport(name(), 0, "no noise to speak of", Map.of(), List.of());
    }
    SteadyNoise[] noises =
        noiseSpan.isPresent()
            ? ofSpan(frames, noiseSpan.get())
            : SteadyNoise.of(frames, progress.part(0, 0.3));
    Channel[] channels =
        Arrays.stream(noises)
            .map(n -> new Channel(n, depthDb(n), reductionDb, frames))
            .toArray(Channel[]::new);
    if (Arrays.stream(channels).noneMatch(Channel::treated)) {
      damaged.forEachBlock(repaired);
    } else {
      frames.apply(
          (c, t, power, ahead, gain) -> channels[c].next(t, power, ahead, gain),
          repaired,
          progress.part(0.3, 1));
    }
    return report(channels, damaged.length());
  }

  private double depthDb(SteadyNoise noise) {
    if (noiseSpan.isPresent()) {
      return reductionDb;
    }
    return noise.isNoise() ? Math.min(reductionDb, noise.levelDb() - INAUDIBLE_DB) : 0;
  }

  /** What is done to one channel. */
  private static final class Channel {
    private final SteadyNoise noise;
    private final double depthDb;
    private final float[] power;
    private final SmoothedWiener gain;
    private final Subsonic subsonic;
    private final boolean loud;

    Channel(SteadyNoise noise, double depthDb, double wantedDb, SpectralFrames frames) {
      this.loud = depthDb == wantedDb;
      this.noise = noise;
      this.depthDb = depthDb;
      this.power = new float[frames.bins()];
      this.subsonic = new Subsonic(frames.binHz(), frames.hopSeconds());
      this.gain =
          new SmoothedWiener(frames.bins(), Decibels.toAmplitude(-depthDb), frames.hopSeconds());
    }

    boolean treated() {
      return depthDb >= LEAST_DB;
    }

    void next(long t, float[] observed, float[] ahead, float[] factors) {
      if (treated()) {
        if (t == 0) {
          hear(t, observed);
        }
        hear(t + 1, ahead);
        gain.gains(factors);
      } else {
        Arrays.fill(factors, 1);
      }
    }

    private void hear(long t, float[] observed) {
      noise.at(t, power);
      if (loud) {
        subsonic.raise(observed, power);
      }
      gain.hear(observed, power);
    }
  }

  /** Mean power of the frames within the span. */
  private static SteadyNoise[] ofSpan(SpectralFrames frames, TimeSpan span) throws IOException {
    long from = (long) Math.ceil(span.startSeconds() / frames.hopSeconds()) + 3;
    long to = Math.min(frames.frames(), (long) (span.endSeconds() / frames.hopSeconds()));
    if (to <= from) {
      throw new IOException(
          "the noise span %s lies outside, or is too short to learn from".formatted(span));
    }
    float[][] mean = new float[frames.channels()][frames.bins()];
    for (long t = from; t < to; t++) {
      float[][] powers = frames.powers(t);
      for (int c = 0; c < mean.length; c++) {
        for (int f = 0; f < mean[c].length; f++) {
          mean[c][f] += powers[c][f] / (to - from);
        }
      }
    }
    return Arrays.stream(mean).map(SteadyNoise::known).toArray(SteadyNoise[]::new);
  }

  private RepairReport report(Channel[] channels, long length) {
    Channel most =
        Arrays.stream(channels).max(Comparator.comparingDouble(c -> c.depthDb)).orElseThrow();
    long treated = Arrays.stream(channels).filter(Channel::treated).count();
    Map<String, Object> measures = new LinkedHashMap<>();
    if (noiseSpan.isEmpty()) {
      measures.put("noise_level_db", most.noise.levelDb());
      measures.put("noise_like", most.noise.noiseLike());
    }
    measures.put("reduction_db", most.treated() ? most.depthDb : 0);
    return new RepairReport(name(), treated * length, found(most), measures, List.of());
  }

  private String found(Channel most) {
    if (most.treated()) {
      String level =
          noiseSpan.isPresent() ? "" : " at %.0f dB of the whole".formatted(most.noise.levelDb());
      return "noise%s turned down by %.0f dB".formatted(level, most.depthDb);
    }
    return most.noise.isNoise() || most.noise.levelDb() < INAUDIBLE_DB
        ? "no noise to speak of"
        : "no noise that could be told from the sound (--noise-span tells where there is only noise)";
  }
}
