package org.unroom.batch.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.unroom.batch.run.ReadWindow;
import org.unroom.core.media.MediaException;

/**
 * What a report is about: a result, as {@link org.unroom.batch.run.ResultFields} tell it.
 *
 * @param name the recording's, on one line
 * @param input the recording
 * @param window the part of it that was worked on
 * @param samples per channel of that part
 * @param outputs the sounds that were made of it
 * @param headline the verdict in one line
 * @param warnings what may be wrong, a line each
 * @param notes what else there is to say, a line each
 * @param fields all that is known, as it was read
 */
public record ReportSubject(
    String name,
    Path input,
    ReadWindow window,
    long samples,
    List<Output> outputs,
    String headline,
    List<String> warnings,
    List<String> notes,
    Map<String, Object> fields) {

  /**
   * A sound that was made.
   *
   * @param kind the word for it, such as {@code dry}
   * @param path where it lies
   * @param samples per channel
   */
  public record Output(String kind, Path path, long samples) {}

  /**
   * Reads the fields of a result.
   *
   * @throws IllegalArgumentException saying which field is missing
   */
  public static ReportSubject of(Map<String, Object> fields) {
    Path folder = Path.of(text(fields, "folder"));
    List<Output> outputs = new ArrayList<>();
    for (Object element : list(fields, "outputs")) {
      Map<String, Object> output = map(element);
      outputs.add(
          new Output(
              text(output, "kind"),
              folder.resolve(text(output, "path")),
              number(output, "samples").longValue()));
    }
    return new ReportSubject(
        text(fields, "input"),
        folder.resolve(text(fields, "input_path")),
        window(map(fields.getOrDefault("settings", Map.of()))),
        number(fields, "samples").longValue(),
        outputs,
        text(fields, "headline"),
        list(fields, "warnings").stream().map(String::valueOf).toList(),
        list(fields, "notes").stream().map(String::valueOf).toList(),
        fields);
  }

  private static ReadWindow window(Map<String, Object> settings) {
    Optional<ReadWindow> preview =
        ReadWindow.preview(String.valueOf(settings.get("preview")), OptionalInt.empty());
    if (preview.isPresent()) {
      return preview.get();
    }
    double start = seconds(settings.get("start")).orElse(0);
    return new ReadWindow(start, seconds(settings.get("duration")));
  }

  private static OptionalDouble seconds(Object given) {
    try {
      return given == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(given.toString()));
    } catch (NumberFormatException e) {
      // "to the end" is no number
      return OptionalDouble.empty();
    }
  }

  /** What was measured, by name; empty where nothing was. */
  public Map<String, Object> measures() {
    return map(fields.getOrDefault("measures", Map.of()));
  }

  /** The recording's file name up to its last dot. */
  public String stem() {
    String file = input.getFileName().toString();
    int dot = file.lastIndexOf('.');
    return dot <= 0 ? file : file.substring(0, dot);
  }

  /** The folder of the first output, the recording's where there is none. */
  public Path home() {
    Path first = outputs.isEmpty() ? input : outputs.get(0).path();
    return first.toAbsolutePath().getParent();
  }

  /** Refuses where a file is not there any more. */
  void requireFiles() throws MediaException {
    requireReadable(input);
    for (Output output : outputs) {
      requireReadable(output.path());
    }
  }

  private static void requireReadable(Path file) throws MediaException {
    if (!Files.isReadable(file)) {
      throw new MediaException(file, "is needed for the report and cannot be read");
    }
  }

  private static String text(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw missing(name);
  }

  private static Number number(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof Number number) {
      return number;
    }
    throw missing(name);
  }

  private static List<?> list(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        "\"%s\" is missing; it must be a result that Unroom wrote with --json".formatted(name));
  }
}
