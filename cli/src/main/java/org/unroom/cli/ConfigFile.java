package org.unroom.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.unroom.core.media.IoReason;
import org.unroom.core.media.MediaException;

/**
 * Options from elsewhere: those of a {@link Preset}, and a job as a file, a JSON object whose names
 * are those of the options, as in {@code {"do": "dereverb", "amount": 0.8, "save": ["dry", "ir"],
 * "resume": true, "inputs": ["talks"], "out": "dry"}}. What stands on the command line has the last
 * word, then the file, then the preset.
 */
final class ConfigFile {
  private static final String INPUTS = "inputs";
  private static final String BATCH = "batch";

  private ConfigFile() {}

  /** The command line that {@code arguments} and the file they name mean together. */
  static Arguments merge(Command command, Arguments arguments) throws UsageException {
    Arguments own =
        arguments.text("config").isPresent()
            ? ofFile(command, arguments, arguments.text("config").get())
            : arguments;
    return own.text("preset").isPresent() ? ofPreset(command, own, own.text("preset").get()) : own;
  }

  private static Arguments ofPreset(Command command, Arguments arguments, String preset)
      throws UsageException {
    List<String> words = new ArrayList<>();
    String action = arguments.text("do").orElse(command.name());
    String treating = action.equals(BATCH) ? BatchCommand.USUAL : action;
    Preset.called(preset, treating)
        .options()
        .forEach(
            (name, value) -> {
              if (!arguments.has(name)) {
                words.add("--" + name + (value.isEmpty() ? "" : "=" + value));
              }
            });
    return arguments.with(command, words, arguments.operands());
  }

  private static Arguments ofFile(Command command, Arguments arguments, String file)
      throws UsageException {
    List<String> words = new ArrayList<>();
    List<String> operands = new ArrayList<>(arguments.operands());
    for (Map.Entry<String, JsonNode> field : read(file).properties()) {
      if (field.getKey().equals(INPUTS)) {
        if (operands.isEmpty()) {
          field.getValue().forEach(input -> operands.add(input.asText()));
        }
      } else if (!arguments.has(field.getKey())) {
        words.addAll(option(file, field.getKey(), field.getValue()));
      }
    }
    return arguments.with(command, words, operands);
  }

  private static JsonNode read(String file) throws UsageException {
    try {
      JsonNode node = new ObjectMapper().readTree(Files.readAllBytes(Path.of(file)));
      if (node.isObject()) {
        return node;
      }
      throw wrong(file, "holds no JSON object");
    } catch (JacksonException e) {
      throw wrong(
          file,
          "is no JSON (line %d: %s)"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw wrong(file, "cannot be read (%s)".formatted(IoReason.of(e)));
    }
  }

  private static List<String> option(String file, String name, JsonNode value)
      throws UsageException {
    if (value.isBoolean()) {
      return value.asBoolean() ? List.of("--" + name) : List.of();
    }
    if (value.isArray()) {
      String joined =
          StreamSupport.stream(value.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(","));
      return List.of("--" + name + "=" + joined);
    }
    if (value.isValueNode() && !value.isNull()) {
      return List.of("--" + name + "=" + value.asText());
    }
    throw wrong(file, "\"%s\" must be a text, a number, true, false or a list".formatted(name));
  }

  private static UsageException wrong(String file, String what) {
    return new UsageException("--config=%s %s".formatted(MediaException.shown(file), what));
  }
}
