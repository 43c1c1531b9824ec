package org.unroom.batch.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run was asked for, so that any of its results can be made again.
 *
 * @param version of Unroom
 * @param command words of the command line without its inputs, as in {@code dereverb --amount 0.5}
 * @param settings every option of the command by name, with the value it had, given or usual
 * @param folder that relative names start from
 */
public record RunInfo(
    String version, List<String> command, Map<String, String> settings, Path folder) {
  /** Keeps copies. */
  public RunInfo {
    command = List.copyOf(command);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** What {@link ResultFields} are given beside the result. */
  public Map<String, Object> fields(Path input) {
    List<String> words = new ArrayList<>(command);
    words.add("--");
    words.add(input.toString());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", version);
    fields.put("command", words);
    fields.put("settings", settings);
    fields.put("folder", folder.toString());
    fields.put("input_path", folder.resolve(input).normalize().toString());
    return fields;
  }
}
