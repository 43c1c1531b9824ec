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
  private static final double HIGHEST_HZ = 2000;
  private static final double INAUDIBLE_DB = -45;

  /** Of hum nearly all the power is in steady lines, of notes next to nothing. */
  private static final double MOSTLY = 0.5;

  private static final int TRACKING_ROUNDS = 3;
  private static final double SHORTEST_SECONDS = 3;

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
    HumLines lines = new HumLines(damaged, found.getAsDouble(), HIGHEST_HZ);
    for (int round = 0; round < TRACKING_ROUNDS; round++) {
      lines.demodulate(damaged);
      if (round + 1 < TRACKING_ROUNDS) {
        lines.followDrift();
      }
      progress.report("following the hum", 0.8 * (round + 1) / TRACKING_ROUNDS);
    }
    lines.smooth();
    if (lines.steadyShare() < MOSTLY) {
      return unchanged(damaged, repaired);
    }
    double levelDb = subtract(damaged, (x, from, count) -> {}, lines);
    if (!(levelDb > INAUDIBLE_DB)) {
      return unchanged(damaged, repaired);
    }
    subtract(damaged, repaired, lines);
    return report(damaged, lines, levelDb);
  }

  private RepairReport unchanged(AudioSource damaged, AudioSink repaired) throws IOException {
    damaged.forEachBlock(repaired);
    return new RepairReport(name(), 0, "no hum", Map.of(), List.of());
  }

  /** Level of the hum against the recording's, in dB. */
  private static double subtract(AudioSource damaged, AudioSink repaired, HumLines lines)
      throws IOException {
    double[] energies = new double[2];
    long[] at = new long[1];
    damaged.forEachBlock(
        (x, from, count) -> {
          double[] real = new double[count];
          double[] imaginary = new double[count];
          lines.phasors(at[0], real, imaginary);
          for (int c = 0; c < x.length; c++) {
            double[] hum = new double[count];
            lines.addTo(hum, c, at[0], real, imaginary);
            for (int i = 0; i < count; i++) {
              energies[0] += hum[i] * hum[i];
              energies[1] += (double) x[c][from + i] * x[c][from + i];
              x[c][from + i] -= (float) hum[i];
            }
          }
          repaired.write(x, from, count);
          at[0] += count;
        });
    return Decibels.ofPower(energies[0] / energies[1]);
  }

  private RepairReport report(AudioSource damaged, HumLines lines, double levelDb) {
    double[] hz = lines.fundamentalHz(damaged.sampleRateHz());
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("mains_hz", hz[0]);
    measures.put("drift_hz", hz[1]);
    measures.put("harmonics", lines.harmonics());
    measures.put("hum_level_db", levelDb);
    String found = "hum of %.2f Hz at %.0f dB of the whole taken out".formatted(hz[0], levelDb);
    return new RepairReport(
        name(), damaged.length() * damaged.channelCount(), found, measures, List.of());
  }
}
