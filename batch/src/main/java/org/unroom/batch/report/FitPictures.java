package org.unroom.batch.report;

import java.awt.Dimension;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.unroom.core.plot.Ink;
import org.unroom.core.plot.LineChart;
import org.unroom.core.plot.LineChart.Stroke;
import org.unroom.core.plot.Picture;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.SourceControls;

/** Pictures of how a fit went and of what it found. */
final class FitPictures {
  private static final double LOWEST_DB = -80;
  private static final double HEADROOM = 1.05;
  private static final double LEAST_LOSS = 1e-6;

  /** A major third. */
  private static final double MARGIN = 1.25;

  private FitPictures() {}

  /** The loss over the optimizer's steps, and the terms that add up to it. */
  static Picture loss(FitTrace trace, Dimension size) {
    double[] steps = trace.steps().stream().mapToDouble(Integer::doubleValue).toArray();
    List<Double> totals = trace.totals();
    double lowest = 0;
    double highest = LEAST_LOSS;
    for (int i = 0; i < steps.length; i++) {
      highest = Math.max(highest, totals.get(i));
      for (double value : trace.values().get(i)) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    LineChart chart =
        LineChart.linear(
                "steps", 0, steps[steps.length - 1], "", HEADROOM * lowest, HEADROOM * highest)
            .line(
                "loss",
                steps,
                totals.stream().mapToDouble(Double::doubleValue).toArray(),
                Ink.TEXT,
                Stroke.SOLID);
    for (int k = 0; k < trace.terms().size(); k++) {
      int term = k;
      double[] values = trace.values().stream().mapToDouble(ofTerms -> ofTerms.get(term)).toArray();
      chart.line(trace.terms().get(k), steps, values, Ink.ofSeries(k), Stroke.DASHED);
    }
    return chart.picture("Fit of %s: loss by term".formatted(trace.fit()), stop(trace), size);
  }

  /** Why a fit came to its end, in a sentence. */
  static String stop(FitTrace trace) {
    List<Double> totals = trace.totals();
    int last = totals.size() - 1;
    int before = Math.max(0, last - 1);
    double change = 100 * (totals.get(before) - totals.get(last)) / Math.abs(totals.get(before));
    return String.format(
        Locale.ROOT,
        "The fit of %s stopped after its %d steps, the loss at %.4g (from %.4g); the last %d steps"
            + " took %.1f %% off it.",
        trace.fit(),
        trace.steps().get(last),
        totals.get(last),
        totals.get(0),
        trace.steps().get(last) - trace.steps().get(before),
        change);
  }

  /** Levels of tones and noise over time. */
  static Picture levels(String title, SourceControls controls) {
    double[] seconds = seconds(controls);
    return LineChart.linear("s", 0, length(controls), "dB", LOWEST_DB, 3)
        .line("tones", seconds, above(controls.tonesDb()), Ink.BLUE, Stroke.SOLID)
        .line("noise", seconds, above(controls.noiseDb()), Ink.VERMILION, Stroke.SOLID)
        .picture(
            title,
            String.format(
                Locale.ROOT,
                "Levels of all partials together and of the noise that play the dry sound, over"
                    + " %.1f seconds, in decibels below the loudest.",
                length(controls)),
            LineChart.WIDE);
  }

  /** The fundamental over time, where tones are heard. */
  static Picture pitch(String title, SourceControls controls) {
    double[] seconds = seconds(controls);
    double[] hertz = new double[seconds.length];
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    for (int t = 0; t < hertz.length; t++) {
      boolean heard = controls.tonesDb()[t] > LOWEST_DB && controls.f0Hz()[t] > 0;
      hertz[t] = heard ? controls.f0Hz()[t] : Double.NaN;
      lowest = heard ? Math.min(lowest, hertz[t]) : lowest;
      highest = heard ? Math.max(highest, hertz[t]) : highest;
    }
    boolean silent = highest == 0;
    return LineChart.frequencyOverTime(
            length(controls), silent ? 100 : lowest / MARGIN, silent ? 200 : highest * MARGIN)
        .line("", seconds, hertz, Ink.GREEN, Stroke.SOLID)
        .picture(
            title,
            silent
                ? "No tones are heard."
                : String.format(
                    Locale.ROOT,
                    "The fundamental of the tones, between %.0f and %.0f Hz.",
                    lowest,
                    highest),
            LineChart.FLAT);
  }

  private static double[] seconds(SourceControls controls) {
    return IntStream.range(0, controls.f0Hz().length)
        .mapToDouble(t -> t * controls.stepSeconds())
        .toArray();
  }

  private static double length(SourceControls controls) {
    return Math.max(1, controls.f0Hz().length - 1) * controls.stepSeconds();
  }

  private static double[] above(float[] levelDb) {
    return IntStream.range(0, levelDb.length)
        .mapToDouble(t -> Math.max(LOWEST_DB, levelDb[t]))
        .toArray();
  }
}
