package org.unroom.core.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Image;
import java.awt.geom.Ellipse2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Align;
import org.jfree.chart.ui.LengthAdjustmentType;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines, points with whiskers and marks over two axes, in one look. Built up, then made once. */
public final class LineChart {
  /** As wide as a page. */
  public static final Dimension WIDE = new Dimension(900, 250);

  /** As wide, half as high. */
  public static final Dimension FLAT = new Dimension(900, 150);

  /** As wide, for many lines with a legend. */
  public static final Dimension TALL = new Dimension(900, 380);

  /** Two beside each other in a page. */
  public static final Dimension HALF = new Dimension(440, 290);

  private static final Font LETTERS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final float THIN = 1.2f;
  private static final float[] DASHES = {5, 4};
  private static final float[] DOTS = {1.5f, 3};
  private static final double POINT = 6;
  private static final double LINE_PIXELS = 14;

  /** How a line is drawn. */
  public enum Stroke {
    /** Unbroken. */
    SOLID,
    /** In dashes, for what is fitted. */
    DASHED,
    /** In dots, for limits. */
    DOTTED;

    private BasicStroke ofWidth(float width) {
      float[] pattern = this == DASHED ? DASHES : DOTS;
      return this == SOLID
          ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL)
          : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, pattern, 0);
    }
  }

  private final XYPlot plot = new XYPlot();
  private final XYSeriesCollection lines = new XYSeriesCollection();
  private final XYLineAndShapeRenderer lineRenderer = new XYLineAndShapeRenderer(true, false);
  private final XYIntervalSeriesCollection points = new XYIntervalSeriesCollection();
  private final XYErrorRenderer pointRenderer = new XYErrorRenderer();
  private boolean legend;
  private int marks;
  private double rightPixels = 12;

  private LineChart(ValueAxis x, ValueAxis y) {
    plot.setOrientation(PlotOrientation.VERTICAL);
    plot.setDomainAxis(styled(x));
    plot.setRangeAxis(styled(y));
    lineRenderer.setDrawSeriesLineAsPath(true);
    plot.setDataset(0, points);
    plot.setRenderer(0, pointRenderer);
    plot.setDataset(1, lines);
    plot.setRenderer(1, lineRenderer);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(Ink.MARK.color());
    plot.setDomainGridlinePaint(Ink.GRID.color());
    plot.setRangeGridlinePaint(Ink.GRID.color());
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  /** A chart over linear axes from lowest to highest. */
  public static LineChart linear(
      String xTitle,
      double xLowest,
      double xHighest,
      String yTitle,
      double lowest,
      double highest) {
    return new LineChart(number(xTitle, xLowest, xHighest), number(yTitle, lowest, highest));
  }

  /** A chart of something over octaves, given by their centres in hertz. */
  public static LineChart overOctaves(
      double[] octavesHz, String yTitle, double lowest, double highest) {
    return new LineChart(new FrequencyAxis(octavesHz), number(yTitle, lowest, highest));
  }

  /** A chart of frequency over time. */
  public static LineChart frequencyOverTime(double seconds, double lowestHz, double highestHz) {
    return new LineChart(number("s", 0, seconds), new FrequencyAxis(lowestHz, highestHz));
  }

  private static NumberAxis number(String title, double lowest, double highest) {
    NumberAxis axis = new NumberAxis(title);
    axis.setRange(lowest, highest > lowest ? highest : lowest + 1);
    return axis;
  }

  private static ValueAxis styled(ValueAxis axis) {
    axis.setLabelFont(LETTERS);
    axis.setTickLabelFont(LETTERS);
    axis.setLabelPaint(Ink.TEXT.color());
    axis.setTickLabelPaint(Ink.TEXT.color());
    axis.setAxisLinePaint(Ink.MARK.color());
    axis.setTickMarkPaint(Ink.MARK.color());
    return axis;
  }

  /**
   * Adds a line.
   *
   * @param name for the legend; an empty one is left out of it
   * @param x one value a point
   * @param y as many; the line is broken where one is NaN
   */
  public LineChart line(String name, double[] x, double[] y, Ink ink, Stroke stroke) {
    XYSeries series = new XYSeries(key(name, lines.getSeriesCount()), false, true);
    for (int i = 0; i < x.length; i++) {
      series.add(x[i], y[i], false);
    }
    int index = lines.getSeriesCount();
    lines.addSeries(series);
    lineRenderer.setSeriesPaint(index, ink.color());
    lineRenderer.setSeriesStroke(index, stroke.ofWidth(stroke == Stroke.SOLID ? THIN : 1));
    if (name.isEmpty()) {
      lineRenderer.setSeriesVisibleInLegend(index, false);
    }
    legend |= !name.isEmpty();
    return this;
  }

  /**
   * Adds points with whiskers.
   *
   * @param from lower ends of the whiskers, where there are none the points themselves
   * @param to upper ends
   */
  public LineChart points(
      String name, double[] x, double[] y, double[] from, double[] to, Ink ink) {
    XYIntervalSeries series = new XYIntervalSeries(key(name, points.getSeriesCount()), false, true);
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        series.add(x[i], x[i], x[i], y[i], from[i], to[i]);
      }
    }
    int index = points.getSeriesCount();
    points.addSeries(series);
    pointRenderer.setSeriesPaint(index, ink.color());
    pointRenderer.setSeriesShape(index, new Ellipse2D.Double(-POINT / 2, -POINT / 2, POINT, POINT));
    legend = true;
    return this;
  }

  /** Names of series differ; those without one are blanks of different lengths. */
  private static String key(String name, int index) {
    return name.isEmpty() ? " ".repeat(index + 1) : name;
  }

  /** Marks a place on the x axis with a line and a word, each word a line below the one before. */
  public LineChart mark(String label, double x) {
    ValueMarker marker = new ValueMarker(x, Ink.MARK.color(), Stroke.DASHED.ofWidth(1));
    marker.setLabel(label);
    marker.setLabelFont(LETTERS);
    marker.setLabelPaint(Ink.TEXT.color());
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
    marker.setLabelOffset(new RectangleInsets(4 + LINE_PIXELS * marks++, 4, 4, 4));
    plot.addDomainMarker(marker);
    return this;
  }

  /** Marks a level on the y axis with a line and a word. */
  public LineChart level(String label, double y) {
    ValueMarker marker = new ValueMarker(y, Ink.MARK.color(), Stroke.DOTTED.ofWidth(1));
    marker.setLabel(label);
    marker.setLabelFont(LETTERS);
    marker.setLabelPaint(Ink.TEXT.color());
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
    plot.addRangeMarker(marker);
    return this;
  }

  /** Marks a stretch of the x axis. */
  public LineChart stretch(double from, double to) {
    IntervalMarker marker = new IntervalMarker(from, to, Ink.GRID.color());
    marker.setAlpha(0.4f);
    marker.setLabelOffsetType(LengthAdjustmentType.NO_CHANGE);
    plot.addDomainMarker(marker, org.jfree.chart.ui.Layer.BACKGROUND);
    return this;
  }

  /**
   * Puts the ends of the x axis at the same pixels in every chart of a width, so that charts of one
   * stretch of time stand exactly below each other.
   */
  LineChart aligned(double leftPixels, double rightPixels) {
    AxisSpace space = new AxisSpace();
    space.setLeft(leftPixels);
    plot.setFixedRangeAxisSpace(space);
    this.rightPixels = rightPixels;
    return this;
  }

  /** Lays an image over the whole area between the axes, below everything else. */
  LineChart image(Image image) {
    plot.setBackgroundImage(image);
    plot.setBackgroundImageAlpha(1);
    plot.setBackgroundImageAlignment(Align.FIT);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    return this;
  }

  /** The picture. */
  public Picture picture(String title, String description, Dimension size) {
    return new Picture(title, description, chart(), size);
  }

  JFreeChart chart() {
    JFreeChart chart = new JFreeChart(null, LETTERS, plot, false);
    chart.setBackgroundPaint(null);
    chart.setPadding(new RectangleInsets(4, 2, 2, rightPixels));
    if (legend) {
      LegendTitle title = new LegendTitle(plot);
      title.setItemFont(LETTERS);
      title.setItemPaint(Ink.TEXT.color());
      title.setBackgroundPaint(null);
      title.setPosition(RectangleEdge.BOTTOM);
      chart.addLegend(title);
    }
    return chart;
  }
}
