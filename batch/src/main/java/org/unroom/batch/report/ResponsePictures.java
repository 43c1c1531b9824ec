package org.unroom.batch.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.unroom.core.audio.Audio;
import org.unroom.core.dsp.Decibels;
import org.unroom.core.plot.Ink;
import org.unroom.core.plot.LineChart;
import org.unroom.core.plot.LineChart.Stroke;
import org.unroom.core.plot.Picture;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.DirectSound;
import org.unroom.reverb.acoustics.EchoDensity;
import org.unroom.reverb.acoustics.EnergyDecay;

/** Pictures of an impulse response, of its first channel. */
final class ResponsePictures {
  private static final int COLUMNS = 600;
  private static final double RANGE_DB = 90;
  private static final double DECAY_DB = 65;
  private static final double EARLY_SECONDS = 0.1;
  private static final double LEAD_SECONDS = 0.005;
  private static final double SILENCE = 1e-9;
  private static final double LEAST_SECONDS = 0.05;

  private final float[] h;
  private final int rate;
  private final int direct;

  /** Pictures of a response. */
  ResponsePictures(Audio response) {
    this.h = response.channel(0);
    this.rate = response.sampleRateHz();
    this.direct = DirectSound.in(h, rate).sample();
  }

  /** The first 100 ms, sample by sample. */
  Picture early(String title) {
    int from = Math.max(0, direct - (int) (LEAD_SECONDS * rate));
    int to = Math.min(h.length, direct + (int) (EARLY_SECONDS * rate));
    double[] milliseconds = new double[to - from];
    double[] samples = new double[to - from];
    double peak = SILENCE;
    for (int n = from; n < to; n++) {
      milliseconds[n - from] = 1000.0 * (n - direct) / rate;
      samples[n - from] = h[n];
      peak = Math.max(peak, Math.abs(h[n]));
    }
    return LineChart.linear(
            "ms behind the direct sound",
            -1000 * LEAD_SECONDS,
            1000 * EARLY_SECONDS,
            "",
            -1.05 * peak,
            1.05 * peak)
        .line("", milliseconds, samples, Ink.BLUE, Stroke.SOLID)
        .picture(
            title,
            String.format(
                Locale.ROOT,
                "The first 100 ms of the impulse response; the highest magnitude is %.4f.",
                peak),
            LineChart.WIDE);
  }

  /** The envelope in decibels below the highest sample, with the direct and the mixed sound. */
  Picture envelope(String title) {
    int columns = Math.min(COLUMNS, Math.max(1, h.length));
    double[] seconds = new double[columns];
    double[] level = new double[columns];
    double peak = SILENCE;
    for (int i = 0; i < columns; i++) {
      int from = (int) ((long) i * h.length / columns);
      int to = (int) ((long) (i + 1) * h.length / columns);
      double highest = SILENCE;
      for (int n = from; n < to; n++) {
        highest = Math.max(highest, Math.abs(h[n]));
      }
      peak = Math.max(peak, highest);
      seconds[i] = (from + to) / 2.0 / rate;
      level[i] = highest;
    }
    for (int i = 0; i < columns; i++) {
      level[i] = Math.max(-RANGE_DB, Decibels.ofAmplitude(level[i] / peak));
    }
    double length = Math.max(LEAST_SECONDS, h.length / (double) rate);
    OptionalDouble mixed = EchoDensity.mixingSeconds(h, rate);
    LineChart chart =
        LineChart.linear("s", 0, length, "dB below the peak", -RANGE_DB, 3)
            .line("", seconds, level, Ink.BLUE, Stroke.SOLID)
            .mark("direct", direct / (double) rate);
    mixed.ifPresent(s -> chart.mark("mixed", s + direct / (double) rate));
    return chart.picture(
        title,
        String.format(
            Locale.ROOT,
            "Envelope of the impulse response over %.2f seconds in decibels; the direct sound is at"
                + " %.0f ms, %s.",
            h.length / (double) rate,
            1000.0 * direct / rate,
            mixed.isPresent()
                ? String.format(
                    Locale.ROOT, "reflections are mixed %.0f ms later", 1000 * mixed.getAsDouble())
                : "reflections never get dense"),
        LineChart.WIDE);
  }

  /** What is left of the energy, octave by octave, with the lines that T60 is read from. */
  Picture decay(String title) {
    List<EnergyDecay> decays = EnergyDecay.of(h, rate, Bands.OCTAVE);
    double longest = LEAST_SECONDS;
    for (EnergyDecay decay : decays) {
      longest = Math.max(longest, decay.stepSeconds() * visible(decay.levelDb()));
    }
    LineChart chart = LineChart.linear("s behind the direct sound", 0, longest, "dB", -DECAY_DB, 2);
    List<String> times = new ArrayList<>();
    for (int i = 0; i < decays.size(); i++) {
      EnergyDecay decay = decays.get(i);
      String hz = Figures.hertz(decay.nominalHz());
      Ink ink = Ink.ofSeries(i);
      double[] seconds = new double[decay.levelDb().length];
      Arrays.setAll(seconds, k -> k * decay.stepSeconds());
      chart.line(hz, seconds, decay.levelDb(), ink, Stroke.SOLID);
      decay
          .line()
          .ifPresent(
              line -> {
                chart.line(
                    "",
                    new double[] {line.fromSeconds(), line.toSeconds()},
                    new double[] {line.fromDb(), line.toDb()},
                    Ink.TEXT,
                    Stroke.DASHED);
                times.add(
                    String.format(
                        Locale.ROOT,
                        "%s %.2f s",
                        hz,
                        60
                            * (line.toSeconds() - line.fromSeconds())
                            / (line.fromDb() - line.toDb())));
              });
    }
    return chart.picture(
        title,
        "Backward-integrated energy per octave down to the noise, with fitted lines; T60: %s."
            .formatted(times.isEmpty() ? "none can be told" : String.join(", ", times)),
        LineChart.TALL);
  }

  private static int visible(double[] levelDb) {
    int i = 0;
    while (i < levelDb.length && levelDb[i] > -DECAY_DB) {
      i++;
    }
    return i;
  }
}
