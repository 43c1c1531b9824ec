package org.unroom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unroom.batch.journal.JsonValue;

/**
 * Messages for programs: one JSON object a line, {@code message_type} first, then fields in
 * snake_case, to which only ever some are added. Numbers that JSON has no form for are null.
 */
final class JsonLines {
  private final PrintStream out;
  private final ObjectMapper json = new ObjectMapper();

  JsonLines(PrintStream out) {
    this.out = out;
  }

  /** Writes one message. */
  void write(String type, Map<String, Object> fields) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("message_type", type);
    fields.forEach((name, value) -> message.put(name, JsonValue.of(value)));
    try {
      out.println(json.writeValueAsString(message));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message of type " + type + " is no JSON", e);
    }
  }
}
