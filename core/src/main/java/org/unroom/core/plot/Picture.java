package org.unroom.core.plot;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/**
 * A chart that can be written as PNG or SVG, with a title and a description in words for those who
 * do not see it. Drawing needs fonts; {@link Fonts} says beforehand whether Java has any.
 */
public final class Picture {
  private final String title;
  private final String description;
  private final JFreeChart chart;
  private final Dimension size;

  Picture(String title, String description, JFreeChart chart, Dimension size) {
    this.title = title;
    this.description = description;
    this.chart = chart;
    this.size = size;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  /** What is seen in it, in a sentence or two. */
  public String description() {
    return description;
  }

  /** Width in pixels at scale 1. */
  public int width() {
    return size.width;
  }

  /** Height in pixels at scale 1. */
  public int height() {
    return size.height;
  }

  /** Where the axes lie: x, y, width and height in pixels at scale 1. */
  public Rectangle2D plotArea() {
    ChartRenderingInfo info = new ChartRenderingInfo();
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    chart.draw(g, bounds(), info);
    g.dispose();
    return info.getPlotInfo().getDataArea();
  }

  /**
   * As PNG on white.
   *
   * @param scale pixels a unit, at least 1; 2 for sharp letters on most screens
   */
  public byte[] png(int scale) {
    BufferedImage image =
        new BufferedImage(scale * size.width, scale * size.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(scale, scale);
    draw(g);
    g.dispose();
    return encoded(image);
  }

  /** As an SVG file of its own, on white. */
  public String svg() {
    return new SvgDrawing(this).standalone();
  }

  /**
   * As an SVG element for a page: colours are the CSS variables of {@link Ink}, letters take the
   * page's font.
   *
   * @param id unique in the page; names inside begin with it
   */
  public String inPage(String id) {
    return new SvgDrawing(this).element(id);
  }

  void draw(Graphics2D g) {
    chart.draw(g, bounds());
  }

  private Rectangle2D bounds() {
    return new Rectangle2D.Double(0, 0, size.width, size.height);
  }

  static byte[] encoded(java.awt.image.RenderedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
