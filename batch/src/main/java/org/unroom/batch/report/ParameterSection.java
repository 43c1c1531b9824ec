package org.unroom.batch.report;

import java.util.List;
import java.util.stream.Collectors;

/** How the result was made, so that it can be made again. */
final class ParameterSection {
  private final ReportSubject subject;

  ParameterSection(ReportSubject subject) {
    this.subject = subject;
  }

  /** The section as HTML. */
  String html() {
    StringBuilder settings = new StringBuilder();
    entry(settings, "Unroom", subject.fields().getOrDefault("version", "unknown"));
    ReportSubject.map(subject.fields().get("settings"))
        .forEach((name, value) -> entry(settings, "--" + name, value));
    entry(settings, "took", Figures.measure("%.1f s", subject.fields().get("elapsed_seconds")));
    return """
    <section aria-labelledby="parameters">
    <h2 id="parameters">Parameters</h2>
    <p>This command makes the same files again, in <code>%s</code>:</p>
    <pre tabindex="0" role="group" aria-label="Command">%s</pre>
    <details><summary>Every setting</summary>
    <dl>
    %s</dl>
    </details>
    <details><summary>All measures</summary>
    <pre tabindex="0" role="group" aria-label="Measures">%s</pre>
    </details>
    </section>
    """
        .formatted(
            Html.text(subject.fields().getOrDefault("folder", ".")),
            Html.text(command()),
            settings,
            Html.lines(subject.measures()));
  }

  private static void entry(StringBuilder list, String name, Object value) {
    list.append("<dt>%s</dt><dd>%s</dd>%n".formatted(Html.text(name), Html.text(value)));
  }

  private String command() {
    List<?> words =
        subject.fields().get("command") instanceof List<?> list ? list : List.of("report");
    return "unroom "
        + words.stream().map(word -> quoted(word.toString())).collect(Collectors.joining(" "));
  }

  /** As a POSIX shell takes it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
