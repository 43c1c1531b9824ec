package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.unroom.core.repair.RepairReport;

/** Says what {@link RepairChain} found and did, for people and for programs. */
final class RepairFindings {
  private RepairFindings() {}

  static Findings of(List<RepairReport> reports) {
    boolean changed = reports.stream().anyMatch(RepairReport::changed);
    return new Findings(
        headline(reports) + (changed ? "" : ": left unchanged"),
        List.of(),
        Map.of("repairs", measures(reports)),
        warnings(reports));
  }

  /** What was found before another treatment, in front of what that found. */
  static Findings before(List<RepairReport> reports, Findings after) {
    Map<String, Object> measures = new LinkedHashMap<>(after.measures());
    measures.put("repairs", measures(reports));
    List<String> warnings = new ArrayList<>(warnings(reports));
    warnings.addAll(after.warnings());
    return new Findings(
        headline(reports) + "; " + after.headline(), after.table(), measures, warnings);
  }

  private static String headline(List<RepairReport> reports) {
    return reports.stream().map(RepairReport::found).collect(Collectors.joining(", "));
  }

  private static List<Map<String, Object>> measures(List<RepairReport> reports) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (RepairReport report : reports) {
      Map<String, Object> measures = new LinkedHashMap<>();
      measures.put("repair", report.repair());
      measures.put("changed_samples", report.changedSamples());
      measures.putAll(report.measures());
      all.add(measures);
    }
    return all;
  }

  private static List<String> warnings(List<RepairReport> reports) {
    return reports.stream()
        .flatMap(r -> r.warnings().stream().map(w -> r.repair() + ": " + w))
        .toList();
  }
}
