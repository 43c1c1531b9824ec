package org.unroom.batch.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.unroom.batch.report.IndexEntry.State;

/** What a command told with {@code --json}, read back. */
public final class RunMessages {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final List<Map<String, Object>> messages = new ArrayList<>();

  /**
   * Adds the JSON lines of a file.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public void read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Map<String, Object>> told = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        try {
          told.add(json.readValue(line, OBJECT));
        } catch (JsonProcessingException e) {
          throw new IllegalArgumentException(
              "holds a line that is no JSON object; it must be what Unroom wrote with --json", e);
        }
      }
    }
    if (told.stream().noneMatch(message -> isEnd(message))) {
      throw new IllegalArgumentException("holds no result and no error of a recording");
    }
    messages.addAll(told);
  }

  private static boolean isEnd(Map<String, Object> message) {
    return is(message, "message_type", "result") || isError(message);
  }

  private static boolean isError(Map<String, Object> message) {
    return is(message, "message_type", "error") && message.containsKey("input");
  }

  private static boolean is(Map<String, Object> message, String name, String value) {
    return value.equals(message.get(name));
  }

  /** The results of what was done, as {@link ReportSubject#of} takes them. */
  public List<Map<String, Object>> results() {
    return messages.stream()
        .filter(message -> is(message, "message_type", "result") && is(message, "status", "done"))
        .toList();
  }

  /** What was skipped and what failed, which have no reports. */
  public List<IndexEntry> others() {
    List<IndexEntry> others = new ArrayList<>();
    for (Map<String, Object> message : messages) {
      String name = String.valueOf(message.get("input"));
      if (is(message, "message_type", "result") && is(message, "status", "skipped")) {
        others.add(IndexEntry.without(name, State.SKIPPED, "its outputs exist"));
      } else if (isError(message)) {
        others.add(IndexEntry.without(name, State.FAILED, String.valueOf(message.get("message"))));
      }
    }
    return others;
  }
}
