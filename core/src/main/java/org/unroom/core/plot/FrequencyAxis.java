package org.unroom.core.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis in hertz, labelled 50, 100, 200, 500, 1k, 2k, 5k …, as equalizers are; octaves
 * (63, 125, 250 …) where they are what is shown.
 */
final class FrequencyAxis extends LogAxis {
  private static final long serialVersionUID = 1;
  private static final double[] WITHIN_DECADE = {1, 2, 5};
  private static final double THOUSAND = 1000;

  private final double[] labelled;

  /** An axis that shows lowest to highest hertz. */
  FrequencyAxis(double lowestHz, double highestHz) {
    super("Hz");
    setRange(lowestHz, highestHz);
    List<Double> round = new ArrayList<>();
    for (double decade = 1; decade <= highestHz; decade *= 10) {
      for (double digit : WITHIN_DECADE) {
        round.add(digit * decade);
      }
    }
    this.labelled = round.stream().mapToDouble(v -> v).toArray();
  }

  /** An axis that shows these octaves, with half an octave on either side. */
  FrequencyAxis(double[] octavesHz) {
    super("Hz");
    setRange(octavesHz[0] / Math.sqrt(2), octavesHz[octavesHz.length - 1] * Math.sqrt(2));
    this.labelled = octavesHz.clone();
  }

  @Override
  public List<Tick> refreshTicks(
      Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    List<Tick> ticks = new ArrayList<>();
    for (double hz : labelled) {
      if (getRange().contains(hz)) {
        ticks.add(new NumberTick(TickType.MAJOR, hz, shown(hz), anchor, TextAnchor.CENTER, 0));
      }
    }
    return ticks;
  }

  /** 500, 1k, 2.5k. */
  static String shown(double hz) {
    if (hz < THOUSAND) {
      return plain(hz);
    }
    return plain(hz / THOUSAND) + "k";
  }

  private static String plain(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }
}
