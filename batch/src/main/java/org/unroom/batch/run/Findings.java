package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found out about a recording, for people and for programs.
 *
 * @param headline one honest line, such as {@code T60 1.24 s → 0.41 s, DRR −3.1 → +4.8 dB,
 *     confidence medium} or {@code little room to remove: left unchanged}
 * @param table further lines for people, may be empty
 * @param measures the same for programs: names in snake_case with their units, values that JSON has
 *     (numbers, strings, booleans, lists and maps of those)
 * @param warnings what the result cannot stand behind, a line each
 */
public record Findings(
    String headline, List<String> table, Map<String, Object> measures, List<String> warnings) {
  /** Keeps copies, the measures in their order. */
  public Findings {
    table = List.copyOf(table);
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    warnings = List.copyOf(warnings);
  }

  /** The same with one more warning. */
  Findings withWarning(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Findings(headline, table, measures, more);
  }
}
