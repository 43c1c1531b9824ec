package org.unroom.batch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unroom.core.plot.Ink;
import org.unroom.core.plot.LineChart;
import org.unroom.core.plot.Picture;

/** What the fit says of the room, octave by octave. */
final class RoomSection {
  /** What ears just notice of a change in reverberation time: ISO 3382-1, table A.1. */
  private static final double T60_NOTICED = 0.05;

  private static final double HEADROOM = 1.15;
  private static final double LEAST_T60_AXIS = 0.5;
  private static final double DB_MARGIN = 3;

  private final Map<String, Object> measures;
  private final boolean pictures;

  /**
   * A section over measures.
   *
   * @param pictures whether pictures can be drawn here
   */
  RoomSection(Map<String, Object> measures, boolean pictures) {
    this.measures = measures;
    this.pictures = pictures;
  }

  /** The section as HTML, empty where no room was told. */
  String html() {
    List<Map<String, Object>> octaves = octaves();
    if (octaves.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    octaves.forEach(octave -> rows.append(row(octave)));
    return """
    <section aria-labelledby="room">
    <h2 id="room">The room</h2>
    <p>%s</p>
    <div class="pair">
    %s</div>
    <div class="scroll" tabindex="0" role="group" aria-label="Table of octaves">
    <table>
    <caption>As the fit tells it. A listener just notices 5 %% of T60 and 1 dB of clarity (ISO 3382-1).</caption>
    <thead><tr><th scope="col">Octave</th><th scope="col" class="n">T60</th><th scope="col" class="n">known to</th><th scope="col" class="n">C50</th><th scope="col" class="n">DRR</th><th scope="col">Confidence</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    </div>
    </section>
    """
        .formatted(summary(), pictures ? charts(octaves) : "", rows);
  }

  private List<Map<String, Object>> octaves() {
    List<Map<String, Object>> octaves = new ArrayList<>();
    if (measures.get("octaves") instanceof List<?> list) {
      list.forEach(element -> octaves.add(ReportSubject.map(element)));
    }
    return octaves;
  }

  private String summary() {
    return "T60 %s, C50 %s, DRR %s; confidence %s."
        .formatted(
            Figures.measure("%.2f s", measures.get("t60_s")),
            Figures.measure("%+.1f dB", measures.get("c50_db")),
            Figures.measure("%+.1f dB", measures.get("drr_db")),
            Html.text(measures.getOrDefault("confidence", "unknown")));
  }

  private static String row(Map<String, Object> octave) {
    double spread = number(octave, "t60_relative_spread");
    String known =
        Double.isFinite(spread)
            ? "±%.0f %%%s".formatted(100 * spread, spread <= T60_NOTICED ? " (not audible)" : "")
            : "–";
    return """
    <tr><th scope="row">%s</th><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td><td>%s</td></tr>
    """
        .formatted(
            Figures.measure("%.0f Hz", octave.get("center_hz")),
            Figures.measure("%.2f s", octave.get("t60_s")),
            known,
            Figures.measure("%+.1f dB", octave.get("c50_db")),
            Figures.measure("%+.1f dB", octave.get("drr_db")),
            Html.text(octave.getOrDefault("confidence", "unknown")));
  }

  private static String charts(List<Map<String, Object>> octaves) {
    return PictureSection.still("t60", t60(octaves))
        + PictureSection.still("ratios", ratios(octaves));
  }

  private static Picture t60(List<Map<String, Object>> octaves) {
    double[] hz = column(octaves, "center_hz");
    double[] t60 = column(octaves, "t60_s");
    double[] spread = column(octaves, "t60_relative_spread");
    double[] from = new double[hz.length];
    double[] to = new double[hz.length];
    double highest = LEAST_T60_AXIS;
    for (int i = 0; i < hz.length; i++) {
      double s = Double.isFinite(spread[i]) ? spread[i] : 0;
      from[i] = t60[i] * Math.exp(-s);
      to[i] = t60[i] * Math.exp(s);
      highest = Math.max(highest, to[i] > 2 * t60[i] ? 2 * t60[i] : to[i]);
    }
    return LineChart.overOctaves(hz, "s", 0, highest * HEADROOM)
        .points("T60 and what the fit leaves open", hz, t60, from, to, Ink.BLUE)
        .picture(
            "Reverberation time T60 per octave",
            "T60 in seconds over octaves; the values are in the table below.",
            LineChart.HALF);
  }

  private static Picture ratios(List<Map<String, Object>> octaves) {
    double[] hz = column(octaves, "center_hz");
    double[] c50 = column(octaves, "c50_db");
    double[] drr = column(octaves, "drr_db");
    double lowest = 0;
    double highest = 0;
    for (int i = 0; i < hz.length; i++) {
      lowest = Math.min(lowest, Math.min(c50[i], drr[i]));
      highest = Math.max(highest, Math.max(c50[i], drr[i]));
    }
    return LineChart.overOctaves(hz, "dB", lowest - DB_MARGIN, highest + DB_MARGIN)
        .points("clarity C50", hz, c50, c50, c50, Ink.GREEN)
        .points("direct to reverberant, DRR", hz, drr, drr, drr, Ink.VERMILION)
        .picture(
            "Clarity and direct-to-reverberant ratio per octave",
            "C50 and DRR in decibels over octaves; the values are in the table below.",
            LineChart.HALF);
  }

  private static double[] column(List<Map<String, Object>> octaves, String name) {
    return octaves.stream().mapToDouble(octave -> number(octave, name)).toArray();
  }

  private static double number(Map<String, Object> octave, String name) {
    return octave.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
