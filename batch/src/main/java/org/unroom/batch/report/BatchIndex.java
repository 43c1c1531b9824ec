package org.unroom.batch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.batch.report.IndexEntry.State;
import org.unroom.core.media.AtomicOutput;

/**
 * One page over a run: a table of its recordings that can be sorted and filtered, the worst first:
 * failures, then what has warnings, then by confidence and by how little was reached.
 */
public final class BatchIndex {
  private static final List<String> CONFIDENCES = List.of("low", "medium", "high");

  private final List<Row> rows = new ArrayList<>();
  private final Path page;

  private record Row(IndexEntry entry, Optional<ReportCard> card) {
    int warnings() {
      return card.map(c -> c.warnings().size()).orElse(0);
    }

    Object measure(String name) {
      return card.map(c -> c.measures().get(name)).orElse(null);
    }

    double number(String name) {
      return measure(name) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    /** 0 for low, what is unknown behind the others. */
    int confidence() {
      int index = CONFIDENCES.indexOf(String.valueOf(measure("confidence")));
      return index < 0 ? CONFIDENCES.size() : index;
    }

    /** Gain in direct-to-reverberant ratio. */
    double reached() {
      double gain = number("drr_db_after") - number("drr_db");
      return Double.isFinite(gain) ? gain : Double.MAX_VALUE;
    }
  }

  private static final Comparator<Row> WORST_FIRST =
      Comparator.comparing((Row row) -> row.entry().state())
          .thenComparing(row -> row.warnings() == 0)
          .thenComparing(Row::confidence)
          .thenComparing(Row::reached)
          .thenComparing(row -> row.entry().name());

  /**
   * A page over recordings, which reads the reports that they have.
   *
   * @param page where it will lie; links start from there
   */
  public BatchIndex(List<IndexEntry> entries, Path page) throws IOException {
    this.page = page;
    for (IndexEntry entry : entries) {
      boolean there = entry.report().isPresent() && Files.isReadable(entry.report().get());
      rows.add(new Row(entry, there ? ReportCard.in(entry.report().get()) : Optional.empty()));
    }
    rows.sort(WORST_FIRST);
  }

  /**
   * Writes the page, complete or not at all.
   *
   * @param replace whether a file of that name may be replaced
   */
  public void write(boolean replace) throws IOException {
    try (AtomicOutput output = new AtomicOutput(page, replace)) {
      Files.writeString(output.temporary(), html(), UTF_8);
      output.commit();
    }
  }

  /** The page. */
  String html() {
    StringBuilder body = new StringBuilder();
    rows.forEach(row -> body.append(html(row)));
    String css = Html.resource("report.css") + Html.resource("index.css");
    String script = Html.resource("index.js");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("policy", Html.policy(script, css));
    values.put("css", css);
    values.put("script", script);
    values.put("headline", headline());
    values.put("rows", body.toString());
    return Html.filled(Html.resource("index.html"), values);
  }

  private String headline() {
    long failed = count(State.FAILED);
    long skipped = count(State.SKIPPED);
    long warned = rows.stream().filter(row -> row.warnings() > 0).count();
    return "%d of %d recordings done, %d failed, %d skipped, %d with warnings"
        .formatted(count(State.DONE), rows.size(), failed, skipped, warned);
  }

  private long count(State state) {
    return rows.stream().filter(row -> row.entry().state() == state).count();
  }

  private String html(Row row) {
    IndexEntry entry = row.entry();
    String name = "<bdi>" + Html.text(entry.name()) + "</bdi>";
    String linked =
        row.card().isPresent()
            ? "<a href=\"%s\">%s</a>".formatted(Html.link(page, entry.report().get()), name)
            : name;
    return """
    <tr data-state="%s"><th scope="row">%s</th><td>%s</td>%s%s<td data-value="%s">%s</td><td class="n" data-value="%d">%d</td><td>%s</td><td>%s</td></tr>
    """
        .formatted(
            entry.state().label(),
            linked,
            entry.state().label(),
            change(row, "t60_s", "%.2f", " s"),
            change(row, "drr_db", "%+.1f", " dB"),
            row.confidence(),
            Html.text(row.measure("confidence") == null ? "–" : row.measure("confidence")),
            row.warnings(),
            row.warnings(),
            pictures(row),
            note(row));
  }

  /** A figure before and after; sorted by the one after, or else by the one before. */
  private static String change(Row row, String name, String form, String unit) {
    double before = row.number(name);
    double after = row.number(name + "_after");
    String shown = Figures.measure(form, row.measure(name));
    if (Double.isFinite(after)) {
      shown += " → " + Figures.plain(form, after);
    }
    double key = Double.isFinite(after) ? after : before;
    return "<td class=\"n\" data-value=\"%s\">%s%s</td>"
        .formatted(
            Double.isFinite(key) ? Double.toString(key) : "",
            shown,
            Double.isFinite(key) ? unit : "");
  }

  private static String pictures(Row row) {
    StringBuilder pictures = new StringBuilder();
    row.card()
        .ifPresent(
            card ->
                card.pictures()
                    .forEach(
                        png ->
                            pictures.append(
                                "<img alt=\"\" width=\"120\" height=\"40\" decoding=\"async\" src=\"data:image/png;base64,%s\">"
                                    .formatted(Html.text(png)))));
    return pictures.toString();
  }

  private static String note(Row row) {
    List<String> lines = new ArrayList<>();
    if (!row.entry().cause().isEmpty()) {
      lines.add(Html.text(row.entry().cause()));
    }
    row.card().ifPresent(card -> card.warnings().forEach(line -> lines.add(Html.text(line))));
    row.card().ifPresent(card -> lines.add(Html.text(card.headline())));
    return String.join("<br>", lines);
  }
}
