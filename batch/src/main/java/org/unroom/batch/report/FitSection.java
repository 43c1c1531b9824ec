package org.unroom.batch.report;

import java.util.Locale;
import org.unroom.core.plot.LineChart;
import org.unroom.reverb.fit.FitRecord;
import org.unroom.reverb.fit.FitTrace;
import org.unroom.reverb.fit.SourceControls;

/**
 * How the fit went: its loss term by term, and what plays the dry sound where it is a synthesizer.
 */
final class FitSection {
  private final FitRecord fit;

  /** A section over a fit; pictures must be possible here. */
  FitSection(FitRecord fit) {
    this.fit = fit;
  }

  /** The section as HTML. */
  String html() {
    boolean alone = fit.traces().size() == 1;
    StringBuilder losses = new StringBuilder();
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < fit.traces().size(); i++) {
      FitTrace trace = fit.traces().get(i);
      losses.append(
          PictureSection.still(
              "loss-" + i, FitPictures.loss(trace, alone ? LineChart.FLAT : LineChart.HALF)));
      words.append("<li>").append(Html.text(FitPictures.stop(trace))).append("</li>");
    }
    return """
    <section aria-labelledby="fit">
    <h2 id="fit">The fit</h2>
    <p class="soft">%s</p>
    <div%s>
    %s</div>
    <ul class="notes">%s</ul>
    %s</section>
    """
        .formatted(
            stretch(),
            alone ? "" : " class=\"pair\"",
            losses,
            words,
            fit.controls().map(FitSection::controls).orElse(""));
  }

  private String stretch() {
    return fit.fromSeconds() == 0
        ? "Of the beginning of the recording."
        : String.format(Locale.ROOT, "Of the stretch that begins at %.0f s.", fit.fromSeconds());
  }

  private static String controls(SourceControls controls) {
    return PictureSection.still(
            "controls", FitPictures.levels("What plays the dry sound: tones and noise", controls))
        + PictureSection.still(
            "fundamental",
            FitPictures.pitch("What plays the dry sound: its fundamental", controls));
  }
}
