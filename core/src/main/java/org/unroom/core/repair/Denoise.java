package org.unroom.core.repair;

import java.io.IOException;
import java.util.ArrayList;
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
 * Turns steady noise down: hiss, hum bed, ventilation. {@link NoiseTracker} follows the noise's
 * power spectrum, or it is that of a span without anything else; {@link LogMmseGain} turns each bin
 * down and keeps its phase. A recording whose quietest tenth lies 45 dB and more below the whole
 * stays as it is.
 */
public final class Denoise implements Repair {
  /** Turns noise down by 12 dB: what stays is even, and speech keeps its consonants. */
  public static final double DEFAULT_REDUCTION_DB = 12;

  private static final double FRAME_SECONDS = 0.040;
  private static final double INAUDIBLE_DB = -45;
  private static final double LEARNING_SECONDS = 5;
  private static final double QUIETEST = 0.1;

  private final double floor;
  private final Optional<TimeSpan> noiseSpan;

  /**
   * With a depth.
   *
   * @param reductionDb by how much noise is turned down where nothing else is, above 0, at most 60
   * @param noiseSpan where there is only noise, and the noise is to be learnt from; followed
   *     through all of the recording without it
   */
  public Denoise(double reductionDb, Optional<TimeSpan> noiseSpan) {
    if (!(reductionDb > 0 && reductionDb <= 60)) {
      throw new IllegalArgumentException(
          "reductionDb=%s must be above 0 and at most 60".formatted(reductionDb));
    }
    this.floor = Decibels.toAmplitude(-reductionDb);
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
      return unchanged(Double.NEGATIVE_INFINITY);
    }
    float[][] learnt =
        noiseSpan.isPresent() ? ofSpan(frames, damaged) : ofQuietest(frames, damaged);
    double levelDb = levelDb(frames, progress.part(0, 0.3));
    if (!(levelDb > INAUDIBLE_DB)) {
      damaged.forEachBlock(repaired);
      return unchanged(levelDb);
    }
    Channel[] channels = channels(frames, learnt, damaged);
    frames.apply(
        (c, power, gain) -> channels[c].gain.next(power, channels[c].noise(power), gain),
        repaired,
        progress.part(0.3, 1));
    return report(levelDb, damaged);
  }

  private Channel[] channels(SpectralFrames frames, float[][] learnt, AudioSource damaged) {
    double hopSeconds = frames.hop() / (double) damaged.sampleRateHz();
    return Arrays.stream(learnt)
        .map(
            start ->
                new Channel(
                    start,
                    noiseSpan.isPresent()
                        ? Optional.empty()
                        : Optional.of(new NoiseTracker(start, hopSeconds)),
                    new LogMmseGain(frames.bins(), floor, hopSeconds)))
        .toArray(Channel[]::new);
  }

  /** What is known of one channel. */
  private static final class Channel {
    private final float[] learnt;
    private final Optional<NoiseTracker> tracker;
    private final LogMmseGain gain;

    Channel(float[] learnt, Optional<NoiseTracker> tracker, LogMmseGain gain) {
      this.learnt = learnt;
      this.tracker = tracker;
      this.gain = gain;
    }

    float[] noise(float[] power) {
      return tracker.isPresent() ? tracker.get().next(power) : learnt;
    }
  }

  /** Mean power of the frames within the span. */
  private float[][] ofSpan(SpectralFrames frames, AudioSource damaged) throws IOException {
    double rate = damaged.sampleRateHz() / (double) frames.hop();
    long from = (long) Math.ceil(noiseSpan.get().startSeconds() * rate) + 3;
    long to = Math.min(frames.frames(), (long) (noiseSpan.get().endSeconds() * rate));
    List<float[][]> powers = new ArrayList<>();
    for (long t = from; t < to; t++) {
      powers.add(frames.powers(t));
    }
    if (powers.isEmpty()) {
      throw new IOException(
          "the noise span %s lies outside, or is too short to learn from"
              .formatted(noiseSpan.get()));
    }
    return mean(powers);
  }

  /** A first estimate: mean power of the quietest tenth of the first seconds' frames. */
  private static float[][] ofQuietest(SpectralFrames frames, AudioSource damaged)
      throws IOException {
    double rate = damaged.sampleRateHz() / (double) frames.hop();
    long to = Math.min(frames.frames(), Math.max(1, (long) (LEARNING_SECONDS * rate)));
    List<float[][]> powers = new ArrayList<>();
    for (long t = Math.min(3, to - 1); t < to; t++) {
      powers.add(frames.powers(t));
    }
    powers.sort(Comparator.comparingDouble(Denoise::total));
    return mean(powers.subList(0, Math.max(1, (int) (QUIETEST * powers.size()))));
  }

  private static float[][] mean(List<float[][]> powers) {
    float[][] mean = new float[powers.get(0).length][powers.get(0)[0].length];
    for (float[][] frame : powers) {
      for (int c = 0; c < mean.length; c++) {
        for (int f = 0; f < mean[c].length; f++) {
          mean[c][f] += frame[c][f] / powers.size();
        }
      }
    }
    return mean;
  }

  private static double total(float[][] power) {
    double total = 0;
    for (float[] channel : power) {
      for (float v : channel) {
        total += v;
      }
    }
    return total;
  }

  /** Level of the quietest tenth of all frames against that of the whole. */
  private static double levelDb(SpectralFrames frames, Progress progress) throws IOException {
    double[] totals = new double[Math.toIntExact(frames.frames())];
    for (int t = 0; t < totals.length; t++) {
      totals[t] = total(frames.powers(t));
      progress.report("listening to the noise", t / (double) totals.length);
    }
    Arrays.sort(totals);
    int quiet = Math.max(1, (int) (QUIETEST * totals.length));
    double noise = Arrays.stream(totals, 0, quiet).average().orElse(0);
    double all = Arrays.stream(totals).average().orElse(0);
    return Decibels.ofPower(noise / Math.max(all, Double.MIN_NORMAL));
  }

  private RepairReport unchanged(double levelDb) {
    return new RepairReport(name(), 0, "no noise to speak of", measures(levelDb), List.of());
  }

  private RepairReport report(double levelDb, AudioSource damaged) {
    String found =
        "noise at %.0f dB of the whole turned down by %.0f dB"
            .formatted(levelDb, -Decibels.ofAmplitude(floor));
    return new RepairReport(
        name(), damaged.length() * damaged.channelCount(), found, measures(levelDb), List.of());
  }

  private Map<String, Object> measures(double levelDb) {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("noise_level_db", levelDb);
    measures.put("reduction_db", -Decibels.ofAmplitude(floor));
    return measures;
  }
}
