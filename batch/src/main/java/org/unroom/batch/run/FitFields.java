package org.unroom.batch.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.SourceControls;

/** How a fit went, as names and values that JSON has, and back. Controls are thinned out. */
public final class FitFields {
  /** The name among a result's measures. */
  public static final String NAME = "fit";

  private static final int MOST_POINTS = 600;
  private static final double ROUNDED = 100;

  private FitFields() {}

  /** The fields of a fit. */
  static Map<String, Object> of(FitRecord fit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from_s", fit.fromSeconds());
    List<Map<String, Object>> losses = new ArrayList<>();
    for (FitTrace trace : fit.traces()) {
      Map<String, Object> loss = new LinkedHashMap<>();
      loss.put("fit", trace.fit());
      loss.put("terms", trace.terms());
      loss.put("steps", trace.steps());
      loss.put("values", trace.values());
      losses.add(loss);
    }
    fields.put("losses", losses);
    fit.controls().ifPresent(controls -> fields.put("controls", controls(controls)));
    return fields;
  }

  private static Map<String, Object> controls(SourceControls controls) {
    int length = controls.f0Hz().length;
    int every = Math.max(1, (length + MOST_POINTS - 1) / MOST_POINTS);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step_s", every * controls.stepSeconds());
    fields.put("f0_hz", thinned(controls.f0Hz(), every));
    fields.put("tones_db", thinned(controls.tonesDb(), every));
    fields.put("noise_db", thinned(controls.noiseDb(), every));
    return fields;
  }

  private static List<Double> thinned(float[] values, int every) {
    List<Double> thinned = new ArrayList<>();
    for (int i = 0; i < values.length; i += every) {
      thinned.add(Math.round(ROUNDED * values[i]) / ROUNDED);
    }
    return thinned;
  }

  /**
   * The fit among the measures of a result.
   *
   * @return nothing where there is none, or none that this version understands
   */
  public static Optional<FitRecord> read(Map<String, Object> measures) {
    try {
      return measures.get(NAME) instanceof Map<?, ?> fields
          ? Optional.of(record(fields))
          : Optional.empty();
    } catch (ClassCastException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static FitRecord record(Map<?, ?> fields) {
    List<FitTrace> traces = new ArrayList<>();
    for (Object element : (List<?>) fields.get("losses")) {
      Map<?, ?> loss = (Map<?, ?>) element;
      traces.add(
          new FitTrace(
              (String) loss.get("fit"),
              ((List<?>) loss.get("terms")).stream().map(String.class::cast).toList(),
              ((List<?>) loss.get("steps"))
                  .stream().map(step -> ((Number) step).intValue()).toList(),
              ((List<?>) loss.get("values")).stream().map(FitFields::doubles).toList()));
    }
    return new FitRecord(
        number(fields.get("from_s")),
        traces,
        Optional.ofNullable((Map<?, ?>) fields.get("controls")).map(FitFields::controls));
  }

  private static SourceControls controls(Map<?, ?> fields) {
    return new SourceControls(
        number(fields.get("step_s")),
        floats(fields.get("f0_hz")),
        floats(fields.get("tones_db")),
        floats(fields.get("noise_db")));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static List<Double> doubles(Object values) {
    return ((List<?>) values).stream().map(FitFields::number).toList();
  }

  private static float[] floats(Object values) {
    List<Double> doubles = doubles(values);
    float[] floats = new float[doubles.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = doubles.get(i).floatValue();
    }
    return floats;
  }
}
