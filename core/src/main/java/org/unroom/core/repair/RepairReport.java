package org.unroom.core.repair;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a repair found and did.
 *
 * @param repair its name, such as {@code declip}
 * @param changedSamples samples of all channels that are not what they were
 * @param found the damage in a few words, such as {@code 12 clicks}; also where there is none
 * @param measures the same for programs: names in snake_case with their units
 * @param warnings what could not be repaired, a line each
 */
public record RepairReport(
    String repair,
    long changedSamples,
    String found,
    Map<String, Object> measures,
    List<String> warnings) {
  /** Keeps copies, the measures in their order. */
  public RepairReport {
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    warnings = List.copyOf(warnings);
  }

  /** Whether anything is different from before. */
  public boolean changed() {
    return changedSamples > 0;
  }
}
