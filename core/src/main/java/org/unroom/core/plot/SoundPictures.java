package org.unroom.core.plot;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.unroom.core.pitch.PitchTrack;
import org.unroom.core.plot.LineChart.Stroke;

/** Pictures that need signals alone: spectrogram and waveform. */
public final class SoundPictures {
  /** Levels that a spectrogram shows below its highest. */
  public static final double RANGE_DB = 80;

  private static final int PARTIALS = 6;

  /** A semitone. */
  private static final double LEAP = 1.06;

  private static final double ROUND_DB = 5;
  private static final double QUIETEST_TOP_DB = -60;
  private static final int BAR_STEPS = 32;
  private static final double BAR_WIDTH = 10;
  private static final double LEFT_PIXELS = 52;
  private static final double BESIDE_BAR_PIXELS = 12;
  private static final double BAR_PIXELS = 82;
  private static final double LEAST_AMPLITUDE = 1e-3;

  private SoundPictures() {}

  /** The level that lies at the top of the scale: the highest, rounded up; −60 dB for silence. */
  public static double topDb(LogSpectrogram spectrogram) {
    double highest = spectrogram.highestDb();
    return Math.max(QUIETEST_TOP_DB, Math.ceil(highest / ROUND_DB) * ROUND_DB);
  }

  /**
   * A spectrogram.
   *
   * @param title what sound it is of
   * @param topDb highest level of the scale, the same for all that are compared
   */
  public static Picture spectrogram(String title, LogSpectrogram levels, double topDb) {
    return spectrogram(title, levels, topDb, over(levels, topDb));
  }

  /**
   * As {@link #spectrogram(String, LogSpectrogram, double)}, with the fundamental over it as a line
   * where there is one, and its first partials as dots.
   */
  public static Picture pitched(
      String title, LogSpectrogram levels, double topDb, PitchTrack pitch) {
    LineChart chart = over(levels, topDb);
    double[] seconds = new double[pitch.frames()];
    Arrays.setAll(seconds, pitch::seconds);
    for (int partial = 1; partial <= PARTIALS; partial++) {
      double[] hz = new double[seconds.length];
      for (int t = 0; t < hz.length; t++) {
        double there = partial * pitch.f0Hz()[t];
        boolean seen = goesOn(pitch, t) && there < levels.highestHz();
        hz[t] = seen ? there : Double.NaN;
      }
      chart.line("", seconds, hz, Ink.OVERLAY, partial == 1 ? Stroke.SOLID : Stroke.DOTTED);
    }
    return spectrogram(title, levels, topDb, chart);
  }

  /** Whether there is a pitch, and no leap from the frame before that would be drawn as a line. */
  private static boolean goesOn(PitchTrack pitch, int t) {
    double ratio = t == 0 ? 1 : pitch.f0Hz()[t] / pitch.f0Hz()[t - 1];
    return pitch.isVoiced(t) && Math.max(ratio, 1 / ratio) < LEAP;
  }

  private static LineChart over(LogSpectrogram levels, double topDb) {
    return LineChart.frequencyOverTime(levels.seconds(), levels.lowestHz(), levels.highestHz())
        .aligned(LEFT_PIXELS, BESIDE_BAR_PIXELS)
        .image(image(levels, topDb));
  }

  private static Picture spectrogram(
      String title, LogSpectrogram levels, double topDb, LineChart chart) {
    JFreeChart drawn = chart.chart();
    drawn.addSubtitle(bar(topDb));
    return new Picture(
        title,
        String.format(
            Locale.ROOT,
            "Spectrogram over %.2f seconds, %.0f to %.0f hertz; levels %.0f to %.0f decibels full"
                + " scale, the highest found is %.0f.",
            levels.seconds(),
            levels.lowestHz(),
            levels.highestHz(),
            topDb - RANGE_DB,
            topDb,
            levels.highestDb()),
        drawn,
        LineChart.WIDE);
  }

