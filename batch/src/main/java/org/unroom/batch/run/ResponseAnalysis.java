package org.unroom.batch.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.unroom.core.audio.Audio;
import org.unroom.core.audio.AudioSource;
import org.unroom.core.parallel.Progress;
import org.unroom.reverb.acoustics.BandAcoustics;
import org.unroom.reverb.acoustics.Bands;
import org.unroom.reverb.acoustics.DoubleSlope;
import org.unroom.reverb.acoustics.RoomAcoustics;

/**
 * {@code analyze --ir}: the recording is an impulse response itself, and {@link RoomAcoustics}
 * measures each of its channels.
 */
public final class ResponseAnalysis implements AnalysisPipeline {
  private static final int LONGEST_SECONDS = 120;

  private final Bands bands;

  /** An analysis in these bands. */
  public ResponseAnalysis(Bands bands) {
    this.bands = bands;
  }

  @Override
  public Findings analyze(AudioSource source, Progress progress) throws IOException {
    long longest = (long) LONGEST_SECONDS * source.sampleRateHz();
    Audio response = source.slice(0, Math.min(longest, source.length()));
    List<String> warnings =
        source.length() > longest
            ? List.of("only its first %d s are measured".formatted(LONGEST_SECONDS))
            : List.of();
    List<String> table = new ArrayList<>();
    List<Map<String, Object>> channels = new ArrayList<>();
    List<String> headlines = new ArrayList<>();
    for (int c = 0; c < response.channelCount(); c++) {
      progress.report("measuring the decay", c / (double) response.channelCount());
      RoomAcoustics acoustics =
          RoomAcoustics.of(response.channel(c), response.sampleRateHz(), bands);
      headlines.add(inWords(acoustics.whole()));
      if (response.channelCount() > 1) {
        table.add("channel %d: %s".formatted(c + 1, inWords(acoustics.whole())));
      }
      addTable(acoustics, table);
      channels.add(measures(acoustics, response.sampleRateHz()));
    }
    progress.report("done", 1);
    return new Findings(headlines.get(0), table, Map.of("channels", channels), warnings);
  }

  private static String inWords(BandAcoustics whole) {
    if (whole.t60Seconds().isEmpty()) {
      return format("no decay that stands out of its noise (range %.0f dB)", whole.rangeDb());
    }
    return format(
        "T60 %.2f s (%s), EDT %s s, C50 %s dB, DRR %s dB, range %.0f dB",
        whole.t60Seconds().getAsDouble(),
        whole.t60Estimator(),
        plain(whole.edtSeconds(), "%.2f"),
        plain(whole.c50Db(), "%+.1f"),
        plain(whole.drrDb(), "%+.1f"),
        whole.rangeDb());
  }

  private static void addTable(RoomAcoustics acoustics, List<String> table) {
    table.add(
        "     band    T60 from    EDT     T20     T30     C50     C80   D50      Ts     DRR  range");
    for (BandAcoustics band : acoustics.bands()) {
      table.add(
          format(
              "%6s Hz %6s %-4s %6s %7s %7s %7s %7s %5s %7s %7s %6.0f%s",
              hertz(band.nominalHz()),
              plain(band.t60Seconds(), "%.2f"),
              band.t60Estimator(),
              plain(band.edtSeconds(), "%.2f"),
              plain(band.t20Seconds(), "%.2f"),
              plain(band.t30Seconds(), "%.2f"),
              plain(band.c50Db(), "%+.1f"),
              plain(band.c80Db(), "%+.1f"),
              plain(band.d50(), "%.2f"),
              plain(millis(band.centreSeconds()), "%.0f ms"),
              plain(band.drrDb(), "%+.1f"),
              band.rangeDb(),
              remark(band)));
    }
  }

  private static String remark(BandAcoustics band) {
    if (band.doubleSlope().isPresent()) {
      DoubleSlope slopes = band.doubleSlope().get();
      return format(
          "  double slope: %.2f s, then %.2f s from %.0f dB on",
          slopes.earlySeconds(), slopes.lateSeconds(), slopes.kneeDb());
    }
    return band.bent() ? "  bent" : "";
  }

  private static Map<String, Object> measures(RoomAcoustics acoustics, int rate) {
    Map<String, Object> measures = new LinkedHashMap<>();
    measures.put("direct_s", acoustics.direct().sample() / (double) rate);
    measures.put("whole", ResponseMeasures.of(acoustics.whole()));
    measures.put("bands", acoustics.bands().stream().map(ResponseMeasures::of).toList());
    return measures;
  }

  private static String hertz(double nominalHz) {
    return nominalHz == Math.rint(nominalHz) ? format("%.0f", nominalHz) : format("%s", nominalHz);
  }

  private static OptionalDouble millis(OptionalDouble seconds) {
    return seconds.isPresent()
        ? OptionalDouble.of(1000 * seconds.getAsDouble())
        : OptionalDouble.empty();
  }

  private static String plain(OptionalDouble value, String form) {
    return value.isPresent() ? format(form, value.getAsDouble()) : "-";
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
