package org.unroom.reverb.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * How the loss of a fit came down, term by term.
 *
 * @param fit what was fitted, in words
 * @param terms names of the terms that add up to the loss
 * @param steps of the optimizer after which it was measured, rising from 0
 * @param values of the terms {@code [step][term]}
 */
public record FitTrace(
    String fit, List<String> terms, List<Integer> steps, List<List<Double>> values) {
  /** Keeps copies. */
  public FitTrace {
    terms = List.copyOf(terms);
    steps = List.copyOf(steps);
    values = values.stream().map(List::copyOf).toList();
  }

  /** The loss, all terms, at every measured step. */
  public List<Double> totals() {
    return values.stream()
        .map(terms -> terms.stream().mapToDouble(Double::doubleValue).sum())
        .toList();
  }

  /** Collects a trace while a fit runs. */
  public static final class Builder {
    private final String fit;
    private final List<String> terms;
    private final List<Integer> steps = new ArrayList<>();
    private final List<List<Double>> values = new ArrayList<>();

    /** A trace of these terms. */
    public Builder(String fit, String... terms) {
      this.fit = fit;
      this.terms = List.of(terms);
    }

    /** Adds the terms as they are after {@code step} steps. */
    public void add(int step, List<Double> ofTerms) {
      steps.add(step);
      values.add(ofTerms);
    }

    /** What was collected. */
    public FitTrace trace() {
      return new FitTrace(fit, terms, steps, values);
    }
  }
}