  private static BufferedImage image(LogSpectrogram levels, double topDb) {
    float[][] db = levels.levelDb();
    int rows = db[0].length;
    BufferedImage image =
        new BufferedImage(db.length, rows, BufferedImage.TYPE_BYTE_INDEXED, HeatColors.palette());
    for (int x = 0; x < db.length; x++) {
      for (int y = 0; y < rows; y++) {
        double share = (db[x][rows - 1 - y] - topDb + RANGE_DB) / RANGE_DB;
        int color = (int) Math.round(share * (HeatColors.COUNT - 1));
        image.getRaster().setSample(x, y, 0, Math.max(0, Math.min(HeatColors.COUNT - 1, color)));
      }
    }
    return image;
  }

  /**
   * A spectrogram as small as a word, without axes.
   *
   * @param width columns of pixels at most
   * @param height rows of pixels
   * @return a PNG
   */
  public static byte[] thumbnail(LogSpectrogram levels, double topDb, int width, int height) {
    float[][] db = levels.levelDb();
    float[][] small = new float[Math.min(width, db.length)][height];
    for (float[] column : small) {
      Arrays.fill(column, Float.NEGATIVE_INFINITY);
    }
    for (int x = 0; x < db.length; x++) {
      for (int y = 0; y < db[x].length; y++) {
        float[] column = small[x * small.length / db.length];
        int row = y * height / db[x].length;
        column[row] = Math.max(column[row], db[x][y]);
      }
    }
    return Picture.encoded(
        image(
            new LogSpectrogram(small, levels.lowestHz(), levels.highestHz(), levels.seconds()),
            topDb));
  }

  private static PaintScaleLegend bar(double topDb) {
    double lowest = topDb - RANGE_DB;
    LookupPaintScale scale = new LookupPaintScale(lowest, topDb, HeatColors.of(0));
    for (int i = 0; i < BAR_STEPS; i++) {
      int color = (2 * i + 1) * HeatColors.COUNT / (2 * BAR_STEPS);
      scale.add(lowest + i * RANGE_DB / BAR_STEPS, HeatColors.of(color));
    }
    NumberAxis axis = new NumberAxis("dBFS");
    Font letters = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    axis.setLabelFont(letters);
    axis.setTickLabelFont(letters);
    axis.setLabelPaint(Ink.TEXT.color());
    axis.setTickLabelPaint(Ink.TEXT.color());
    axis.setTickMarkPaint(Ink.MARK.color());
    axis.setAxisLinePaint(Ink.MARK.color());
    PaintScaleLegend bar = new PaintScaleLegend(scale, axis);
    bar.setPosition(RectangleEdge.RIGHT);
    bar.setSubdivisionCount(BAR_STEPS);
    bar.setStripWidth(BAR_WIDTH);
    bar.setBackgroundPaint(null);
    bar.setStripOutlineVisible(false);
    bar.setMargin(new RectangleInsets(4, 12, 36, 0));
    return bar;
  }

  /** A waveform, scaled to the highest of its samples. */
  public static Picture waveform(String title, WaveformMeter outline, double seconds) {
    double[] x = new double[2 * outline.columns()];
    double[] y = new double[x.length];
    double highest = LEAST_AMPLITUDE;
    for (int i = 0; i < outline.columns(); i++) {
      x[2 * i] = outline.seconds(i);
      x[2 * i + 1] = outline.seconds(i);
      y[2 * i] = outline.lowest(i);
      y[2 * i + 1] = outline.highest(i);
      highest = Math.max(highest, Math.max(-outline.lowest(i), outline.highest(i)));
    }
    return LineChart.linear("s", 0, seconds, "full scale", -highest, highest)
        .aligned(LEFT_PIXELS, BAR_PIXELS)
        .line("", x, y, Ink.BLUE, Stroke.SOLID)
        .picture(
            title,
            String.format(
                Locale.ROOT,
                "Waveform over %.2f seconds; the highest magnitude is %.3f of full scale.",
                seconds,
                highest),
            LineChart.FLAT);
  }
}
