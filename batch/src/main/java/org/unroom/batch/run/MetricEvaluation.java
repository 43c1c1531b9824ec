package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.unroom.core.audio.Audio;
import org.unroom.reverb.metrics.Evaluation;
import org.unroom.reverb.metrics.Metric;
import org.unroom.reverb.metrics.Scores;

/** {@code evaluate} with {@link Evaluation}. */
public final class MetricEvaluation implements EvaluationPipeline {
  @Override
  public Findings evaluate(Audio reference, Audio estimate) {
    Evaluation evaluation = Evaluation.of(reference, estimate);
    Map<String, Object> measures = measures(evaluation.mean());
    if (evaluation.channels().size() > 1) {
      measures.put("channels", evaluation.channels().stream().map(s -> measures(s)).toList());
    }
    measures.put("lag_samples", evaluation.lagSamples());
    return new Findings(
        "%s against the reference, mean of %d channel%s"
            .formatted(
                evaluation.lagSamples().stream().allMatch(lag -> lag == 0)
                    ? "as it lies"
                    : "aligned by %s samples".formatted(evaluation.lagSamples()),
                evaluation.channels().size(),
                evaluation.channels().size() == 1 ? "" : "s"),
        table(evaluation.mean()),
        measures,
        missing(evaluation.mean()));
  }

  /** Names in snake_case; what has no figure, and what is infinite, is null in JSON. */
  private static Map<String, Object> measures(Scores scores) {
    Map<String, Object> measures = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      OptionalDouble figure = scores.of(metric);
      String unit = metric.unit().isEmpty() ? "" : "_" + metric.unit().toLowerCase(Locale.ROOT);
      measures.put(
          metric.name().toLowerCase(Locale.ROOT) + unit,
          figure.isPresent() && Double.isFinite(figure.getAsDouble())
              ? figure.getAsDouble()
              : null);
    }
    return measures;
  }

  private static List<String> table(Scores scores) {
    List<String> lines = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      OptionalDouble figure = scores.of(metric);
      lines.add(
          String.format(
                  Locale.ROOT,
                  "  %-18s %9s %s",
                  metric.label(),
                  figure.isPresent() ? shown(figure.getAsDouble(), metric) : "none",
                  metric.unit())
              .stripTrailing());
    }
    return lines;
  }

  private static String shown(double figure, Metric metric) {
    if (Double.isInfinite(figure)) {
      return figure > 0 ? "infinite" : "−infinite";
    }
    return String.format(Locale.ROOT, metric.unit().isEmpty() ? "%.4f" : "%.3f", figure);
  }

  private static List<String> missing(Scores scores) {
    List<String> missing = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (scores.of(metric).isEmpty()) {
        missing.add(metric.label() + " has no figure: too short, silent, or not at this rate");
      }
    }
    return missing;
  }
}
