package org.unroom.reverb.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Figures by {@link Metric}. A metric that is not available (its class says when) has no entry; a
 * figure may be infinite (SI-SDR of equal signals is +∞) but is never NaN.
 *
 * @param figures the available figures, in the order of {@link Metric}
 */
public record Scores(Map<Metric, Double> figures) {
  /** Copies the figures. */
  public Scores {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(figures);
    copy.forEach(Scores::requireNumber);
    figures = Collections.unmodifiableMap(copy);
  }

  private static void requireNumber(Metric metric, Double figure) {
    if (figure.isNaN()) {
      throw new IllegalArgumentException(metric + "=NaN; leave out what is not available");
    }
  }

  /** The figure of one metric, empty if not available. */
  public OptionalDouble of(Metric metric) {
    Double figure = figures.get(metric);
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }

  /** Metric by metric the mean over those that have a figure. */
  public static Scores mean(List<Scores> all) {
    EnumMap<Metric, Double> mean = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      OptionalDouble value =
          all.stream()
              .map(scores -> scores.of(metric))
              .filter(OptionalDouble::isPresent)
              .mapToDouble(OptionalDouble::getAsDouble)
              .average();
      // +∞ in one channel and −∞ in another have no mean.
      if (value.isPresent() && !Double.isNaN(value.getAsDouble())) {
        mean.put(metric, value.getAsDouble());
      }
    }
    return new Scores(mean);
  }
}
