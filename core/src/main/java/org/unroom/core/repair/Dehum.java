package org.unroom.core.repair;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.unroom.core.audio.AudioSink;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.parallel.Progress;

/**
 * Subtracts the hum of the mains and its harmonics up to 2 kHz: {@link MainsSearch} tells whether
 * there is any, {@link HumLines} follows it. Nothing is filtered: the hum is estimated as a sum of
 * slowly varying sinusoids and taken away, so a bass note or a voice at the same frequency stays. A
 * recording without hum, with one 45 dB and more below it, or with lines that come and go as notes
 * do, stays as it is, bit by bit.
 */
public final class Dehum implements Repair {
  private static final double INAUDIBLE_DB = -45;

  /** Of hum nearly all the power is in steady lines, of notes next to nothing. */
  private static final double MOSTLY = 0.5;

  private static final double SHORTEST_SECONDS = 3;

  /** Share of the work that telling the hum is. */
  private static final double LOOKING = 0.5;

  @Override
  public String name() {
    return "dehum";
  }

  @Override
  public RepairReport apply(AudioSource damaged, AudioSink repaired, Progress progress)
      throws IOException {
    boolean lasts = damaged.length() >= SHORTEST_SECONDS * damaged.sampleRateHz();
    OptionalDouble found =
        lasts ? new MainsSearch(damaged).fundamentalHz() : OptionalDouble.empty();
    if (found.isEmpty()) {
      return unchanged(damaged, repaired);
    }
    HumStretches hum = new HumStretches(damaged, found.getAsDouble());
    HumSteadiness steadiness =
        hum.steadiness(done -> progress.report("following the hum", LOOKING * done));
    double levelDb = Decibels.ofPower(steadiness.meanPower() / power(damaged));
    if (steadiness.share() < MOSTLY || !(levelDb > INAUDIBLE_DB)) {
      return unchanged(damaged, repaired);
    }
    subtract(damaged, repaired, hum, progress);
    return report(damaged, steadiness, hum.lines(), levelDb);
  }

  private RepairReport unchanged(AudioSource damaged, AudioSink repaired) throws IOException {
    damaged.forEachBlock(repaired);
    return new RepairReport(name(), 0, "no hum", Map.of(), List.of());
  }

  /** Mean over time of the power of all channels together. */
  private static double power(AudioSource damaged) throws IOException {
    double[] energy = new double[1];
    damaged.forEachBlock(
        (x, from, count) -> {
          for (float[] channel : x) {
            for (int n = from; n < from + count; n++) {
              energy[0] += (double) channel[n] * channel[n];
            }
          }
        });
    return energy[0] / damaged.length();
  }

  private static void subtract(
      AudioSource damaged, AudioSink repaired, HumStretches hum, Progress progress)
      throws IOException {
    long[] at = new long[1];
    damaged.forEachBlock(
        (x, from, count) -> {
          double[][] sum = new double[x.length][count];
          hum.render(at[0], sum);
          for (int c = 0; c < x.length; c++) {
            for (int i = 0; i < count; i++) {
              x[c][from + i] -= (float) sum[c][i];
            }
          }
          repaired.write(x, from, count);
          at[0] += count;
          double done = at[0] / (double) damaged.length();
          progress.report("following the hum", LOOKING + (1 - LOOKING) * done);
        });
  }

  private RepairReport report(
      AudioSource damaged, HumSteadiness steadiness, int lines, double levelDb) {
    double hz = steadiness.mean() * damaged.sampleRateHz();
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("mains_hz", hz);
    measures.put("drift_hz", steadiness.deviation() * damaged.sampleRateHz());
    measures.put("harmonics", lines);
    measures.put("hum_level_db", levelDb);
    String found = "hum of %.2f Hz at %.0f dB of the whole taken out".formatted(hz, levelDb);
    return new RepairReport(
        name(), damaged.length() * damaged.channelCount(), found, measures, List.of());
  }
}
