package org.unroom.batch.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unroom.batch.journal.JsonValue;
import org.unroom.core.media.AtomicOutput;

/**
 * The account of a batch in its output folder: {@code summary.json} with everything, {@code
 * summary.csv} (RFC 4180, for spreadsheets) with the main figures, a row for every job in the order
 * of the plan. Both appear complete, in place of those of an earlier run.
 */
public final class SummaryFiles {
  private static final List<String> FIGURES =
      List.of(
          "t60_s",
          "t60_s_after",
          "drr_db",
          "drr_db_after",
          "confidence",
          "loudness_lufs",
          "true_peak_dbtp",
          "audio_seconds");

  private SummaryFiles() {}

  /**
   * Writes both.
   *
   * @param run what there is to say of the run as a whole, names in snake_case
   */
  public static void write(Path folder, Map<String, Object> run, List<JobOutcome> outcomes)
      throws IOException {
    write(folder.resolve("summary.json"), json(run, outcomes));
    write(folder.resolve("summary.csv"), csv(outcomes).getBytes(UTF_8));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (AtomicOutput output = new AtomicOutput(file, true)) {
      Files.write(output.temporary(), bytes);
      output.commit();
    }
  }

  private static byte[] json(Map<String, Object> run, List<JobOutcome> outcomes)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>(run);
    fields.put("files", outcomes.stream().map(SummaryFiles::fields).toList());
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsBytes(JsonValue.of(fields));
  }

  private static Map<String, Object> fields(JobOutcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("input", outcome.input());
    fields.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    fields.put("message", outcome.message());
    fields.put("measures", outcome.figures());
    fields.put("warnings", outcome.warnings());
    fields.put("attempts", outcome.attempts());
    fields.put("seconds", outcome.seconds());
    return fields;
  }

  static String csv(List<JobOutcome> outcomes) {
    Stream<String> head =
        Stream.of(
                Stream.of("input", "status"),
                FIGURES.stream(),
                Stream.of("seconds", "attempts", "warnings", "message"))
            .flatMap(names -> names);
    return Stream.concat(
            Stream.of(head.collect(Collectors.joining(","))),
            outcomes.stream().map(SummaryFiles::row))
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  private static String row(JobOutcome outcome) {
    Stream<Object> figures = FIGURES.stream().map(name -> outcome.figures().getOrDefault(name, ""));
    return Stream.of(
            Stream.of(outcome.input(), outcome.status().name().toLowerCase(Locale.ROOT)),
            figures,
            Stream.of(
                outcome.seconds(),
                outcome.attempts(),
                String.join("; ", outcome.warnings()),
                outcome.message()))
        .flatMap(values -> values)
        .map(SummaryFiles::cell)
        .collect(Collectors.joining(","));
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.4f", number);
    }
    String text = value.toString();
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
